"""Forms of assemblies: they validate, and save nothing."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.assembly.engine import MAJORITIES
from etabli.community.assembly.models import Bylaws, Item, Term
from etabli.community.association.models import Member
from etabli.foundation.ui.forms import DateInput, TimeInput
from etabli.foundation.ui.numbers import WholeField

BLANK = "blank"


def _local_datetime(day: Any, clock: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


class AssemblyForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    day = forms.DateField(label=_("Day"), widget=DateInput)
    begins = forms.TimeField(label=_("Begins at"), widget=TimeInput)
    ends = forms.TimeField(label=_("Ends at"), widget=TimeInput)
    place = forms.CharField(
        label=_("Place"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty for a video meeting only."),
    )
    link = forms.URLField(
        label=_("Link of the video meeting"), max_length=300, required=False, assume_scheme="https"
    )
    note = forms.CharField(
        label=_("A word to the members"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It goes with the convocation."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("begins") and data.get("ends") and data["ends"] <= data["begins"]:
            self.add_error("ends", _("The end comes after the beginning."))
        return data

    def act_arguments(self) -> dict[str, Any]:
        """As the acts take them."""
        data = self.cleaned_data
        return {
            **{name: data[name] for name in ("title", "place", "link", "note")},
            "starts_at": _local_datetime(data["day"], data["begins"]),
            "ends_at": _local_datetime(data["day"], data["ends"]),
        }


class RemovalForm(forms.Form):
    """Why a role should end."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Whoever has the role reads it, and so does whoever confirms."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class SecondCallForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=DateInput)
    begins = forms.TimeField(label=_("Begins at"), widget=TimeInput)

    def starts_at(self) -> datetime:
        return _local_datetime(self.cleaned_data["day"], self.cleaned_data["begins"])


class ItemForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=160)
    kind = forms.ChoiceField(label=_("What happens then"), choices=Item.Kind, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("For a resolution: the very words that are voted."),
    )
    majority = forms.ChoiceField(label=_("Majority that a resolution needs"), choices=[], required=False)
    seats = WholeField(label=_("Seats to fill, for an election"), min_value=1, max_value=40, required=False)
    relative = forms.BooleanField(
        label=_("The most votes win an election at once"),
        required=False,
        help_text=_(
            "Else it takes a vote on more than half of the ballots; if seats are left, one votes again."
        ),
    )
    is_secret = forms.BooleanField(
        label=_("By secret ballot"),
        required=False,
        help_text=_("One then knows who voted, never what they voted."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(Item.Majority.choices)
        self.fields["majority"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (majority, names[majority]) for majority in MAJORITIES["resolution"]
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == Item.Kind.ELECTION and not data.get("seats"):
            self.add_error("seats", _("Say how many seats are to be filled."))
        return data

    def act_arguments(self) -> dict[str, Any]:
        """As the acts take it: what another kind of item would need is left out."""
        data = self.cleaned_data
        kind = data["kind"]
        election = "relative" if data["relative"] else "absolute"
        majorities = {Item.Kind.RESOLUTION: data["majority"] or "simple", Item.Kind.ELECTION: election}
        return {
            "title": data["title"],
            "kind": kind,
            "text": data["text"],
            "majority": majorities.get(kind, ""),
            "seats": data["seats"] if kind == Item.Kind.ELECTION else 0,
            "is_secret": data["is_secret"] and kind != Item.Kind.TALK,
        }


class BylawsForm(forms.ModelForm[Bylaws]):
    class Meta:
        model = Bylaws
        fields = ["notice_days", "proxies_each", "quorum_percent", "second_quorum_percent", "term_years"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        max_values = {"notice_days": 90, "proxies_each": 20, "term_years": 12}
        for name, form_field in self.fields.items():
            limit = max_values.get(name, 100)
            form_field.max_value = limit  # type: ignore[attr-defined]  # an IntegerField
            form_field.validators.append(MaxValueValidator(limit))
            form_field.widget.attrs["max"] = limit


class MemberField(forms.ModelChoiceField[Member]):
    """A member of a list, by the name that they show."""

    def label_from_instance(self, obj: Member) -> str:
        return obj.display_name


class ProxyForm(forms.Form):
    holder = MemberField(label=_("Who votes for you"), queryset=None)

    def __init__(self, *args: Any, holders: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = holders  # type: ignore[attr-defined]  # a ModelChoiceField


class PaperProxyForm(forms.Form):
    principal = MemberField(label=_("Who gives their voice"), queryset=None)
    holder = MemberField(label=_("Who receives it"), queryset=None)

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("principal", "holder"):
            self.fields[name].queryset = members  # type: ignore[attr-defined]  # a ModelChoiceField


class CandidacyForm(forms.Form):
    member = MemberField(label=_("Who stands"), queryset=None)
    statement = forms.CharField(
        label=_("Why you stand"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The members read it before they vote."),
    )

    def __init__(self, *args: Any, members: QuerySet[Member] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if members is None:
            del self.fields["member"]
        else:
            self.fields["member"].queryset = members  # type: ignore[attr-defined]  # a ModelChoiceField


class NamesField(forms.MultipleChoiceField):
    """Names to tick. To tick none is an answer too, which the form doesn't call optional."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class BallotForm(forms.Form):
    """One ballot: one choice, or at most `max_choices` names; none at all is a blank one, said twice.

    `asks_blank`: nothing is ticked, and nobody said yet that this is what they want.
    """

    asks_blank = False

    voice = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, options: list[tuple[str, str]], max_choices: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_choices = max_choices
        if max_choices == 1:
            choices = [*options, (BLANK, _("Blank ballot"))]
            self.fields["choice"] = forms.ChoiceField(
                label=_("Your vote"), choices=choices, widget=forms.RadioSelect
            )
        else:
            self.fields["choice"] = NamesField(
                label=_("Your vote"),
                choices=options,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Tick %(most)d names at most. None: a blank ballot.") % {"most": max_choices},
            )

    def clean_choice(self) -> list[str]:
        choice = self.cleaned_data["choice"]
        chosen = [option for option in ([choice] if isinstance(choice, str) else choice) if option != BLANK]
        if len(chosen) > self.max_choices:
            raise forms.ValidationError(
                _("You ticked %(ticked)d names; the ballot takes %(most)d at most.")
                % {"ticked": len(chosen), "most": self.max_choices}
            )
        if not chosen and self.max_choices > 1 and self.data.get("blank") != "yes":
            self.asks_blank = True
            raise forms.ValidationError(_("You have ticked nothing: vote blank?"))
        return chosen


class CodeForm(forms.Form):
    code = forms.CharField(label=_("The code of your ballot"), max_length=20, required=False)


class MinutesForm(forms.Form):
    """The text of each item, under its title."""

    def __init__(self, *args: Any, items: list[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rank, item in enumerate(items, start=1):
            self.fields[f"item_{item.pk}"] = forms.CharField(
                label=f"{rank}. {item.title}",
                initial=item.minutes,
                required=False,
                max_length=8000,
                widget=forms.Textarea(attrs={"rows": 4}),
            )


class OfficeForm(forms.Form):
    office = forms.ChoiceField(choices=Term.Office)


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Name of the member"), max_length=80, required=False)
