"""What the staff gives and says to bring the register up to date."""

from collections.abc import Sequence
from typing import Any
from zipfile import is_zipfile

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.documents.tables import Table
from etabli.foundation.files.engine.kinds import UNKNOWN, ZIP, content_type
from etabli.foundation.files.receiving import Examined, FileRefused, most_megabytes
from etabli.foundation.ui.forms import FileDrop
from etabli.territory.register.engine.sheets import Field
from etabli.territory.register.engine.sheets.columns import SEVERAL, SURE
from etabli.territory.register.sheets.importing import Column
from etabli.territory.register.sheets.reading import UnreadableSheet, is_spreadsheet, receive_sheet
from etabli.territory.register.sheets.wording import FIELDS

ACCEPTED = ".xlsx,.ods,.csv,.txt,.zip,.parquet"


class FileForm(forms.Form):
    """One file: `cleaned_data["file"]` is an official file as it came, or (an examined spreadsheet, its table).

    It is known by what it holds: whoever gives it has nothing to say.
    """

    file = forms.FileField(
        label=gettext_lazy("Your file"),
        allow_empty_file=True,
        widget=FileDrop(accept=ACCEPTED, most_bytes=settings.UPLOAD_LIMIT_BYTES),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "An Excel, LibreOffice or CSV spreadsheet (at most %(most)d MB), or the file of the State, SIRENE (at most "
            "%(official)d MB)."
        ) % {"most": most_megabytes(), "official": settings.UPLOAD_LIMIT_BYTES // 1024**2}

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
    """What each column of a spreadsheet holds: one choice for each."""

    def __init__(self, *args: Any, columns: Sequence[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        choices = [("", _("Leave it out")), *((field.value, label) for field, label in FIELDS.items())]
        for place, column in enumerate(columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=column.header or _("Column %(letter)s") % {"letter": column.letter},
                choices=choices,
                required=False,
                initial=column.guess.field or "",
                help_text=_sample(column),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for name, field in list(cleaned.items()):
            if field and field not in SEVERAL and field in taken:
                self.add_error(
                    name,
                    _("Two columns hold “%(field)s”: choose one, and leave the other out.")
                    % {"field": FIELDS[Field(field)]},
                )
            taken.setdefault(field, name)
        return cleaned

    @property
    def chosen(self) -> list[Field | None]:
        """In the order of the columns."""
        names = (self.cleaned_data.get(f"column_{place}") for place in range(len(self.columns)))
        return [Field(name) if name else None for name in names]


def _sample(column: Column) -> str:
    """The first values of a column, and whether we are unsure of what it holds."""
    values = " · ".join(value[:40] for value in column.samples)
    doubt = column.guess.field and column.guess.confidence < SURE
    return f"{values} ({_('to check')})" if doubt else values
