"""What is typed of an offer, an application, an alert. Validates, never saves."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.community.association.trades import trades
from etabli.community.jobs import wording
from etabli.community.jobs.engine import PERIODS, Kind, Period, Remote, Terms, Unit, fields_of
from etabli.community.jobs.models import (
    MAX_REASON_LENGTH,
    MAX_TEXT_LENGTH,
    PERIOD_LABELS,
    REMOTE_LABELS,
    UNIT_LABELS,
    Job,
    Outcome,
    Rhythm,
)
from etabli.foundation.files.engine import kinds
from etabli.foundation.files.forms import ExaminedField
from etabli.foundation.people.contact import ConfirmsAddress
from etabli.foundation.ui.forms import DateInput, FileDrop, NameField, NoMachine
from etabli.foundation.ui.numbers import AmountField, NumberField, WholeField
from etabli.territory.places.forms import CommuneField
from etabli.territory.places.models import Commune

WHY_PAY = _(
    "We ask it of every offer: who reads it can compare, and nobody applies for nothing. One amount is enough."
)


def _text_field(label: Any, help_text: Any, rows: int) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, max_length=MAX_TEXT_LENGTH, required=False, widget=area
    )


def _line_field(label: Any, help_text: Any = "", max_length: int = 120) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=max_length, required=False)


def _euros_field(label: Any, help_text: Any = "") -> AmountField:
    return AmountField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=10**6,
        required=False,
    )


class OfferForm(ConfirmsAddress, NoMachine):
    """An offer of one kind; a draft may lack all but its title. `asks_email`: whoever writes is nobody here yet."""

    title = forms.CharField(
        label=_("Title of the offer"),
        max_length=120,
        help_text=_("The trade, for a woman and for a man. For example: “Développeuse ou développeur web”."),
    )
    employer = _line_field(_("Who offers it"), _("The name of the business or of the association."))
    website = forms.URLField(label=_("Their website"), max_length=300, required=False, assume_scheme="https")
    trade = forms.ChoiceField(label=_("Nearest trade"), required=False)
    duties = _text_field(
        _("What is to be done"), _("The work of a usual week, with whom, with which tools."), 8
    )
    skills = _line_field(_("Skills"), _("What one must know already, what is learnt on the spot."), 400)
    remote = forms.ChoiceField(
        label=_("Where the work is done"),
        choices=REMOTE_LABELS,
        initial=Remote.ON_SITE,
        widget=forms.RadioSelect,
    )
    commune = CommuneField(required=False, help_text=_("May stay empty when all is done from afar."))
    starts_on = forms.DateField(
        label=_("First day"), required=False, widget=DateInput(), help_text=_("Empty: as soon as possible.")
    )
    duration = WholeField(label=_("How long"), min_value=1, max_value=999, required=False)
    duration_unit = forms.ChoiceField(label=_("Counted in"), choices=UNIT_LABELS, initial=Unit.MONTHS)
    week_hours = NumberField(
        label=_("Hours a week"), min_value=1, max_value=48, decimal_places=2, required=False
    )
    diploma = _line_field(_("Diploma or level"), _("The one that is prepared, or the school’s year."), 160)
    pay_low = _euros_field(_("From, in euros"), WHY_PAY)
    pay_high = _euros_field(_("To, in euros"))
    pay_period = forms.ChoiceField(label=_("For"))
    agreement = forms.BooleanField(
        label=_("I know that an internship needs an agreement signed with the school"), required=False
    )
    how_to_apply = _text_field(
        _("How to apply"),
        _("What to send, whom one meets. The applications reach you through us: your address is not shown."),
        3,
    )
    apply_by_on = forms.DateField(
        label=_("Last day to apply"),
        required=False,
        widget=DateInput(),
        help_text=_("Empty: the offer stays out for 60 days, and you may renew it."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=200,
        help_text=_("We send you a link to read your offer again and send it. It is not shown to anybody."),
    )

    def __init__(self, *args: Any, kind: Kind, asks_email: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        names = fields_of(kind)
        form_names = {"week_minutes": "week_hours"}
        for name in set(Terms.__dataclass_fields__) - names:
            del self.fields[form_names.get(name, name)]
        if not asks_email:
            del self.fields["email"], self.fields["site"]
        self._choices("pay_period", [(period, PERIOD_LABELS[period]) for period in PERIODS[kind]])
        self._choices("trade", [("", _("choose")), *((trade.id, trade.label) for trade in trades().values())])
        self.fields["pay_low"].label = _("%(pay)s, from, in euros") % {"pay": wording.pay_label(kind)}

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> None:
        low, high = self.cleaned_data.get("pay_low"), self.cleaned_data.get("pay_high")
        if low is not None and high is not None and low > high:
            self.add_error("pay_high", _("The lowest pay is above the highest: exchange the two."))

    @property
    def terms(self) -> Terms:
        data = self.cleaned_data
        commune: Commune | None = data.get("commune")
        hours: Decimal | None = data.get("week_hours")
        return Terms(
            kind=self.kind,
            commune_id=commune.pk if commune else None,
            remote=Remote(data["remote"]),
            duration=data.get("duration"),
            duration_unit=Unit(data.get("duration_unit") or Unit.MONTHS),
            week_minutes=int(hours * 60) if hours is not None else None,
            pay_low_cents=_to_cents(data.get("pay_low")),
            pay_high_cents=_to_cents(data.get("pay_high")),
            pay_period=Period(data["pay_period"]),
            agreement=data.get("agreement", False),
            diploma=data.get("diploma", ""),
            **{name: data[name] for name in ("title", "employer", "website", "trade", "duties", "skills")},
            **{name: data[name] for name in ("starts_on", "how_to_apply", "apply_by_on")},
        )


def initial_of(job: Job) -> dict[str, Any]:
    """What the form shows of an offer that is there."""
    terms = job.terms
    values = {name: getattr(terms, name) for name in Terms.__dataclass_fields__}
    minutes = terms.week_minutes
    return {
        **values,
        "commune": job.commune,
        "week_hours": Decimal(minutes) / 60 if minutes is not None else None,
        "pay_low": _to_euros(terms.pay_low_cents),
        "pay_high": _to_euros(terms.pay_high_cents),
    }


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(label=_("What came of it"), choices=Outcome, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("In a few words"),
        help_text=_("For the association’s figures only: why it was not filled, or how you found somebody."),
        max_length=MAX_REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ApplicationForm(ConfirmsAddress, NoMachine):
    name = NameField(label=_("Your name"))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=200,
        help_text=_("To confirm, and for the answer. It stays with us, unless you tick the box below."),
    )
    words = forms.CharField(
        label=_("Your message"),
        help_text=_("Who you are, what you can do, why this offer. No photo, no age is asked of you."),
        max_length=MAX_TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    cv = ExaminedField(
        accept={kinds.PDF},
        label=_("Your CV, in PDF"),
        help_text=_("Look at what it says: an address or a telephone number in it is read by the author."),
        required=False,
        widget=FileDrop(accept="application/pdf,.pdf"),
    )
    shows_address = forms.BooleanField(
        label=_("Show my e-mail address to the author of the offer"), required=False
    )


class MessageForm(forms.Form):
    text = forms.CharField(
        label=_("Your message"), max_length=MAX_TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 5})
    )


class AlertForm(ConfirmsAddress, NoMachine):
    email = forms.EmailField(label=_("Your e-mail address"), max_length=200)
    rhythm = forms.ChoiceField(
        label=_("How often"), choices=Rhythm, initial=Rhythm.WEEKLY, widget=forms.RadioSelect
    )


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=200,
        help_text=_("The one with which you wrote an offer, applied, or asked for an alert."),
    )


def _to_cents(euros: Decimal | None) -> int | None:
    return None if euros is None else int(euros * 100)


def _to_euros(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents) / 100
