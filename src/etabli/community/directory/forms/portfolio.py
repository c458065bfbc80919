"""A piece of the portfolio."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from etabli.community.directory.models import Piece
from etabli.foundation.files.forms import PhotoField

TOLD = ("title", "text", "link", "photo_says", "client_agrees", "agreement")


class PieceForm(forms.Form):
    """What a piece says, and its picture."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        help_text=_("For example: a shop window on the internet for a florist."),
    )
    text = forms.CharField(
        label=_("What you did, and what it changed"),
        max_length=1200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    link = forms.URLField(
        label=_("Address where it can be seen"), max_length=300, required=False, assume_scheme="https"
    )
    photo = PhotoField(
        label=_("Picture"),
        required=False,
        help_text=_("We make it smaller, and take out where and when it was taken."),
    )
    photo_says = forms.CharField(
        label=_("What the picture shows"),
        max_length=140,
        required=False,
        help_text=_("For those who can’t see it."),
    )
    client_agrees = forms.BooleanField(
        label=_("The client agrees to have it shown"),
        required=False,
        help_text=_("Without it, the piece is kept, and shown to nobody."),
    )
    agreement = forms.CharField(
        label=_("How they agreed"),
        max_length=200,
        required=False,
        help_text=_("For you alone. For example: by e-mail, on 3 May."),
    )
    without_photo = forms.BooleanField(label=_("Take the picture out"), required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        piece: Piece | None = None,
    ) -> None:
        initial = {name: getattr(piece, name) for name in TOLD} if piece else {}
        super().__init__(data, files, initial=initial)
        self.had_photo = piece is not None and piece.photo_id is not None
        if not self.had_photo:
            del self.fields["without_photo"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        has = data.get("photo") or (self.had_photo and not data.get("without_photo"))
        if has and not data.get("photo_says"):
            self.add_error("photo_says", _("Say in a few words what the picture shows."))
        return data

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in TOLD}
