"""A photo to join, a site that is liked."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.forms import PhotoField
from etabli.procurement.briefs.models import Attachment


def _caption(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=140, required=False)


class PhotoForm(forms.Form):
    """A photo and what it shows; once it is joined, the words alone change."""

    photo = PhotoField(
        label=_("Photo"), help_text=_("We make it smaller, and take out where and when it was taken.")
    )
    caption = _caption(_("What it shows"), _("For example: the wall in Bazas, once it was finished."))

    def __init__(self, *args: Any, attachment: Attachment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if attachment is not None:
            self.initial["caption"] = attachment.caption
            del self.fields["photo"]


class SiteForm(forms.Form):
    """The address of a site, and why it is liked. Nobody opens it unasked: it is kept as it is written."""

    address = forms.URLField(
        label=_("Address of the site"),
        max_length=300,
        assume_scheme="https",
        help_text=_("For example: www.exemple.fr."),
        error_messages={"required": _("Write the address of the site, as it stands in your browser.")},
    )
    caption = _caption(_("What you like there"), _("For example: the colours, how one orders."))

    def __init__(self, *args: Any, attachment: Attachment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if attachment is not None:
            self.initial.update(address=attachment.address, caption=attachment.caption)

    def clean_address(self) -> str:
        """The same address in one writing: a host in lower case, a web address and no other, nobody's password."""
        parts = urlsplit(self.cleaned_data["address"])
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise forms.ValidationError(_("Write an address of the web: it begins with https:// or www."))
        if parts.username or parts.password:
            raise forms.ValidationError(_("This address holds a name or a password: take it out."))
        address: str = urlunsplit(parts._replace(netloc=parts.netloc.lower()))
        return address
