"""What is asked for of the list of wishes, and what is typed during a call. Validates, never saves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.contact import parse_contact
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import MAX_NOTE_LENGTH, Wish
from etabli.programme.planning.queries.wishes import WishFilter
from etabli.programme.workshops.models import Theme
from etabli.programme.workshops.queries import theme_titles, themes
from etabli.territory.places.queries import epcis
from etabli.territory.register.person_forms import KnownByPhone
from etabli.territory.register.wording import SECTORS

STATE_CHOICES = [("", _("Everything")), ("open", _("Still waiting")), ("answered", _("Answered"))]
ANY_CHOICE = [("", _("Everything"))]


class WishFilterForm(forms.Form):
    """Which wishes; the names are those of the address."""

    quoi = forms.ChoiceField(label=_("Wished for"), choices=ANY_CHOICE + Wish.Kind.choices, required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    source = forms.ChoiceField(
        label=_("How we know it"), choices=ANY_CHOICE + Wish.Source.choices, required=False
    )
    territoire = forms.ChoiceField(label=_("Territory"), required=False)
    etat = forms.ChoiceField(label=_("Where it stands"), choices=STATE_CHOICES, required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        theme: Any = self.fields["theme"]
        theme.choices = ANY_CHOICE + sorted(theme_titles().items(), key=lambda pair: pair[1])
        zones: Any = self.fields["territoire"]
        zones.choices = ANY_CHOICE + [(epci.pk, epci.name) for epci in epcis()]

    @property
    def asked(self) -> WishFilter:
        """What the address asks for; what it can't ask for is told by the form, and everything is shown."""
        data = self.cleaned_data if self.is_valid() else {}
        names = ("quoi", "theme", "source", "territoire", "etat")
        return WishFilter(*(data.get(name, "") for name in names))

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.fields)


class ThemeFilterForm(forms.Form):
    """For whom the themes are ranked; the names are those of the address. What it can't ask for is told, and all is
    shown."""

    territoire = forms.ChoiceField(label=_("Territory"), required=False)
    secteur = forms.ChoiceField(label=_("Trade sector"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        zones: Any = self.fields["territoire"]
        zones.choices = [("", _("The whole département")), *((epci.pk, epci.name) for epci in epcis())]
        sectors: Any = self.fields["secteur"]
        sectors.choices = [("", _("All sectors")), *SECTORS.items()]

    @property
    def asked(self) -> dict[str, str]:
        """What `next_themes` takes."""
        data = self.cleaned_data if self.is_valid() else {}
        return {"zone": data.get("territoire", ""), "group": data.get("secteur", "")}

    @property
    def summary(self) -> str:
        """What is shown, in words: "The whole département, all sectors"."""
        criteria = self.asked
        fields: Any = self.fields
        zones, sectors = dict(fields["territoire"].choices), dict(fields["secteur"].choices)
        return f"{zones[criteria['zone']]} · {sectors[criteria['group']]}"


class CallForm(KnownByPhone):
    """A wish told on the telephone."""

    wish = forms.ChoiceField(label=_("What do they wish for?"))
    name = forms.CharField(label=_("First name and family name"), max_length=120, required=False)
    contact = forms.CharField(label=_("E-mail or telephone"), max_length=120, required=False)
    other_contact = forms.CharField(
        label=_("The other one, if they give both"),
        max_length=120,
        required=False,
        help_text=_("A telephone beside an e-mail, or an e-mail beside a telephone."),
    )
    note = forms.CharField(
        label=_("What they said"),
        required=False,
        max_length=MAX_NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, viewer: Viewer, about: Person | None = None) -> None:
        known_details = {"name": about.name, "contact": about.phone or about.email} if about else {}
        super().__init__(data, initial=known_details)
        self.chamber_id = viewer.chamber_id
        wish: Any = self.fields["wish"]
        self.themes = {theme.code: theme for theme in themes(viewer.chamber_id)}
        choices = [(code, theme.title) for code, theme in self.themes.items()]
        wish.choices = [(Wish.Kind.HALF_DAY.value, _("A half-day of support")), *choices]
        self.reached = ("", "")
        self.booked: Any = None

    @property
    def is_another(self) -> bool:
        """A half-day beside the one that is booked, as the staff said when they were asked."""
        return bool(self.data.get("another"))

    def ask_whether_another(self, booked: Any) -> None:
        """Their half-day is `booked`: the form is shown again with it, and one box more."""
        self.booked = booked
        self.fields["another"] = forms.BooleanField(
            label=_("They want another one, beside this one"), required=False
        )
        self.add_error("another", _("Tick it to write this request down; else there is nothing to write."))

    @property
    def theme(self) -> Theme | None:
        """The theme that is wished for; none for a half-day."""
        return self.themes.get(self.cleaned_data["wish"])

    def clean_contact(self) -> str:
        contact = str(self.cleaned_data["contact"])
        if contact:
            self.reached = parse_contact(contact)
        return contact

    def clean_other_contact(self) -> str:
        """Read beside the first: one is an address, the other a telephone."""
        text = str(self.cleaned_data["other_contact"])
        if text:
            email, phone = parse_contact(text)
            first_email, first_phone = self.reached
            if (email and first_email) or (phone and first_phone):
                raise forms.ValidationError(
                    _("One is an e-mail, the other a telephone: here both are the same.")
                )
            self.reached = (email or first_email, phone or first_phone)
        return text

    def clean(self) -> None:
        data = self.cleaned_data
        if "contact" in self.errors:
            return
        if data.get("name") and not data.get("contact"):
            self.add_error(
                "contact", _("How can they be called back? Type an address or a telephone number.")
            )
        if data.get("contact") and not data.get("name"):
            self.add_error("name", _("Whom should we ask for? Type their name."))
        if self.chamber_id is not None:
            self.ask_whether_known(self.chamber_id, name=data.get("name", ""), phone=self.reached[1])
