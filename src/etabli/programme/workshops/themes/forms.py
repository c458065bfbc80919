"""What is typed about themes. Validates, never saves."""

import copy
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.contact import ConfirmsAddress, ContactField
from etabli.foundation.ui.forms import NameField, NoMachine
from etabli.foundation.ui.numbers import WholeField
from etabli.foundation.ui.typography import minutes as as_length
from etabli.programme.workshops.themes.engine import HALF_DAY_MINUTES, content_in
from etabli.programme.workshops.themes.sheets import MAX_COPIES
from etabli.programme.workshops.themes.wording import FORMS, LEVELS, MOMENTS
from etabli.territory.places.forms import CommuneField

MAX_PARTS, MAX_SHEETS, MAX_LINES = 10, 3, 20
MIN_PARTS = 4  # rows that are shown though they are empty
MAX_LINE_LENGTH = 300


class AskForm(ConfirmsAddress, NoMachine):
    """A theme that somebody would like: where, and whom to tell, if they wish."""

    address_field = "contact"

    commune = CommuneField(
        label=_("Your commune"), required=False, help_text=_("We choose the next places from it.")
    )
    name = NameField(label=_("Your name"), required=False)
    contact = ContactField(
        required=False, help_text=_("Only if you want your adviser to answer. Otherwise, leave it empty.")
    )

    def clean(self) -> None:
        """An address without a name greets nobody; a name alone leads to nobody."""
        data = self.cleaned_data
        if any(data.get("contact", ("", ""))) and not data.get("name"):
            self.add_error("name", _("Write your name too: your adviser will know whom to answer."))
        if data.get("name") and not any(data.get("contact", ("", ""))) and "contact" not in self.errors:
            self.add_error(
                "contact", _("Add an e-mail address or a telephone number, or take your name off.")
            )


class CopiesForm(forms.Form):
    """How many of each sheet."""

    copies = WholeField(label=_("Copies of each sheet"), min_value=1, max_value=MAX_COPIES)


class LinesField(forms.CharField):
    """Several lines, one thing each; gives the list of those that are not empty."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=6000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines()]
        non_empty = [line for line in lines if line]
        if len(non_empty) > MAX_LINES:
            raise forms.ValidationError(_("At most %(most)d lines.") % {"most": MAX_LINES})
        if any(len(line) > MAX_LINE_LENGTH for line in non_empty):
            raise forms.ValidationError(
                _("A line is too long: at most %(most)d signs.") % {"most": MAX_LINE_LENGTH}
            )
        return non_empty


class ThemeForm(forms.Form):
    """A theme in one language. Minutes, moments and forms of sheets are the same in both.

    `base` is the content that is written anew; without `is_own`, title, promise and level stay those delivered.
    """

    level = forms.TypedChoiceField(label=_("Level"), choices=list(LEVELS.items()), coerce=int)
    title = forms.CharField(label=_("Title"), max_length=120)
    promise = forms.CharField(
        label=_("What it brings"),
        help_text=_("One or two sentences, as you would say them."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    times_a_year = WholeField(label=_("How often a year"), min_value=1, max_value=60)
    goals = LinesField(label=_("What one can do on leaving"), help_text=_("One line each: three or four."))
    material = LinesField(label=_("What you need"), help_text=_("One line each."))
    bring = forms.CharField(
        label=_("What people bring"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, base: dict[str, Any], language: str, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base, self.language, self.is_own = base, language, is_own
        if not is_own:
            for name in ("level", "title", "promise"):
                del self.fields[name]
        self._fill()

    def _fill(self) -> None:
        """The rows of parts and sheets, and what they hold now."""
        now = content_in(self.base, self.language)
        self.initial.update(vars(now))
        for rank in range(MAX_PARTS):
            self.fields[f"minutes_{rank}"] = WholeField(
                label=_("Minutes"), min_value=5, max_value=HALF_DAY_MINUTES, required=False
            )
            self.fields[f"kind_{rank}"] = forms.ChoiceField(
                label=_("Moment"), choices=list(MOMENTS.items()), required=False
            )
            self.fields[f"part_{rank}"] = forms.CharField(
                label=_("What is done"),
                max_length=MAX_LINE_LENGTH,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        for rank, part in enumerate(now.programme):
            part_values = {"minutes": part.minutes, "kind": part.kind, "part": part.text}
            self.initial.update({f"{name}_{rank}": value for name, value in part_values.items()})
        for rank in range(MAX_SHEETS):
            self.fields[f"sheet_{rank}"] = forms.CharField(label=_("Title"), max_length=120, required=False)
            self.fields[f"form_{rank}"] = forms.ChoiceField(
                label=_("Form"), choices=list(FORMS.items()), required=False
            )
            self.fields[f"opening_{rank}"] = forms.CharField(
                label=_("First sentence"), max_length=MAX_LINE_LENGTH, required=False
            )
            self.fields[f"items_{rank}"] = LinesField(
                label=_("Lines of the sheet"), help_text=_("One line each."), required=False
            )
        for rank, sheet in enumerate(now.sheets):
            columns = {
                "sheet": sheet.title,
                "form": sheet.form,
                "opening": sheet.opening,
                "items": sheet.items,
            }
            self.initial.update({f"{name}_{rank}": value for name, value in columns.items()})

    def clean(self) -> None:
        """The parts make the half-day; a sheet has a title and lines."""
        for rank in range(MAX_PARTS):
            if bool(self._value("minutes", rank)) != bool(self._value("part", rank)):
                self.add_error(
                    f"part_{rank}", _("Give the minutes and say what is done, or leave both empty.")
                )
        for rank in range(MAX_SHEETS):
            if bool(self._value("sheet", rank)) != bool(self._value("items", rank)):
                self.add_error(f"sheet_{rank}", _("A sheet has a title and lines: give both, or neither."))
        total = sum(self._value("minutes", rank) or 0 for rank in range(MAX_PARTS))
        if not self.errors and total != HALF_DAY_MINUTES:
            raise forms.ValidationError(
                _("The parts last %(total)s in all: a workshop lasts %(wanted)s. Change their minutes.")
                % {"total": as_length(total), "wanted": as_length(HALF_DAY_MINUTES)}
            )

    def _value(self, name: str, rank: int) -> Any:
        return self.cleaned_data.get(f"{name}_{rank}")

    @property
    def parts(self) -> list[tuple[forms.BoundField, ...]]:
        """The fields of each row of the programme, up to the last that holds something."""
        return self._parts[: self._held]

    @property
    def spare_parts(self) -> list[tuple[forms.BoundField, ...]]:
        """Those of the rows that follow, all empty."""
        return self._parts[self._held :]

    @property
    def _parts(self) -> list[tuple[forms.BoundField, ...]]:
        return [self._row(rank, "minutes", "kind", "part") for rank in range(MAX_PARTS)]

    @property
    def _held(self) -> int:
        filled_places = [
            place
            for place, (minutes, _kind, part) in enumerate(self._parts, 1)
            if minutes.value() or part.value()
        ]
        return max([MIN_PARTS, *filled_places])

    @property
    def sheets(self) -> Iterator[tuple[forms.BoundField, ...]]:
        """The fields of each sheet."""
        return (self._row(rank, "sheet", "form", "opening", "items") for rank in range(MAX_SHEETS))

    def _row(self, rank: int, *names: str) -> tuple[forms.BoundField, ...]:
        return tuple(self[f"{name}_{rank}"] for name in names)

    @property
    def content(self) -> dict[str, Any]:
        """The whole content: this language anew, the other as it was."""
        data = self.cleaned_data
        parts = [rank for rank in range(MAX_PARTS) if data[f"part_{rank}"]]
        sheets = [rank for rank in range(MAX_SHEETS) if data[f"sheet_{rank}"]]
        new_content = copy.deepcopy(self.base)
        new_content["parts"] = [
            {"minutes": data[f"minutes_{rank}"], "kind": data[f"kind_{rank}"]} for rank in parts
        ]
        new_content["sheets"] = [data[f"form_{rank}"] for rank in sheets]
        new_content |= {name: data[name] for name in ("level", "times_a_year") if name in data}
        own_texts = new_content.setdefault(self.language, {})
        own_texts |= {
            name: data[name] for name in ("title", "promise", "goals", "material", "bring") if name in data
        }
        own_texts["programme"] = [data[f"part_{rank}"] for rank in parts]
        own_texts["sheets"] = [
            {
                "title": data[f"sheet_{rank}"],
                "opening": data[f"opening_{rank}"],
                "items": data[f"items_{rank}"],
            }
            for rank in sheets
        ]
        return new_content
