"""What is typed about a relay: by the staff, and by the relay itself. Validates, never saves."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.engine.kinds import TEXT
from etabli.foundation.files.engine.office import ODS, XLSX
from etabli.foundation.files.forms import ExaminedField
from etabli.foundation.people.contact import parse_phone
from etabli.foundation.ui.forms import DateInput, FileDrop
from etabli.foundation.ui.numbers import WholeField
from etabli.territory.places import queries as places
from etabli.territory.places.engine import fold
from etabli.territory.places.forms import CommuneField
from etabli.territory.places.models import Commune, Epci
from etabli.territory.relays.models import ContactNote, MaterialShape, Relay, RelayContact
from etabli.territory.relays.queries import RelayFilter
from etabli.territory.relays.rules import looks_generic

SILENCE_CHOICES = [
    ("", _("Whatever the day")),
    ("3", _("three months")),
    ("6", _("six months")),
    ("12", _("twelve months")),
]
MAX_COMMUNES = 600


class CommunesField(forms.CharField):
    """Communes, one a line or between commas; the name of an intercommunal body stands for all of its own."""

    default_error_messages = {
        "unknown": _("No commune is called “%(text)s”. Please check its name, or type its postal code."),
        "many": _("“%(text)s” does not say which commune is meant: write its whole name."),
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(**{"max_length": 8000, "required": False, "widget": widget, **kwargs})

    def clean(self, value: Any) -> list[Commune]:
        communes: dict[str, Commune] = {}
        bodies = {fold(epci.name): epci.pk for epci in places.epcis()}
        for text in filter(
            None, (part.strip() for part in super().clean(value).replace(",", "\n").split("\n"))
        ):
            if fold(text) in bodies:
                whole = Commune.objects.filter(epci_id=bodies[fold(text)]).order_by("name")
                communes |= {commune.pk: commune for commune in whole}
                continue
            commune = places.find_commune(text)
            if commune is None:
                doubt = "many" if places.find_communes(text, limit=2) else "unknown"
                raise forms.ValidationError(self.error_messages[doubt], doubt, {"text": text})
            communes[commune.pk] = commune
        return list(communes.values())

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(commune.name for commune in value) if isinstance(value, list) else value


class RelayForm(forms.ModelForm[Relay]):
    """A relay: only its kind, its name and its commune are needed."""

    commune = CommuneField(help_text=_("A name, or a postal code. A spelling mistake is no trouble."))
    communes = CommunesField(
        label=_("Where it speaks to artisans"),
        help_text=_(
            "One commune a line, or the name of a community of communes. Nothing written: its own commune only."
        ),
    )

    class Meta:
        model = Relay
        fields = [
            "kind",
            "name",
            "commune",
            "communes",
            "address",
            "postal_code",
            "website",
            "opening_hours",
            "pivot",
        ]
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "name": _("As it will stand on the poster: “Mairie de Pauillac”."),
            "opening_hours": _("In your own words: “mornings, but not on Wednesdays”."),
            "pivot": _("Fourteen digits. Needed only for the national list of digital-help places."),
        }

    folded = ("communes", "address", "postal_code", "website", "opening_hours", "pivot")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["commune"] = self.instance.commune
            self.initial["communes"] = list(self.instance.communes.order_by("name"))
        kind, website = self.fields["kind"], self.fields["website"]
        assert isinstance(kind, forms.TypedChoiceField)
        assert isinstance(website, forms.URLField)
        kind.choices = Relay.Kind.choices
        website.assume_scheme = "https"  # type: ignore[attr-defined]  # not in the stubs

    @property
    def facts(self) -> dict[str, Any]:
        """What the acts take: kind, name and commune, and the rest as facts."""
        cleaned = self.cleaned_data
        main_fields = {name: cleaned[name] for name in ("kind", "name", "commune")}
        return {**main_fields, "facts": {name: cleaned[name] for name in self.folded}}

    @property
    def is_detailed(self) -> bool:
        """Whether what is folded holds something, or an error."""
        return any(self[name].value() or self[name].errors for name in self.folded)

    def _post_clean(self) -> None:
        """The form only validates: the act writes, so the instance is left as it was."""


class ContactForm(forms.ModelForm[RelayContact]):
    """Somebody to ask for. `agreed_how` is for the staff, who writes an agreement down as it is given."""

    agreed_how = forms.CharField(
        label=_("They agree to get our mails: how did they say so?"),
        help_text=_("“On the telephone, on 3 March.” Leave it empty if nobody asked them."),
        max_length=120,
        required=False,
    )

    class Meta:
        model = RelayContact
        fields = ["name", "role", "email", "phone", "is_generic"]
        labels = {"is_generic": _("It is the address of the place, not of a person")}
        help_texts = {
            "role": _("“Town clerk”, “chair”, “reception”."),
            "is_generic": _("“mairie@…”, “contact@…”: a public address, to which we may write."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["agreed_how"]

    def clean_phone(self) -> str:
        text = self.cleaned_data["phone"].strip()
        return parse_phone(text) if text else ""

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not any(cleaned.get(name) for name in ("name", "role", "email", "phone")) and not self.errors:
            raise forms.ValidationError(_("Write at least a name, an address or a number."))
        if not self.instance.pk and cleaned.get("email"):
            cleaned["is_generic"] = cleaned["is_generic"] or looks_generic(cleaned["email"])
        return cleaned

    def _post_clean(self) -> None:
        """The form only validates."""


class WishesForm(forms.Form):
    """What a relay likes to receive, and when."""

    likes = forms.MultipleChoiceField(
        label=_("In what shape"),
        choices=MaterialShape.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    months = forms.TypedMultipleChoiceField(
        label=_("In which months"),
        choices=list(MONTHS.items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick none if any month will do."),
    )
    closes_on = WholeField(
        label=_("The bulletin closes on the"),
        min_value=1,
        max_value=31,
        required=False,
        help_text=_("The day of the month after which it takes nothing more: 10, for instance."),
    )
    wishes = forms.CharField(
        label=_("Anything else"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: QueryDict | None = None, *, relay: Relay) -> None:
        initial = {name: getattr(relay, name) for name in self.base_fields}
        super().__init__(data, initial=initial)


class NoteForm(forms.ModelForm[ContactNote]):
    """One exchange, and what to do next."""

    class Meta:
        model = ContactNote
        fields = ["kind", "contact", "text", "next_step", "next_on"]
        labels = {"contact": _("With whom")}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "kind": forms.RadioSelect,
            "next_on": DateInput,
        }
        help_texts = {"next_step": _("“Call again”, “bring posters”. With a day, it comes back by itself.")}

    def __init__(self, *args: Any, relay: Relay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, contact = self.fields["kind"], self.fields["contact"]
        assert isinstance(kind, forms.TypedChoiceField)
        assert isinstance(contact, forms.ModelChoiceField)
        kinds = ContactNote.Kind
        kind.choices = [(kind.value, kind.label) for kind in kinds if kind is not kinds.KIT]
        contact.queryset = relay.contacts.filter(withdrawn_at=None).order_by("pk")
        contact.empty_label = str(_("nobody in particular"))

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("next_step") and not cleaned.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", _("On what day? Without a day it would not come back."))
        return cleaned

    def _post_clean(self) -> None:
        """The form only validates."""


class FilterForm(forms.Form):
    """Find relays by what is known of them."""

    q = forms.CharField(
        label=_("Name, commune or contact"), required=False, max_length=80,
        help_text=_("A spelling mistake is no trouble."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All")), *Relay.Kind.choices], required=False)
    epci = forms.ModelChoiceField(
        label=_("Territory"), queryset=Epci.objects.order_by("name"), required=False, empty_label=_("All")
    )
    silent = forms.ChoiceField(label=_("No exchange for"), choices=SILENCE_CHOICES, required=False)
    unreachable = forms.BooleanField(label=_("Only those where we know nobody"), required=False)

    @property
    def wanted(self) -> RelayFilter:
        """What is asked for; what can't be understood is passed over."""
        cleaned = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        epci = cleaned.get("epci")
        return RelayFilter(
            text=cleaned.get("q") or "",
            kind=cleaned.get("kind") or "",
            epci_code=epci.pk if epci else "",
            silent_months=int(cleaned.get("silent") or 0),
            is_unreachable=bool(cleaned.get("unreachable")),
        )


class RelayFileForm(forms.Form):
    """A file of relays to take in."""

    file = ExaminedField(
        accept={XLSX, ODS, TEXT},
        label=_("Your list"),
        help_text=_(
            "A spreadsheet (XLSX, ODS or CSV), or the national list of digital-help places (CSV or JSON)."
        ),
        widget=FileDrop(accept=".xlsx,.ods,.csv,.json"),
    )


class LostLinkForm(forms.Form):
    """The address at which a relay got its link."""

    email = forms.EmailField(label=_("Your e-mail address"))
