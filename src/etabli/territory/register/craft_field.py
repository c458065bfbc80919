"""A trade, a business of the register or a SIRET, typed in one box as people say it."""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy
from stdnum.util import clean

from etabli.foundation.journal import ActionError
from etabli.foundation.ui.forms import Suggest
from etabli.territory.places.models import Commune
from etabli.territory.register import wording
from etabli.territory.register.engine.searching import shared_words
from etabli.territory.register.lookup import CannotLookUp, look_up
from etabli.territory.register.models import Business
from etabli.territory.register.queries import SEPARATORS, lookup_siret, published_businesses
from etabli.territory.register.trades import find_trades, trade

MAX_CHOICES = 6  # businesses that one can choose from; more is no question any more
CONFIRMED_TEXT = re.compile(r"(?P<name>.+) \((?P<siret>\d{3} \d{3} \d{3} \d{5})\)")
QUOTES = '«»“”" \u00a0'


@dataclass(frozen=True)
class Craft:
    """What was meant: a business of the register, a trade, or only words (`business_name`).

    `remark`: what to tell whoever typed it, once the form has gone on.
    """

    business: Business | None = None
    trade_code: str = ""
    business_name: str = ""
    remark: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        """As the acts take it."""
        return {
            "business": self.business,
            "trade_code": self.trade_code,
            "business_name": self.business_name,
        }


def suggestion_of(business: Business) -> tuple[str, str]:
    """(what to write in the box, what tells it from others), from what the public register says alone."""
    town = business.commune.name if business.commune else ""
    return ", ".join(filter(None, [business.name, town])), trade(business.trade_code).label


def _confirmed_craft(name: str, number: str) -> Craft:
    """What the State's directory said a moment ago, chosen: its answer is still in memory."""
    try:
        establishment = look_up(number)
    except CannotLookUp:
        establishment = None
    code = (establishment.trade_code or establishment.naf_code) if establishment else ""
    return Craft(trade_code=code, business_name=establishment.name if establishment else name)


class CraftField(forms.CharField):
    """Gives the text; `meant` makes a Craft of it, once the form knows the chamber and the commune."""

    widget: Suggest

    def __init__(self, **kwargs: Any) -> None:
        options = {
            "max_length": 160,
            "label": gettext_lazy("Your trade, your business, or your SIRET"),
            **kwargs,
        }
        super().__init__(**{"widget": Suggest("register:suggestions"), **options})

    def resolve(self, text: str, *, chamber_id: int, commune: Commune | None) -> Craft:
        """What `text` means, a trade before a business. Raises ValidationError for a SIRET whose digits don't agree,
        and to ask which business is meant: the choice then stands under the field, with that of keeping the words.

        What the register doesn't hold stops nobody. Words within quotes are kept as they are.
        """
        if (number := clean(text, SEPARATORS)).isdecimal():
            try:
                business = lookup_siret(text, chamber_id=chamber_id)
            except ActionError as refusal:
                raise forms.ValidationError(str(refusal)) from None
            return Craft(business=business) if business else self._beyond(number)
        if confirmed := CONFIRMED_TEXT.fullmatch(text):
            return _confirmed_craft(confirmed["name"], clean(confirmed["siret"], SEPARATORS))
        words = text.strip(QUOTES)
        if words != text or not words:
            return Craft(business_name=words)
        if trades := find_trades(words, limit=1):
            return Craft(trade_code=trades[0].code)
        return self._business(
            words, published_businesses(words, chamber_id=chamber_id, limit=MAX_CHOICES + 1), commune
        )

    def _beyond(self, number: str) -> Craft:
        """A SIRET that the register doesn't hold: what the State's directory says of it is to be confirmed. Where it
        can't say, or says that it isn't published, the number itself is kept."""
        as_typed = f"SIRET {wording.siret(number)}"
        try:
            establishment = look_up(number)
        except CannotLookUp as refusal:
            return Craft(business_name=as_typed, remark=str(refusal))
        if establishment is None:
            return Craft(
                business_name=as_typed,
                remark=_("The State’s directory does not know this SIRET: we keep it as you typed it."),
            )
        if not establishment.name:
            return Craft(
                trade_code=establishment.trade_code or establishment.naf_code, business_name=as_typed
            )
        commune = Commune.objects.filter(pk=establishment.commune_code).first()
        name = ", ".join(filter(None, [establishment.name[:100], commune.name if commune else ""]))
        offered = (
            f"{name} ({wording.siret(number)})",
            wording.trade_of(establishment.trade_code or establishment.naf_code),
        )
        self.widget.suggestions = [
            offered,
            (_("“%(words)s”") % {"words": as_typed}, _("none of these: keep what I wrote")),
        ]
        raise forms.ValidationError(_("The State’s directory knows this SIRET. Is it your business?"))

    def _business(self, words: str, businesses: list[Business], commune: Commune | None) -> Craft:
        name = shared_words(words.rpartition(",")[0] or words)
        same_name = [business for business in businesses if shared_words(business.name) == name]
        near = [
            business
            for business in same_name or businesses
            if commune is not None and business.commune_id == commune.pk
        ]
        for candidates in (same_name, near):
            if same_name and len(candidates) == 1:
                return Craft(business=candidates[0])
        if not businesses or len(businesses) > MAX_CHOICES:
            return Craft(business_name=words)
        keep_choice = (_("“%(words)s”") % {"words": words}, _("none of these: keep what I wrote"))
        self.widget.suggestions = [*map(suggestion_of, near or same_name or businesses), keep_choice]
        raise forms.ValidationError(
            _("The register has businesses of this name, or nearly. Choose yours below.")
        )
