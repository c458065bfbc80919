"""How a person wants their pages shown: kept by their own browser, in one cookie, and written on `<html>`."""

from dataclasses import astuple, dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

COOKIE_NAME = "etabli-display"
YEAR_SECONDS = 365 * 24 * 3600
# What each choice may be; the first is what the device, or we, would do by ourselves.
CHOICES: dict[str, tuple[str, ...]] = {
    "theme": ("device", "light", "dark"),
    "size": ("normal", "large", "larger"),
    "contrast": ("device", "high"),
    "motion": ("device", "still"),
}


@dataclass(frozen=True)
class Display:
    """One choice of each kind, among CHOICES. `<html>` carries them (`data-theme`...), etabli.css reads them."""

    theme: str = "device"
    size: str = "normal"
    contrast: str = "device"
    motion: str = "device"

    @property
    def is_chosen(self) -> bool:
        return self != Display()

    def store(self, response: HttpResponse) -> None:
        """Set the cookie for a year, or delete it when everything is as at the start."""
        if not self.is_chosen:
            response.delete_cookie(COOKIE_NAME, samesite="Lax")
            return
        response.set_cookie(
            COOKIE_NAME,
            ".".join(astuple(self)),
            max_age=YEAR_SECONDS,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )


def display_of(request: HttpRequest) -> Display:
    """The choices of the cookie; an unknown value counts as none."""
    words = request.COOKIES.get(COOKIE_NAME, "").split(".")
    if len(words) != len(CHOICES):
        return Display()
    choices = {
        name: word for (name, allowed), word in zip(CHOICES.items(), words, strict=True) if word in allowed
    }
    return Display(**choices)


def display_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `display`."""
    return {"display": display_of(request)}


class DisplayForm(forms.Form):
    """The choices, in words."""

    theme = forms.ChoiceField(
        label=_("Colours"),
        widget=forms.RadioSelect,
        choices=[("device", _("As on my device")), ("light", _("Light")), ("dark", _("Dark"))],
    )
    size = forms.ChoiceField(
        label=_("Size of the text"),
        widget=forms.RadioSelect,
        choices=[("normal", _("Normal")), ("large", _("Large")), ("larger", _("Very large"))],
    )
    contrast = forms.ChoiceField(
        label=_("Contrast"),
        help_text=_("Strong: black on white, or white on black, with marked edges."),
        widget=forms.RadioSelect,
        choices=[("device", _("As on my device")), ("high", _("Strong"))],
    )
    motion = forms.ChoiceField(
        label=_("Movement"),
        help_text=_("Our pages move very little: a message that comes in, a colour that changes."),
        widget=forms.RadioSelect,
        choices=[("device", _("As on my device")), ("still", _("Nothing moves"))],
    )
