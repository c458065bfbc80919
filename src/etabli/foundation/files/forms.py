"""The field by which a file comes in."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy

from etabli.foundation.files.engine.kinds import PICTURES
from etabli.foundation.files.receiving import (
    Examined,
    FileRefused,
    receive,
    shrink_for_screens,
    size_limit_help,
)
from etabli.foundation.ui.forms import FileDrop


class ExaminedField(forms.FileField):
    """A file of one of the content types `accept`; its clean value is an `Examined`, or None when none was given.

    `most_megabytes`: how large it may be, where that is less than for all files."""

    def __init__(
        self, *, accept: Collection[str], help_text: Any, most_megabytes: int | None = None, **kwargs: Any
    ) -> None:
        self.accept, self.most_megabytes = accept, most_megabytes
        full_help = format_lazy("{} {}", help_text, size_limit_help(most_megabytes))
        super().__init__(
            allow_empty_file=True, help_text=full_help, **kwargs
        )  # an empty file gets our own sentence

    def clean(self, data: Any, initial: Any = None) -> Examined | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return receive(upload, accept=self.accept, most_megabytes=self.most_megabytes)
        except FileRefused as refusal:
            raise ValidationError(str(refusal)) from None


class PhotoField(ExaminedField):
    """A photo to be shown on pages: its clean value is an `Examined` shrunk for screens (`shrink_for_screens`)."""

    def __init__(self, *, help_text: Any, **kwargs: Any) -> None:
        drop = FileDrop(accept="image/*")
        super().__init__(**{"accept": PICTURES, "help_text": help_text, "widget": drop, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> Examined | None:
        examined = super().clean(data, initial)
        if examined is None:
            return None
        try:
            return shrink_for_screens(examined)
        except FileRefused as refusal:
            raise ValidationError(str(refusal)) from None
