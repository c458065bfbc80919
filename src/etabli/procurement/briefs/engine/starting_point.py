"""What to begin with, for somebody who doesn't know: three short questions, a proposal, its reason."""

from __future__ import annotations

from dataclasses import dataclass

from etabli.procurement.needs.engine import Text

AIMS = {
    "found": Text("Que l’on me trouve près d’ici", "Being found near here"),
    "show": Text("Montrer mon travail", "Showing my work"),
    "sell": Text("Vendre à distance", "Selling at a distance"),
    "tell": Text("Faire vite connaître une offre", "Making an offer known quickly"),
}


@dataclass(frozen=True)
class Proposal:
    """An outcome, and why it is proposed."""

    outcome: str
    reason: Text


_SHOP = Proposal("shop", Text(
    "Vendre à distance demande une boutique\u00a0: un paiement sûr, la livraison, du temps et un budget.",
    "Selling at a distance takes a shop: safe payment, delivery, time and a budget.",
))  # fmt: skip
_SITE = Proposal("site", Text(
    "Un site reste à vous. Il travaille seul quand vous n’avez pas le temps de publier.",
    "A site stays yours. It works alone when you have no time to publish.",
))  # fmt: skip
_PAGE = Proposal("page", Text(
    "Une page ne coûte rien à ouvrir. Elle vit si vous publiez un peu chaque semaine.",
    "A page costs nothing to open. It lives if you publish a little each week.",
))  # fmt: skip
_LISTING = Proposal("listing", Text(
    "Une fiche est gratuite et rapide. C’est là que l’on vous cherche d’abord.",
    "A listing is free and quick. It is where people look for you first.",
))  # fmt: skip
_CAMPAIGN = Proposal("campaign", Text(
    "Une campagne montre votre offre tout de suite, tant que vous la payez.",
    "A campaign shows your offer at once, as long as you pay for it.",
))  # fmt: skip
_NONE = Proposal("none", Text(
    "Sans temps ni budget, rien ne presse. Quelques gestes gratuits suffisent pour l’instant.",
    "Without time or budget, there is no hurry. A few free steps are enough for now.",
))  # fmt: skip

_WITH_MONEY = {"found": _SITE, "show": _SITE, "sell": _SHOP, "tell": _CAMPAIGN}
_WITH_TIME = {"found": _LISTING, "show": _PAGE, "sell": _PAGE, "tell": _PAGE}
_WITH_NEITHER = {"found": _LISTING, "show": _LISTING, "sell": _NONE, "tell": _NONE}


def propose(aim: str, *, has_time: bool, has_money: bool) -> Proposal:
    """What to begin with, time being what one can give each week. Raises KeyError for an aim not among AIMS."""
    if has_money:
        return _WITH_MONEY[aim]
    return _WITH_TIME[aim] if has_time else _WITH_NEITHER[aim]
