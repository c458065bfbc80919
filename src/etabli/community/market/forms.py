"""Forms of the market: they validate, and save nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.community.association.trades import trades
from etabli.community.market.models import (
    MAX_ANSWERS,
    MAX_MESSAGE_LENGTH,
    MAX_REASON_LENGTH,
    Ad,
    AdOutcome,
    Destination,
    NotChosenReason,
)
from etabli.community.market.queries import AdFilter, AdList, AnswerCard
from etabli.foundation.files.engine import kinds
from etabli.foundation.files.forms import ExaminedField
from etabli.foundation.ui.forms import DateInput, FileDrop, FoldedChoices
from etabli.foundation.ui.numbers import WholeField
from etabli.territory.places.models import Epci

ACCEPTED_TYPES = {kinds.PDF, *kinds.PICTURES}


class AnswerForm(forms.Form):
    message = forms.CharField(
        label=_("Your message"),
        help_text=_("Who you are, what you propose, your questions. The artisan reads it as you write it."),
        max_length=MAX_MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    quote = ExaminedField(
        accept={kinds.PDF},
        label=_("Your quote, in PDF"),
        help_text=_("You may answer without a quote and send it later."),
        required=False,
        widget=FileDrop(accept="application/pdf,.pdf"),
    )


class AdWithdrawalForm(forms.Form):
    reason = forms.CharField(label=_("Why, in a few words"), max_length=MAX_REASON_LENGTH, required=False)


class LetterForm(forms.Form):
    """A message of the thread."""

    text = forms.CharField(
        label=_("Your message"), max_length=MAX_MESSAGE_LENGTH, widget=forms.Textarea(attrs={"rows": 5})
    )
    file = ExaminedField(
        accept=ACCEPTED_TYPES,
        label=_("A file: PDF or photo"),
        help_text="",
        required=False,
        widget=FileDrop(accept="application/pdf,.pdf,image/*"),
    )


class AdFilterForm(forms.Form):
    """What is looked for in the list of ads; a choice that is not understood is left out."""

    mots = forms.CharField(label=_("Words"), max_length=100, required=False)
    metier = forms.ChoiceField(label=_("Trade asked for"), required=False)
    lieu = forms.ChoiceField(label=_("Place"), required=False)
    libres = forms.BooleanField(label=_("Only those that still take answers"), required=False)
    summary = ""  # what is looked for, in words, once offered

    def set_choices(self, ad_list: AdList) -> None:
        """The trades and the places that there are; of what was asked, what is offered."""
        for name, all_label, options in (
            ("metier", _("All trades"), ad_list.trades),
            ("lieu", _("All places"), ad_list.places),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", all_label), *((code, f"{label} ({n})") for code, label, n in options)]
        names = {code: label for code, label, _n in (*ad_list.trades, *ad_list.places)}
        choice = ad_list.choice
        self.data = {**dict(self.data.items()), "metier": choice.trade, "lieu": choice.epci}
        taking = str(self.fields["libres"].label) if choice.taking else ""
        parts = (choice.words, names.get(choice.trade, ""), names.get(choice.epci, ""), taking)
        self.summary = ", ".join(part for part in parts if part)

    @staticmethod
    def filter_from(params: Any) -> AdFilter:
        """What the address asks for."""
        return AdFilter(
            trade=params.get("metier", "")[:40],
            epci=params.get("lieu", "")[:9],
            words=params.get("mots", "").strip()[:100],
            taking="libres" in params,
        )


class AdBoundsForm(forms.Form):
    """Until when, and how many."""

    deadline_on = forms.DateField(label=_("Answers until"), widget=DateInput)
    answers_cap = WholeField(
        label=_("How many answers at most?"),
        min_value=1,
        max_value=MAX_ANSWERS,
        help_text=_("Six are enough to compare, and few enough to read them all. Twelve at most."),
    )


class SendingForm(forms.Form):
    """One destination, and the artisan's agreement to it."""

    destination = forms.ChoiceField(
        label=_("Where to?"),
        choices=Destination,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where your ad goes.")},
    )
    portal = forms.CharField(
        label=_("Which portal, for an e-mail"),
        max_length=120,
        required=False,
        help_text=_("For example: the portal of an association of professionals."),
    )
    agreed = forms.BooleanField(
        label=_("I have read what will be seen, and I agree that it is seen there"),
        error_messages={"required": _("Nothing leaves without this agreement.")},
    )

    def clean(self) -> dict[str, Any]:
        """A mail goes to a portal that has a name."""
        data = super().clean() or {}
        if data.get("destination") == Destination.MAIL and not data.get("portal", "").strip():
            self.add_error("portal", _("Say which portal you send it to."))
        return data


class OutcomeForm(forms.Form):
    """What came of an ad."""

    came_of = forms.ChoiceField(
        label=_("What did you do?"),
        choices=AdOutcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of your ad.")},
    )
    answer = forms.ChoiceField(label=_("With whom, if you wish to say it"), required=False)
    reason = forms.ChoiceField(
        label=_("Why none of those who answered?"),
        choices=[("", _("I’d rather not say")), *NotChosenReason.choices],
        required=False,
    )
    why = forms.CharField(
        label=_("In a few words"),
        max_length=MAX_REASON_LENGTH,
        required=False,
        help_text=_("Nobody else reads it. The choices above are counted, without your name."),
    )

    def __init__(self, data: Any = None, *, ad: Ad, answers: tuple[AnswerCard, ...]) -> None:
        initial = {"came_of": ad.came_of, "answer": ad.came_of_answer_id or ""}
        initial |= {"reason": ad.came_of_reason, "why": ad.came_of_why}
        super().__init__(data, initial=initial)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("I’d rather not say")),
            *((str(answer.pk), answer.author) for answer in answers),
        ]
        if not answers:
            del self.fields["answer"]


class AlertsForm(forms.Form):
    """Which ads to be told of."""

    stopped = forms.BooleanField(label=_("Tell me of no ad"), required=False)
    trades = forms.MultipleChoiceField(
        label=_("Trades asked for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none to be told of all."),
    )
    epci_codes = forms.MultipleChoiceField(
        label=_("Places of the ads"),
        required=False,
        widget=FoldedChoices(_("Everywhere: choose places")),
        help_text=_("Tick none to be told of all."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = {
            "trades": [(trade.id, trade.label) for trade in trades().values()],
            "epci_codes": list(Epci.objects.values_list("code", "name")),
        }
        for name, choices in options.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = choices


class ReadingForm(forms.Form):
    """When the association reads the ads."""

    when = forms.ChoiceField(
        label=_("When do moderators read an ad?"),
        choices=[
            ("before", _("Before it is out: nobody sees it until a moderator has read it")),
            ("after", _("Once it is out: it is seen at once, and a moderator reads it afterwards")),
        ],
        widget=forms.RadioSelect,
    )
