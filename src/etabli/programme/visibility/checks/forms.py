"""The address of a site, as it is typed. Validates, never saves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.programme.visibility.engine.checks.address import MAX_LENGTH, BadAddress, site_address

REFUSALS = {
    "scheme": _("We only read sites. Write the address as in your browser: maison-exemple.fr."),
    "person": _("This is an e-mail address, or holds a password. Write the site alone: maison-exemple.fr."),
    "network": _("This is a page on a network. Look at it with the list “My page on a network”."),
    "number": _("Write the name of the site, not a number: maison-exemple.fr."),
    "name": _("This is no address of a site. Copy it from your browser: maison-exemple.fr."),
}


class AddressForm(forms.Form):
    """The address of a site, as people type it."""

    address = forms.CharField(
        label=_("Address of your site"),
        max_length=MAX_LENGTH,
        help_text=_("For instance: maison-exemple.fr"),
        error_messages={
            "required": _("Write the address of your site."),
            "max_length": _("This address is too long. Write the beginning: maison-exemple.fr."),
        },
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url", "autocapitalize": "none"}),
    )

    def clean_address(self) -> str:
        """Host and path, without the scheme."""
        try:
            return site_address(self.cleaned_data["address"])
        except BadAddress as refusal:
            raise forms.ValidationError(REFUSALS[str(refusal)]) from None


class TheirAddressForm(AddressForm):
    """The same, typed by the staff beside its artisan."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].label = _("Address of their site")
