"""What the staff gives and says to bring the register up to date."""

from collections.abc import Sequence
from typing import Any
from zipfile import is_zipfile

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from etabli.foundation.documents.tables import Table
from etabli.foundation.files.engine.kinds import UNKNOWN, ZIP, content_type
from etabli.foundation.files.receiving import Examined, FileRefused, max_megabytes
from etabli.foundation.people.models import Organisation
from etabli.foundation.ui.forms import FileDrop
from etabli.territory.places.forms import CommuneField
from etabli.territory.register.engine.sheets import Field, UnknownTown, knows_every_column
from etabli.territory.register.engine.sheets.columns import MIN_SURE, REPEATABLE_FIELDS
from etabli.territory.register.sheets.importing import (
    Column,
    FormerAnswers,
    communes_called,
    questions_of,
    review_of,
)
from etabli.territory.register.sheets.reading import UnreadableSheet, is_spreadsheet, receive_sheet
from etabli.territory.register.sheets.reviewing import (
    MAX_ASKED,
    OTHERS_KEY,
    SAME_BUSINESS,
    TWO_BUSINESSES,
    Answers,
    Review,
)
from etabli.territory.register.sheets.wording import FIELDS

ACCEPTED_SUFFIXES = ".xlsx,.ods,.csv,.txt,.zip,.parquet"


class FileForm(forms.Form):
    """One file: `cleaned_data["file"]` is an official file as it came, or (an examined spreadsheet, its table).

    It is known by what it holds: whoever gives it has nothing to say.
    """

    file = forms.FileField(
        label=gettext_lazy("Your file"),
        allow_empty_file=True,
        widget=FileDrop(accept=ACCEPTED_SUFFIXES, most_bytes=settings.UPLOAD_LIMIT_BYTES),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "An Excel, LibreOffice or CSV spreadsheet (at most %(most)d MB), or the file of the State, SIRENE (at most "
            "%(official)d MB)."
        ) % {"most": max_megabytes(), "official": settings.UPLOAD_LIMIT_BYTES // 1024**2}

    def clean_file(self) -> UploadedFile[Any] | tuple[Examined, Table]:
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        if upload.size and not is_spreadsheet(upload):
            kind = content_type(upload.read(1024))
            upload.seek(0)
            if kind == UNKNOWN or (kind == ZIP and is_zipfile(upload)):
                return upload
        try:
            return receive_sheet(upload)
        except (FileRefused, UnreadableSheet) as refusal:
            raise forms.ValidationError(str(refusal)) from None


class ColumnsForm(forms.Form):
    """What each column of a spreadsheet holds: one choice for each; then what its rows leave open: which commune is
    meant by what is none, where those are that say nothing, which rows are of one business.

    `before`: what was answered for the last spreadsheet with the same columns.
    """

    def __init__(
        self,
        *args: Any,
        chamber: Organisation,
        table: Table,
        columns: Sequence[Column],
        before: FormerAnswers | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._answered: dict[str, str] = {}
        self._has_before = before is not None
        self._columns, self._towns = columns, before.sheet.towns if before else {}
        choices = [("", _("Leave it out")), *((field.value, label) for field, label in FIELDS.items())]
        for place, column in enumerate(columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=column.header or _("Column %(letter)s") % {"letter": column.letter},
                choices=choices,
                required=False,
                initial=(before.fields[place] if before else column.guess.field) or "",
                help_text=_sample(column),
            )
        self.asked = questions_of(table, self._column_fields())
        for unknown in self.asked.towns:
            self.fields[_town_field(unknown)] = self._which(unknown)
        if self.asked.nowhere:
            self.fields[NOWHERE_FIELD] = self._where(self.asked.nowhere)
        seen = review_of(chamber, table, self._column_fields(), self._towns_said())
        self._ask_names(seen, before.sheet.answers if before else {})
        self._ask_twins(seen)

    def _column_fields(self) -> list[Field | None]:
        """What the columns hold, as it is typed or as it is proposed."""
        names = [f"column_{place}" for place in range(len(self._columns))]
        chosen = [self.data.get(name, "") if self.is_bound else self.fields[name].initial for name in names]
        return [Field(name) if name in set(Field) else None for name in chosen]

    def _towns_said(self) -> dict[str, str]:
        """The communes meant, as they are typed or as they are proposed."""
        names = {unknown.key: _town_field(unknown) for unknown in self.asked.towns}
        return {
            key: str(self.data.get(name, "") if self.is_bound else self.fields[name].initial or "")
            for key, name in names.items()
        }

    def _ask_names(self, seen: Review, before: Answers) -> None:
        choices = [("", _("I don’t know: keep the row apart")), (SAME_BUSINESS, _("Yes, the same business"))]
        for other in seen.asked:
            label = _("Row %(row)d: “%(name)s” has the SIRET of “%(known)s”")
            facts = {"row": other.row.line, "name": other.row.names[0], "known": other.known}
            self._ask(other.key, label % facts, choices, before, _("Is it the same business?"))
        if seen.others:
            label = ngettext(
                "%(rows)d other row has the SIRET of a business with another name",
                "%(rows)d other rows have the SIRET of a business with another name",
                len(seen.others),
            )
            facts = {"rows": len(seen.others)}
            self._ask(OTHERS_KEY, label % facts, choices, before, _("Is it the same business?"))

    def _ask_twins(self, seen: Review) -> None:
        choices = [("", _("Yes: join the two rows")), (TWO_BUSINESSES, _("No: two businesses"))]
        for twin in seen.twins[:MAX_ASKED]:
            label = _("Rows %(first)d and %(row)d: “%(name)s”, with the same telephone or e-mail")
            facts = {"first": twin.first.line, "row": twin.row.line, "name": twin.row.names[0]}
            self._ask(twin.key, label % facts, choices, {}, _("Is it the same business?"))

    def _ask(self, key: str, label: str, choices: list[tuple[str, str]], before: Answers, asked: str) -> None:
        self._answered[_answer_field(key)] = key
        self.fields[_answer_field(key)] = forms.ChoiceField(
            label=label, choices=choices, required=False, initial=before.get(key, ""), help_text=asked
        )

    def _which(self, unknown: UnknownTown) -> forms.ChoiceField:
        near_communes = communes_called(unknown.near)
        label = ngettext(
            "“%(typed)s” is no commune that we know (%(rows)d row)",
            "“%(typed)s” is no commune that we know (%(rows)d rows)",
            unknown.rows,
        )
        return forms.ChoiceField(
            label=label % {"typed": unknown.typed, "rows": unknown.rows},
            choices=[("", _("None of these: leave it out")), *near_communes],
            required=False,
            initial=self._towns.get(unknown.key)
            or (near_communes[0][0] if near_communes and unknown.is_clear else ""),
            help_text=_("Is this the one?"),
        )

    def _where(self, rows: int) -> CommuneField:
        label = ngettext(
            "%(rows)d row has neither SIRET nor commune. In which commune is it?",
            "%(rows)d rows have neither SIRET nor commune. In which commune are they?",
            rows,
        )
        former_answer = self._towns.get("", "")
        return CommuneField(
            label=label % {"rows": rows},
            required=False,
            initial=dict(communes_called([former_answer])).get(former_answer, ""),
            help_text=_("Left empty, these rows are left out. Or say above which column holds the commune."),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        column_of_field: dict[str, str] = {}
        for name, field in list(cleaned.items()):
            if not name.startswith("column_"):
                continue
            if field and field not in REPEATABLE_FIELDS and field in column_of_field:
                self.add_error(
                    name,
                    _("Two columns hold “%(field)s”: choose one, and leave the other out.")
                    % {"field": FIELDS[Field(field)]},
                )
            column_of_field.setdefault(field, name)
        if any(name not in self.data for name in self.fields):
            self.add_error(None, _("The columns say something else now: answer what is asked below."))
        return cleaned

    @property
    def columns(self) -> list[forms.BoundField]:
        """One for each column."""
        return [self[name] for name in self.fields if name.startswith("column_")]

    @property
    def is_recognised(self) -> bool:
        """Whether nothing is to be said of any column: all are known, or were said before, and none is refused."""
        is_known = self._has_before or knows_every_column([column.guess for column in self._columns])
        return is_known and not any(name.startswith("column_") for name in self.errors)

    @property
    def questions(self) -> list[forms.BoundField]:
        """What the rows leave open."""
        return [self[name] for name in self.fields if not name.startswith("column_")]

    @property
    def chosen(self) -> list[Field | None]:
        """In the order of the columns."""
        names = (self.cleaned_data.get(f"column_{place}") for place in range(len(self._columns)))
        return [Field(name) if name else None for name in names]

    @property
    def towns(self) -> dict[str, str]:
        """The communes meant, as Sheet keeps them."""
        communes = {unknown.key: self.cleaned_data.get(_town_field(unknown)) for unknown in self.asked.towns}
        everywhere = self.cleaned_data.get(NOWHERE_FIELD)
        return {key: code for key, code in communes.items() if code} | (
            {"": everywhere.code} if everywhere else {}
        )

    @property
    def answers(self) -> dict[str, str]:
        """What was said of the rows in doubt, as Sheet keeps it."""
        answers_by_key = {key: self.cleaned_data.get(name, "") for name, key in self._answered.items()}
        return {key: answer for key, answer in answers_by_key.items() if answer}


NOWHERE_FIELD = "nowhere"


def _answer_field(key: str) -> str:
    return f"same_{key.replace(' ', '_')}"


def _town_field(unknown: UnknownTown) -> str:
    return f"town_{unknown.key.replace(' ', '_')}"


def _sample(column: Column) -> str:
    """The first values of a column, and whether we are unsure of what it holds."""
    values = " · ".join(value[:40] for value in column.samples)
    doubt = column.guess.field and column.guess.confidence < MIN_SURE
    return f"{values} ({_('to check')})" if doubt else values
