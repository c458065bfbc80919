"""The sections of a profile. A draft is what was typed, right or not: it comes back as it was."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.community.association.trades import trades
from etabli.community.directory.codes import LANGUAGES, SECTORS
from etabli.community.directory.engine import FIELDS, Audience, proposed_visibility
from etabli.community.directory.models import Availability, Profile
from etabli.community.directory.queries import skills_used
from etabli.foundation.people.contact import MAX_PHONE_LENGTH as LONGEST_PHONE, parse_phone
from etabli.foundation.search.engine import fold
from etabli.foundation.ui.forms import DateInput, FoldedChoices
from etabli.territory.places.forms import CommuneField
from etabli.territory.places.models import Commune
from etabli.territory.places.queries import epcis

MOST_SKILLS, LONGEST_SKILL, SKILLS_PROPOSED = 20, 40, 16


class SectionForm(forms.Form):
    """A section of a profile. `values`: what its act takes, once it is valid."""

    def __init__(self, data: Any = None, *, profile: Profile) -> None:
        self.profile = profile
        super().__init__(data)
        self.settle()
        self.initial = self.current_values()

    def settle(self) -> None:
        """Choices that depend on the profile."""

    def current_values(self) -> dict[str, Any]:
        """What the profile says now."""
        return {name: getattr(self.profile, name) for name in self.fields}

    def begin_with(self, typed: Mapping[str, Sequence[str]]) -> None:
        """Show a draft instead of what the profile says."""
        given = QueryDict(mutable=True)
        for name, values in typed.items():
            given.setlist(name, list(values))
        self.initial = {
            name: field.widget.value_from_datadict(given, {}, name) for name, field in self.fields.items()
        }

    def _sent_values(self, name: str) -> list[str]:
        return self.data.getlist(name) if isinstance(self.data, QueryDict) else []

    @property
    def typed(self) -> dict[str, list[str]]:
        """What was typed, as it was, for a draft."""
        return {
            name: [text[:LONGEST] for text in self._sent_values(name)][:60]
            for name in self.fields
            if name in self.data
        }

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


LONGEST = 2000


class WordsForm(SectionForm):
    headline = forms.CharField(
        label=_("What you do, in one sentence"),
        max_length=140,
        required=False,
        help_text=_(
            "Write it for a mason or a hairdresser. For example: “I build simple sites for craftspeople.”"
        ),
    )
    about = forms.CharField(
        label=_("Who you are, and how you work"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("With whom you work, how a project goes, what you don’t do."),
    )


class WorkForm(SectionForm):
    trades = forms.MultipleChoiceField(
        label=_("Your other trades"), required=False, widget=FoldedChoices(_("None: choose trades"))
    )
    known = forms.MultipleChoiceField(
        label=_("Your skills"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Words that other members use already."),
    )
    skills = forms.CharField(
        label=_("Other skills, in your words"),
        required=False,
        max_length=600,
        help_text=_("Separated by commas. For example: online sales, photos of dishes, first website."),
    )
    sectors = forms.MultipleChoiceField(
        label=_("Crafts that you work for"),
        choices=tuple(SECTORS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def settle(self) -> None:
        own = self.profile.member.trade
        offered = [(t.id, t.label) for t in trades(self.profile.organisation_id).values() if t.id != own]
        self.used = skills_used()
        proposed = list(dict.fromkeys([*self.profile.skills, *self.used]))[:SKILLS_PROPOSED]
        self._choices("trades", offered)
        self._choices("known", [(skill, skill) for skill in proposed])
        if not proposed:
            del self.fields["known"]

    def current_values(self) -> dict[str, Any]:
        known = {value for value, _label in self._offered_values("known")}
        skills = self.profile.skills
        return {
            "trades": self.profile.trades,
            "known": [skill for skill in skills if skill in known],
            "skills": ", ".join(skill for skill in skills if skill not in known),
            "sectors": self.profile.sectors.split(),
        }

    def clean_skills(self) -> list[str]:
        """Those ticked, then those typed; what differs from another's by accents or case alone is written as theirs."""
        typed = [" ".join(word.split()) for word in self.cleaned_data["skills"].replace(";", ",").split(",")]
        written = {fold(skill): skill for skill in reversed(self.used)}
        wanted: dict[str, str] = {}
        for skill in [*self._sent_values("known"), *typed]:
            if skill and fold(skill):
                wanted.setdefault(fold(skill), written.get(fold(skill), skill))
        if any(len(skill) > LONGEST_SKILL for skill in wanted.values()):
            raise forms.ValidationError(
                _("A skill is a word or a few: %(most)d characters at most.") % {"most": LONGEST_SKILL}
            )
        if len(wanted) > MOST_SKILLS:
            raise forms.ValidationError(_("Keep the %(most)d that matter most.") % {"most": MOST_SKILLS})
        return list(wanted.values())

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"trades": data["trades"], "skills": data["skills"], "sectors": " ".join(data["sectors"])}

    def _choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _offered_values(self, name: str) -> list[Any]:
        field = self.fields.get(name)
        return list(field.choices) if isinstance(field, forms.ChoiceField) else []  # type: ignore[arg-type]  # an iterable, once read


class PlacesForm(SectionForm):
    commune = CommuneField(
        label=_("Commune where you work"),
        required=False,
        help_text=_("You are found by those who look within thirty kilometres by road."),
    )
    territories = forms.MultipleChoiceField(
        label=_("Territories where you come"),
        required=False,
        widget=FoldedChoices(_("None: choose territories")),
    )
    is_remote = forms.BooleanField(label=_("I also work remotely, with people I don’t meet"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages in which you work"),
        choices=tuple(LANGUAGES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def settle(self) -> None:
        field = self.fields["territories"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(epci.code, epci.name) for epci in epcis()]

    def current_values(self) -> dict[str, Any]:
        codes = self.profile.places.split() or [self.profile.member.commune_code]
        communes = Commune.objects.filter(code__in=[code for code in codes if len(code) == 5])
        return {
            "commune": communes.first(),
            "territories": [code for code in codes if len(code) == 9],
            "is_remote": self.profile.is_remote,
            "languages": self.profile.languages.split(),
        }

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        commune = [data["commune"].code] if data["commune"] else []
        return {
            "places": " ".join([*commune, *data["territories"]]),
            "is_remote": data["is_remote"],
            "languages": " ".join(data["languages"]),
        }


class AvailabilityForm(SectionForm):
    availability = forms.ChoiceField(
        label=_("For a new project, you are"),
        choices=[("", _("I would rather not say")), *Availability.choices[1:]],
        required=False,
        widget=forms.RadioSelect,
    )
    available_on = forms.DateField(
        label=_("Day"), required=False, widget=DateInput, help_text=_("From which, or until which.")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        dated = data.get("availability") in {Availability.FROM, Availability.NOT}
        if dated and not data.get("available_on") and "available_on" not in self.errors:
            self.add_error("available_on", _("Give the day: from which you are, or until which you are not."))
        day = data.get("available_on")
        if data.get("availability") == Availability.FROM and day and day <= timezone.localdate():
            data["availability"], dated = Availability.NOW, False
        if not dated:
            data["available_on"] = None
        return data


class ReachForm(SectionForm):
    website = forms.URLField(label=_("Your website"), max_length=200, required=False, assume_scheme="https")
    email = forms.EmailField(
        label=_("E-mail to show"),
        required=False,
        help_text=_("Not needed: people write to you by a form, and your address stays yours."),
    )
    phone = forms.CharField(label=_("Telephone to show"), max_length=LONGEST_PHONE, required=False)

    def clean_phone(self) -> str:
        """As it is dialled."""
        phone = self.cleaned_data["phone"]
        return parse_phone(phone) if phone else ""


# Who sees each field of a profile.

AUDIENCES = (
    (Audience.PUBLIC.value, _("everybody")),
    (Audience.MEMBERS.value, _("the members")),
    (Audience.NOBODY.value, _("nobody")),
)
LABELS: Mapping[str, str | Promise] = {
    "headline": _("In one sentence"),
    "about": _("Presentation"),
    "trades": _("Other trades"),
    "skills": _("Skills"),
    "sectors": _("Crafts that you work for"),
    "places": _("Places, and work from afar"),
    "languages": _("Languages"),
    "availability": _("Availability"),
    "website": _("Website"),
    "email": _("E-mail"),
    "phone": _("Telephone"),
    "pieces": _("Portfolio"),
    "charter": _("Charter signed"),
}


class VisibilityForm(forms.Form):
    """One choice for each field; what was never chosen is proposed."""

    def __init__(self, data: Any = None, *, visibility: Mapping[str, str]) -> None:
        super().__init__(data, initial=proposed_visibility(visibility))
        for name in FIELDS:
            self.fields[name] = forms.ChoiceField(label=str(LABELS[name]), choices=AUDIENCES)

    @property
    def visibility(self) -> dict[str, str]:
        return dict(self.cleaned_data)
