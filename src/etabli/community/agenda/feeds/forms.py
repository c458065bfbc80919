"""What is typed of a neighbour's feed. Validates, never saves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.community.agenda.feeds.models import MAX_ADDRESS_LENGTH, MAX_NAME_LENGTH, NeighbourFeed
from etabli.foundation.calendars.engine.texts import web_address
from etabli.foundation.ui.forms import UncutField


class FeedForm(forms.Form):
    """Whose it is, and its addresses."""

    name = forms.CharField(
        label=_("Whose agenda it is"),
        max_length=MAX_NAME_LENGTH,
        help_text=_("People read it beside each event: “Published by …”."),
    )
    url = UncutField(
        label=_("Address of the feed"),
        max_length=MAX_ADDRESS_LENGTH,
        help_text=_(
            "Their site calls it “ICS”, “iCal”, “RSS” or “subscribe”. It begins with https:// or webcal://."
        ),
    )
    page = UncutField(
        label=_("Their page for people"),
        max_length=MAX_ADDRESS_LENGTH,
        required=False,
        help_text=_("People are led there when an event gives no address of its own."),
    )

    def clean_url(self) -> str:
        """The address that webcal stands for."""
        return _checked(self.cleaned_data["url"])

    def clean_page(self) -> str:
        text = self.cleaned_data["page"]
        return _checked(text) if text.strip() else ""


def initial_of(feed: NeighbourFeed) -> dict[str, str]:
    """What the form begins with."""
    return {"name": feed.name, "url": feed.url, "page": feed.page}


def _checked(text: str) -> str:
    scheme, colon, rest = text.strip().partition("://")
    address = f"https://{rest}" if colon and scheme.lower() in {"webcal", "webcals"} else text.strip()
    if not web_address(address):
        raise forms.ValidationError(_("Write an address of the web, which begins with https://."))
    return address
