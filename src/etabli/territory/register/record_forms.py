"""What the staff types about a business."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.util import clean

from etabli.foundation.journal import ActionError
from etabli.foundation.people.contact import parse_phone
from etabli.foundation.ui.forms import Suggest
from etabli.territory.places.forms import CommuneField
from etabli.territory.register import wording
from etabli.territory.register.engine.establishment import Establishment
from etabli.territory.register.lookup import CannotLookUp, look_up
from etabli.territory.register.models import Business, BusinessNote, Proposal
from etabli.territory.register.queries import SEPARATORS, lookup_siret
from etabli.territory.register.trades import find_trades


class BusinessForm(forms.Form):
    """The record of a business, as it stands; `business` gives what is written there now."""

    name = forms.CharField(label=_("Name of the business"), required=False, max_length=160)
    trade = forms.CharField(
        label=_("Trade"), required=False, max_length=160, widget=Suggest("register:suggestions")
    )
    commune = CommuneField(required=False)
    address = forms.CharField(label=_("Address"), required=False, max_length=160)
    postal_code = forms.CharField(
        label=_("Postal code"),
        required=False,
        max_length=5,
        validators=[RegexValidator(r"^\d{5}$", _("A postal code has five digits."))],
    )
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, data: QueryDict | None = None, *, business: Business) -> None:
        self.business = business
        names = ("name", "commune", "address", "postal_code", "phone", "email")
        initial = {name: getattr(business, name) for name in names}
        initial["trade"] = wording.trade_of(business.trade_code)
        super().__init__(data, initial=initial)
        if not business.siret:
            self.fields["name"].required = True

    def clean_trade(self) -> str:
        """The code of the trade; the one that was there when its words weren't touched."""
        text = self.cleaned_data["trade"].strip()
        if text == self.initial["trade"]:
            return self.business.trade_code
        trades = find_trades(text, limit=1) if text else []
        if text and not trades:
            raise forms.ValidationError(
                _("No trade is called “%(text)s”. Try another word: mason, baker, hairdresser."),
                params={"text": text},
            )
        return trades[0].code if trades else ""

    def clean_phone(self) -> str:
        """As it is dialled."""
        text = self.cleaned_data["phone"].strip()
        return parse_phone(text) if text else ""

    @property
    def wanted(self) -> dict[str, Any]:
        """The arguments of `correct_business`."""
        values = dict(self.cleaned_data)
        return {"trade_code": values.pop("trade"), **values}


class SiretForm(forms.Form):
    """A SIRET to look up: `known` is the business of the register, `establishment` what the State's directory says
    otherwise, `remark` why there is neither."""

    siret = forms.CharField(
        label=_("SIRET"), max_length=40, help_text=_("Fourteen digits, with or without spaces.")
    )

    def __init__(self, *args: Any, chamber_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chamber_id = chamber_id
        self.known: Business | None = None
        self.establishment: Establishment | None = None
        self.remark: str | Promise = ""

    def clean_siret(self) -> str:
        """The fourteen digits, looked up."""
        number = clean(self.cleaned_data["siret"], SEPARATORS)
        try:
            self.known = lookup_siret(number, chamber_id=self.chamber_id)
        except ActionError as refusal:
            raise forms.ValidationError(str(refusal)) from None
        if self.known is None:
            self._ask(number)
        return number

    def _ask(self, number: str) -> None:
        try:
            self.establishment = look_up(number)
        except CannotLookUp:
            self.remark = _("Not in the register, and the State’s directory was not asked or did not answer.")
        else:
            self.remark = "" if self.establishment else _("The State’s directory does not know this SIRET.")


class NoteForm(forms.ModelForm[BusinessNote]):
    """One sentence to remember."""

    class Meta:
        model = BusinessNote
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class DecisionForm(forms.Form):
    """Which of the proposals, and whose word."""

    proposals = forms.ModelMultipleChoiceField(
        queryset=Proposal.objects.none(),
        label=_("What to decide"),
        error_messages={
            "required": _("Tick at least one line."),
            "invalid_choice": _("Some of these were decided meanwhile: look again."),
        },
    )
    outcome = forms.ChoiceField(
        choices=[(outcome, outcome) for outcome in (Proposal.Outcome.OFFICIAL, Proposal.Outcome.OURS)]
    )


class PairForm(forms.Form):
    """One business or two; and which record stays."""

    decision = forms.ChoiceField(choices=[("one", "one"), ("two", "two")])
    kept = forms.TypedChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, pair: tuple[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept_field = self.fields["kept"]
        assert isinstance(kept_field, forms.ChoiceField)
        kept_field.choices = [(pk, str(pk)) for pk in pair]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "one" and not cleaned.get("kept") and "kept" not in self.errors:
            self.add_error("kept", _("Choose the record that stays."))
        return cleaned
