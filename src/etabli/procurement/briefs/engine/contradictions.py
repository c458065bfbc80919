"""What doesn't go together in a brief, each said with what to do. Nothing here blocks: "to check", no more."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from etabli.procurement.briefs.engine.interview import LEFT_OUT, chosen
from etabli.procurement.briefs.engine.model import BUDGET, Brief
from etabli.procurement.needs.engine import Catalogue, Text

# Days under which a supplier can hardly deliver what is wanted, from the first call to the opening.
SHORTEST = {"site": 42, "shop": 60, "page": 14, "listing": 14, "campaign": 21, "none": 0}

_EITHER = Text("Changez l’un ou l’autre.", "Change one or the other.")


@dataclass(frozen=True)
class Contradiction:
    """`needs`: the questions to look at again, the most useful first. `text` says what, `advice` what to do."""

    id: str
    needs: tuple[str, ...]
    text: Text
    advice: Text


@dataclass(frozen=True)
class _Said:
    """A brief as the checks read it."""

    brief: Brief
    catalogue: Catalogue
    today: datetime.date

    def chose(self, need_id: str, *choices: str) -> bool:
        return chosen(self.brief, self.catalogue, need_id) in choices

    def wants(self, need_id: str, *refusals: str) -> bool:
        """A ready answer was chosen, and it isn't one of these refusals."""
        return chosen(self.brief, self.catalogue, need_id) not in ("", LEFT_OUT, *refusals)


def contradictions(brief: Brief, catalogue: Catalogue, today: datetime.date) -> tuple[Contradiction, ...]:
    """What to check in a brief, in the order of the checks below; each once."""
    return tuple(_contradictions(_Said(brief, catalogue, today)))


def _contradictions(answers: _Said) -> Iterator[Contradiction]:
    for check in (_selling, _excluding, _showing, _date):
        yield from check(answers)


def _selling(answers: _Said) -> Iterator[Contradiction]:
    sells = answers.brief.outcome == "shop" or answers.chose("shop", "some", "many")
    if sells and answers.chose("payment-delivery", LEFT_OUT):
        yield Contradiction(
            "shop-without-payment",
            ("payment-delivery", "shop"),
            Text(
                "Vous vendez en ligne, et vous ne voulez ni paiement, ni livraison, ni retrait.",
                "You sell online, and want no payment, no delivery and no pick-up.",
            ),
            Text(
                "Dites comment se font le paiement et la livraison.", "Say how payment and delivery are done."
            ),
        )
    if sells and answers.chose("terms-of-sale", LEFT_OUT, "none"):
        yield _clash(
            "shop-without-terms",
            ("terms-of-sale", "shop"),
            "Vous vendez en ligne, sans conditions de vente. La loi veut que le client soit informé avant l’achat.",
            "You sell online without terms of sale. The law wants customers to be informed before they buy.",
            Text("Dites qui les écrit.", "Say who writes them."),
        )
    if not sells and answers.chose("goals-public", "sell") and answers.chose("shop", "no", LEFT_OUT):
        yield _clash(
            "goal-without-shop",
            ("shop", "goals-public"),
            "Votre but est de vendre à distance, et vous ne voulez pas de vente en ligne.",
            "Your goal is to sell at a distance, and you want no sale online.",
        )


def _clash(
    code: str, needs: tuple[str, ...], french: str, english: str, mend: Text = _EITHER
) -> Contradiction:
    return Contradiction(code, needs, Text(french, english), mend)


def _excluding(answers: _Said) -> Iterator[Contradiction]:
    if answers.chose("exclusions", "no-shop") and answers.wants("shop", "no"):
        yield _clash(
            "shop-excluded",
            ("exclusions", "shop"),
            "Vous ne voulez pas de vente en ligne, et vous la demandez plus loin.",
            "You want no sale online, and ask for it further on.",
        )
    if answers.chose("exclusions", "no-prices") and answers.wants("price-list", "no"):
        yield _clash(
            "prices-excluded",
            ("exclusions", "price-list"),
            "Vous ne voulez pas de prix affichés, et vous en demandez plus loin.",
            "You want no prices shown, and ask for some further on.",
        )
    if answers.chose("exclusions", "no-account") and answers.chose("loyalty", "card"):
        yield _clash(
            "account-excluded",
            ("exclusions", "loyalty"),
            "Vous ne voulez pas de compte à créer, et vous demandez une carte de fidélité.",
            "You want no account to create, and ask for a loyalty card.",
        )
    if answers.chose("existing", "site") and answers.chose("migration", "none"):
        yield _clash(
            "site-not-taken-over",
            ("migration", "existing"),
            "Vous avez un site à refaire, et vous dites plus loin que c’est le premier.",
            "You have a site to rebuild, and say further on that it is the first.",
            Text("Dites ce que l’on garde.", "Say what is kept."),
        )
    if answers.chose("existing", "logo") and answers.chose("logo", "new", "none"):
        yield _clash(
            "logo-twice",
            ("logo", "existing"),
            "Vous avez un logo, et vous dites plus loin que vous n’en avez pas.",
            "You have a logo, and say further on that you have none.",
        )


def _showing(answers: _Said) -> Iterator[Contradiction]:
    if answers.chose("contact", "quote") and answers.chose("personal-data", "none"):
        yield _clash(
            "form-without-data",
            ("personal-data", "contact"),
            "Vous voulez que l’on demande un devis par le site, et vous ne voulez pas de formulaire.",
            "You want people to ask for a quote on the site, and you want no form.",
        )
    if answers.chose("photos", "self") and answers.chose("image-rights", "bought"):
        yield _clash(
            "photos-bought",
            ("image-rights", "photos"),
            "Vous avez déjà de bonnes photos, et vous voulez en acheter.",
            "You have good pictures already, and want to buy some.",
        )
    if answers.chose("self-editing", "self") and answers.chose("training", "no"):
        yield _clash(
            "editing-without-training",
            ("training", "self-editing"),
            "Vous voulez modifier le site vous-même, et que l’on le fasse pour vous.",
            "You want to change the site yourself, and to have it done for you.",
        )
    if answers.chose("paid-ads", "launch", "regular") and answers.chose("ad-budget", LEFT_OUT):
        yield _clash(
            "ads-without-money",
            ("ad-budget", "paid-ads"),
            "Vous voulez de la publicité payée, et ne rien y mettre.",
            "You want paid advertising, and want to put nothing into it.",
        )


def _date(answers: _Said) -> Iterator[Contradiction]:
    wanted = answers.brief.deadline
    if wanted is None:
        return
    if wanted < answers.today:
        yield Contradiction(
            "date-past",
            (BUDGET,),
            Text("La date voulue est déjà passée.", "The wanted date is past already."),
            Text("Choisissez-en une autre.", "Choose another."),
        )
    elif (wanted - answers.today).days < SHORTEST.get(answers.brief.outcome, 0):
        yield _clash(
            "date-near",
            (BUDGET,),
            "La date voulue est bien proche pour ce que vous demandez.",
            "The wanted date is very near for what you ask.",
            Text("Reculez-la, ou demandez moins d’abord.", "Put it off, or ask for less at first."),
        )
