"""Forms of the association: they validate, and save nothing."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from etabli.community.association.grounds import GROUNDS
from etabli.community.association.models import Category, Dues, DuesRules, Member, MemberKind, Period
from etabli.community.association.payments import payment_means_by_code
from etabli.community.association.trades import trades
from etabli.foundation.files.engine.kinds import TEXT
from etabli.foundation.files.engine.office import ODS, XLSX
from etabli.foundation.files.forms import ExaminedField
from etabli.foundation.people.contact import ConfirmsAddress
from etabli.foundation.people.models import Organisation
from etabli.foundation.ui.forms import DateInput, FileDrop, NameField, NoMachine
from etabli.foundation.ui.numbers import AmountField, WholeField
from etabli.foundation.ui.typography import euros
from etabli.territory.places.forms import CommuneField

MAX_TEXT_LENGTH = 2000


def trade_choices(organisation_id: int | None, *, blank: Any = None) -> list[tuple[str, Any]]:
    """The trades of an association, by their names."""
    choices = [(trade.id, trade.label) for trade in trades(organisation_id).values()]
    return [("", blank), *choices] if blank is not None else choices


class EurosField(AmountField):
    """An amount as people write it; its clean value is in cents."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_value=100_000, **kwargs)

    def clean(self, value: Any) -> Any:
        amount = super().clean(value)
        return None if amount is None else int(amount * 100)

    def prepare_value(self, value: Any) -> Any:
        return f"{Decimal(value) / 100:.2f}".replace(".", ",") if isinstance(value, int) else value


class JoinForm(ConfirmsAddress, NoMachine):
    """Asking to join: few questions. `website` is for robots: nobody sees it, whoever fills it is told nothing."""

    association = forms.TypedChoiceField(label=_("Association"), coerce=int)
    kind = forms.ChoiceField(
        label=_("You join"),
        choices=[
            (MemberKind.PERSON, _("as a person")),
            (MemberKind.COMPANY, _("for a company (without a vote)")),
        ],
        initial=MemberKind.PERSON,
        widget=forms.RadioSelect,
    )
    name = NameField(label=_("Your first and last name"))
    company = NameField(label=_("Name of the company, if you join for one"), required=False)
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)
    trade = forms.ChoiceField(label=_("Your trade"))
    commune = CommuneField(label=_("Your commune"), required=False)
    text = forms.CharField(
        label=_("A few words about what you do"),
        max_length=MAX_TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, associations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["association"].choices = [  # type: ignore[attr-defined]  # a choice field
            (association.pk, association.name) for association in associations
        ]
        self.fields["trade"].choices = trade_choices(  # type: ignore[attr-defined]  # a choice field
            associations[0].pk if len(associations) == 1 else None, blank=_("Choose")
        )
        if len(associations) == 1:
            self.fields["association"].widget = forms.HiddenInput()
            self.initial.setdefault("association", associations[0].pk)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == MemberKind.COMPANY and not data.get("company"):
            self.add_error("company", _("Write the name of the company."))
        return data


# The states by which the board looks at its members, as the page's address names them.
MEMBER_STATES = {
    "in": _("in the association"),
    "late": _("late with their dues"),
    "suspended": _("suspended"),
    "left": _("gone"),
}


class SearchForm(forms.Form):
    """Whom the board looks for. The names are those of the page's address."""

    q = forms.CharField(label=_("Name or e-mail"), max_length=100, required=False)
    etat = forms.CharField(widget=forms.HiddenInput, required=False)
    metier = forms.ChoiceField(label=_("Trade"), required=False)

    def __init__(self, *args: Any, organisation_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["metier"].choices = trade_choices(organisation_id, blank=_("All the trades"))  # type: ignore[attr-defined]  # a choice field


class TextForm(forms.Form):
    """One text, of which the page says what it is."""

    text = forms.CharField(max_length=MAX_TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, label: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].required = required


class SuspensionForm(forms.Form):
    """The ground, what happened, and the last day."""

    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=[(code, ground.text) for code, ground in GROUNDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a ground of the list.")},
    )
    reason = forms.CharField(
        label=_("What happened"),
        help_text=_("What, when, and what you already told them. The member reads it."),
        max_length=MAX_TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        help_text=_("Six months at most. They then have their place again, without anybody doing anything."),
        widget=DateInput,
    )


class CategoryChoice(forms.ModelChoiceField[Category]):
    """A category of dues of one association, with its amount."""

    def label_from_instance(self, obj: Category) -> str:
        return f"{obj.name} ({euros(obj.amount_cents)})"


def category_field(organisation_id: int) -> CategoryChoice:
    """Empty: the first one that fits."""
    return CategoryChoice(
        Category.objects.filter(organisation=organisation_id, withdrawn_at=None).order_by("pk"),
        label=_("Category of dues"),
        required=False,
        empty_label=_("The first one that fits"),
    )


class AcceptApplicationForm(forms.Form):
    """In which category the new member is."""

    def __init__(self, *args: Any, organisation_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"] = category_field(organisation_id)


class MemberForm(forms.Form):
    """What is written of a member."""

    display_name = NameField(label=_("Name shown"))
    kind = forms.ChoiceField(label=_("Person or company"), choices=MemberKind)
    trade = forms.ChoiceField(label=_("Trade"))
    commune = CommuneField(label=_("Commune"), required=False)

    def __init__(self, *args: Any, organisation_id: int, member: Member | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = trade_choices(organisation_id)
        if member is not None and member.trade not in dict(choices):
            choices.append((member.trade, member.trade_label))
        self.fields["trade"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["category"] = category_field(organisation_id)

    def act_arguments(self) -> dict[str, Any]:
        """As the acts take it."""
        data = dict(self.cleaned_data)
        commune = data.pop("commune")
        return {**data, "commune_code": commune.code if commune else ""}


class AddMemberForm(MemberForm):
    """Somebody whom the board puts in without a request."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    field_order = ("display_name", "email")


class PaymentForm(forms.Form):
    """Money received."""

    amount_cents = EurosField(label=_("Amount received, in euros"), min_value=Decimal("0.01"))
    method = forms.ChoiceField(label=_("How it was paid"))
    reference = forms.CharField(
        label=_("Reference"),
        help_text=_("The number of the cheque, or the label of the transfer."),
        max_length=80,
        required=False,
    )
    paid_on = forms.DateField(label=_("Received on"), widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = [  # type: ignore[attr-defined]  # a choice field
            (payment_means.code, payment_means.label) for payment_means in payment_means_by_code().values()
        ]


class PaidDuesForm(forms.Form):
    """Dues paid in full, ticked on the list of a period: among those `owed`."""

    dues = forms.ModelMultipleChoiceField(
        label=_("Paid"),
        queryset=Dues.objects.none(),
        error_messages={
            "required": _("Tick at least one name."),
            "invalid_choice": _("Some of these are paid already: look again."),
            "invalid_pk_value": _("Some of these are paid already: look again."),
        },
    )
    method = forms.ChoiceField(label=_("How it was paid"))
    paid_on = forms.DateField(label=_("Received on"), widget=DateInput)

    def __init__(self, *args: Any, owed: QuerySet[Dues], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dues"].queryset = owed  # type: ignore[attr-defined]  # a choice field
        self.fields["method"].choices = [  # type: ignore[attr-defined]  # a choice field
            (payment_means.code, payment_means.label) for payment_means in payment_means_by_code().values()
        ]


class PeriodForm(forms.Form):
    """A year, or any other period."""

    name = forms.CharField(label=_("Name of the period"), help_text=_("For example: 2027."), max_length=40)
    starts_on = forms.DateField(label=_("First day"), widget=DateInput)
    ends_on = forms.DateField(label=_("Last day"), widget=DateInput)
    due_on = forms.DateField(label=_("To be paid by"), widget=DateInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("ends_on", _("The last day comes after the first."))
        return data


class CategoryForm(forms.Form):
    """A category of dues and its amount."""

    name = forms.CharField(label=_("Name of the category"), max_length=60)
    kind = forms.ChoiceField(
        label=_("For whom"), choices=[("", _("persons and companies")), *MemberKind.choices], required=False
    )
    amount_cents = EurosField(label=_("Amount for one period, in euros"), min_value=Decimal(0))


class DuesRulesForm(forms.Form):
    """How the dues are asked for."""

    grace_days = WholeField(
        label=_("Days of delay after the due day"),
        help_text=_("After them, the member has no vote until they pay. They stay in the directory."),
        min_value=0,
        max_value=400,
    )
    remind_days = WholeField(label=_("Reminder, so many days before"), min_value=0, max_value=90)
    pay_to = forms.CharField(
        label=_("How to pay"),
        help_text=_("The account for transfers (IBAN), to whom cheques are made out: members read it."),
        max_length=MAX_TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @staticmethod
    def initial_of(rules: DuesRules) -> dict[str, Any]:
        return {name: getattr(rules, name) for name in ("grace_days", "remind_days", "pay_to")}


class TradeForm(forms.Form):
    """A trade to add to the list."""

    name = forms.CharField(label=_("Name of the trade"), max_length=40)


class MemberListFileForm(forms.Form):
    """The list of members to take in."""

    file = ExaminedField(
        accept={XLSX, ODS, TEXT},
        label=_("Your list"),
        help_text=_("A spreadsheet (XLSX, ODS or CSV): a row of titles, then a row for each person."),
        widget=FileDrop(accept=".xlsx,.ods,.csv"),
    )
    default_trade = forms.ChoiceField(label=_("Trade of those for whom the list says none"), required=False)

    def __init__(self, *args: Any, organisation_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["default_trade"].choices = trade_choices(organisation_id, blank=_("none: leave them out"))  # type: ignore[attr-defined]  # a choice field


def period_defaults(today: date, last: Period | None) -> dict[str, Any]:
    """The year under way; after a period that was asked for already, the year that follows it, paid by as soon."""
    if last is not None and last.ends_on.year < today.year - 1:
        last = None
    first = last.ends_on + timedelta(days=1) if last else today.replace(month=1, day=1)
    ends_on = _a_year_later(first) - timedelta(days=1)
    return {
        "name": str(first.year) if first.year == ends_on.year else f"{first.year}-{ends_on.year}",
        "starts_on": first,
        "ends_on": ends_on,
        "due_on": first + (last.due_on - last.starts_on) if last else ends_on,
    }


def _a_year_later(day: date) -> date:
    """The same day of the next year; the 28th of February after a 29th."""
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)
