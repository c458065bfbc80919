"""A trade, a business of the register or a SIRET, typed in one box as people say it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.util import clean

from etabli.foundation.journal import ActionError
from etabli.foundation.ui.forms import Suggest
from etabli.territory.places.models import Commune
from etabli.territory.register.engine.searching import said
from etabli.territory.register.models import Business
from etabli.territory.register.queries import SEPARATORS, lookup_siret, published
from etabli.territory.register.trades import find_trades, trade

ASKED = 6  # businesses that one can choose from; more is no question any more
QUOTES = '«»“”" \u00a0'


@dataclass(frozen=True)
class Craft:
    """What was meant: a business of the register, a trade, or only words (`business_name`)."""

    business: Business | None = None
    trade_code: str = ""
    business_name: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        """As the acts take it."""
        return {
            "business": self.business,
            "trade_code": self.trade_code,
            "business_name": self.business_name,
        }


def named(business: Business) -> tuple[str, str]:
    """(what to write in the box, what tells it from others), from what the public register says alone."""
    town = business.commune.name if business.commune else ""
    return ", ".join(filter(None, [business.name, town])), trade(business.trade_code).label


class CraftField(forms.CharField):
    """Gives the text; `meant` makes a Craft of it, once the form knows the chamber and the commune."""

    widget: Suggest

    def __init__(self, **kwargs: Any) -> None:
        given = {
            "max_length": 160,
            "label": gettext_lazy("Your trade, your business, or your SIRET"),
            **kwargs,
        }
        super().__init__(**{"widget": Suggest("register:suggestions"), **given})

    def meant(self, text: str, *, chamber_id: int, commune: Commune | None) -> Craft:
        """What `text` means, a trade before a business. Raises ValidationError for a SIRET whose digits don't agree,
        and to ask which business is meant: the choice then stands under the field, with that of keeping the words.

        What the register doesn't hold stops nobody. Words within quotes are kept as they are.
        """
        if clean(text, SEPARATORS).isdecimal():
            try:
                return Craft(business=lookup_siret(text, chamber_id=chamber_id))
            except ActionError as refusal:
                raise forms.ValidationError(str(refusal)) from None
        words = text.strip(QUOTES)
        if words != text or not words:
            return Craft(business_name=words)
        if known := find_trades(words, limit=1):
            return Craft(trade_code=known[0].code)
        return self._business(words, published(words, chamber_id=chamber_id, limit=ASKED + 1), commune)

    def _business(self, words: str, found: list[Business], commune: Commune | None) -> Craft:
        name = said(words.rpartition(",")[0] or words)
        same = [one for one in found if said(one.name) == name]
        near = [one for one in same or found if commune is not None and one.commune_id == commune.pk]
        for those in (same, near):
            if same and len(those) == 1:
                return Craft(business=those[0])
        if not found or len(found) > ASKED:
            return Craft(business_name=words)
        kept = (_("“%(words)s”") % {"words": words}, _("none of these: keep what I wrote"))
        self.widget.found = [*map(named, near or same or found), kept]
        raise forms.ValidationError(
            _("The register has businesses of this name, or nearly. Choose yours below.")
        )
