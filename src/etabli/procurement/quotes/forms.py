"""Forms of the quotes: they validate, and save nothing."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.engine import kinds, office
from etabli.foundation.files.engine.refusing import Reason
from etabli.foundation.files.forms import ExaminedField
from etabli.foundation.files.receiving import Examined, reason_sentence
from etabli.foundation.ui.forms import DateInput, FileDrop
from etabli.foundation.ui.typography import full_day
from etabli.procurement.briefs.models import Brief
from etabli.procurement.quotes.actions.uploads import MOST_FILES, TooManyPages
from etabli.procurement.quotes.corrections import DAYS, NUMBERS, VALUE, written
from etabli.procurement.quotes.engine.files.plain import is_plain
from etabli.procurement.quotes.engine.model import Line
from etabli.procurement.quotes.engine.text.numbers import readings
from etabli.procurement.quotes.models import Dismissal
from etabli.procurement.quotes.values import figure
from etabli.territory.places.forms import VisitorForm

WRITTEN = re.compile(r"[0-9.,'’]+")
KINDS = kinds.PICTURES | {kinds.PDF, kinds.XML, kinds.TEXT, office.DOCX, office.ODT}  # XML: an e-invoice
ASIDE = "aside"  # the need is no longer asked for: what the quote says of it stays as read
FILES = ".pdf,.xml,.docx,.odt,.txt,.heic,.tif,.tiff,application/pdf,image/*"


class BriefField(forms.ModelChoiceField[Brief]):
    """One of a person's projects: two of one kind are told apart by their day."""

    def label_from_instance(self, brief: Brief) -> str:
        return _("%(project)s, started on %(day)s") % {"project": brief, "day": full_day(brief.started_at)}


class CompareForm(forms.Form):
    brief = BriefField(
        queryset=Brief.objects.none(),
        label=_("Compare it with a project"),
        required=False,
        empty_label=_("No project"),
    )

    def __init__(self, *args: Any, briefs: QuerySet[Brief], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["brief"].queryset = briefs  # type: ignore[attr-defined]  # a ModelChoiceField


class FilesField(ExaminedField):
    """One file or several, in the order in which they were chosen: a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(accept=KINDS, widget=FileDrop(accept=FILES, multiple=True), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data]
        if len(given) > MOST_FILES:  # before the first is looked at: each may take seconds
            raise ValidationError(str(TooManyPages()))
        return [self._examined(upload, initial) for upload in given or [None]]

    def _examined(self, upload: Any, initial: Any) -> Examined | None:
        examined = super().clean(upload, initial)
        if examined and examined.kind == kinds.TEXT and not _is_text_file(examined):
            raise ValidationError(reason_sentence(Reason.OTHER_KIND, accept=KINDS))
        return examined


def _is_text_file(examined: Examined) -> bool:
    """Named so and made of words: a page or a program that is called a PDF is neither."""
    return examined.name.lower().endswith(".txt") and is_plain(examined.content)


class GivenForm(forms.Form):
    quote = FilesField(
        label=_("The quote"),
        error_messages={"required": _("Choose the file of the quote, or paste its words.")},
        help_text=_(
            "The PDF that you were sent, or photos of the paper, one for each page. We also read Word and "
            "OpenDocument files, text (.txt), and electronic invoices."
        ),
    )
    words = forms.CharField(
        label=_("Or the words of the quote"),
        required=False,
        max_length=60_000,
        help_text=_("It came inside an e-mail? Copy its words, and paste them here."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quote"].required = not self.data.get("words", "").strip()

    def clean(self) -> dict[str, Any]:
        """`quote`: what was chosen, or else the words as a file of text."""
        data = super().clean() or {}
        files = [file for file in data.get("quote", ()) if file]
        if not files and not self.errors:
            files = [Examined(str(_("Pasted words.txt")), kinds.TEXT, data["words"].encode())]
        return {**data, "quote": files}


class UploadForm(GivenForm, CompareForm):
    field_order = ["quote", "words", "brief"]


class KeepForm(VisitorForm):
    """Who somebody is, once they want to keep a quote that was read without an account."""

    contact_help = _(
        "By e-mail, we send the link that opens it; by telephone, we call you. We give it to nobody."
    )


class PagesForm(forms.Form):
    pages = FilesField(
        label=_("The missing pages"),
        help_text=_("Photos or a PDF: they come after the pages that we have."),
        error_messages={"required": _("Choose a file or take a photo.")},
    )


class NumberField(forms.CharField):
    """A number as people write it ("1 250,00 €", "1250.5"); clean gives it as `correcting` writes it, "" for none."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(required=False, max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        text = "".join(str(super().clean(value)).split()).strip("€%").replace("−", "-")
        if not text:
            return ""
        bare = text.removeprefix("-")
        numbers = readings(bare, ",") if WRITTEN.fullmatch(bare) else ()
        if not numbers:
            raise ValidationError(_("Write a number, for example 1250,50."))
        if len(numbers) > 1:
            raise ValidationError(_("This may be read in two ways: write 1250 or 1,25."))
        return written(-numbers[0] if text.startswith("-") else numbers[0])


class FactForm(forms.Form):
    """One fact of a quote: an amount, a day or a text, by its name."""

    def __init__(self, data: Any, *, target: str, label: str, value: Any) -> None:
        super().__init__(data, initial={VALUE: _typed(value)})
        help_text = _("Leave it empty when the quote does not say it.")
        if target in NUMBERS:
            self.fields[VALUE] = NumberField(label=label, help_text=help_text)
        elif target in DAYS:
            field = forms.DateField(label=label, required=False, widget=DateInput(), help_text=help_text)
            self.fields[VALUE] = field
        else:
            self.fields[VALUE] = forms.CharField(
                label=label, required=False, max_length=160, help_text=help_text
            )

    def values(self) -> dict[str, str]:
        """What was typed, as `correcting` writes it."""
        return {VALUE: written(self.cleaned_data[VALUE])}


class LineForm(forms.Form):
    """A line of a quote; its amount is with or without VAT, as on the quote."""

    description = forms.CharField(label=_("What is sold"), max_length=300)
    quantity = NumberField(label=_("Quantity"))
    unit = forms.CharField(
        label=_("Unit"), required=False, max_length=30, help_text=_("For example: h, month, day.")
    )
    unit_price = NumberField(label=_("Unit price"))
    vat_rate = NumberField(label=_("VAT rate, in %"))
    net_amount = NumberField(label=_("Amount without VAT"))
    gross_amount = NumberField(label=_("Amount with VAT"))
    recurring = forms.ChoiceField(
        label=_("Does it come back?"),
        required=False,
        choices=[("", _("No, it is paid once")), ("month", _("Every month")), ("year", _("Every year"))],
        widget=forms.RadioSelect,
    )
    optional = forms.BooleanField(label=_("It is an option: not in the total"), required=False)

    def __init__(self, data: Any, *, line: Line) -> None:
        names = [
            name for name in self.base_fields if name != ("net_amount" if _is_gross(line) else "gross_amount")
        ]
        self.line = line
        super().__init__(data, initial={name: _typed(getattr(line, name)) for name in names})
        self.fields = {name: self.fields[name] for name in names}

    def values(self) -> Mapping[str, str]:
        """What was changed, as `correcting` writes it; when nothing was, the amount: it is confirmed."""
        typed = {name: written(value) for name, value in self.cleaned_data.items()}
        changed = {name: text for name, text in typed.items() if text != written(getattr(self.line, name))}
        own = "gross_amount" if _is_gross(self.line) else "net_amount"
        return changed or {own: typed[own]}


class EraseForm(forms.Form):
    what = forms.ChoiceField(
        label=_("What should be deleted?"),
        choices=[
            ("file", _("The original file only: what we read in it stays")),
            ("whole", _("The whole quote: the file and what we read")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )


class DismissForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you set it aside?"),
        help_text=_("For example: “we settled it by telephone”."),
        max_length=300,
    )


class OverruleForm(forms.Form):
    says = forms.ChoiceField(
        label=_("What does the quote do for it?"),
        choices=[*Dismissal.Says.choices, (ASIDE, _("I don't need it any more"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("For example: “it is on page 2” or “he told me so on the telephone, on Tuesday”."),
        max_length=300,
        error_messages={"required": _("Say why, in a few words.")},
    )


def _is_gross(line: Line) -> bool:
    return line.net_amount is None and line.gross_amount is not None


def _typed(value: Any) -> Any:
    """A value as a person would type it."""
    return figure(value) if isinstance(value, Decimal) else value
