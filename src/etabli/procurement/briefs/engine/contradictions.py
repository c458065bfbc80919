"""What doesn't go together in a brief, each said with what to do. Nothing here blocks: "to check", no more."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from etabli.procurement.briefs.engine.completeness import score
from etabli.procurement.briefs.engine.interview import LEFT_OUT, chosen
from etabli.procurement.briefs.engine.model import BUDGET, Brief
from etabli.procurement.needs.engine import Catalogue, Text

# Days under which a supplier can hardly deliver what is wanted, from the first call to the opening.
SHORTEST = {"site": 42, "shop": 60, "page": 14, "listing": 14, "campaign": 21, "none": 0}


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
        """Something was answered, and it isn't one of these refusals."""
        given = self.brief.answer_to(need_id)
        return given is not None and not self.chose(need_id, LEFT_OUT, *refusals)

    def lacks(self, need_id: str, *refusals: str) -> bool:
        """Refused, or passed over: something further on was answered already."""
        need = self.catalogue.get(need_id)
        if need is None or self.wants(need_id, *refusals):
            return False
        is_passed = any(answer.number > need.number for answer in self.brief.answers)
        return self.brief.answer_to(need_id) is not None or is_passed

    def tells_nothing_more(self, need_id: str) -> bool:
        """No word of one's own beside the ready answer."""
        given = self.brief.answer_to(need_id)
        return given is not None and not given.note.strip()


def contradictions(brief: Brief, catalogue: Catalogue, today: datetime.date) -> tuple[Contradiction, ...]:
    """What to check in a brief, in the order of the checks below; each once."""
    return tuple(_contradictions(_Said(brief, catalogue, today)))


def _contradictions(answers: _Said) -> Iterator[Contradiction]:
    for check in (_selling, _excluding, _meeting, _content, _advertising, _budget, _date):
        yield from check(answers)


def _selling(answers: _Said) -> Iterator[Contradiction]:
    sells = answers.brief.outcome == "shop" or answers.chose("shop", "some", "many")
    if sells and answers.lacks("payment-delivery", "in-person"):
        yield Contradiction(
            "shop-without-payment",
            ("payment-delivery", "shop"),
            Text(
                "Vous vendez en ligne, mais rien ne dit comment le client paie et reçoit sa commande.",
                "You sell online, but nothing says how customers pay and receive their order.",
            ),
            Text(
                "Dites comment se font le paiement et la livraison.", "Say how payment and delivery are done."
            ),
        )
    if sells and answers.chose("terms-of-sale", LEFT_OUT, "none"):
        yield Contradiction(
            "shop-without-terms",
            ("terms-of-sale", "shop"),
            Text(
                "Vous vendez en ligne, sans conditions de vente. La loi veut que le client soit informé avant l’achat.",
                "You sell online without terms of sale. The law wants customers to be informed before they buy.",
            ),
            Text("Dites qui les écrit.", "Say who writes them."),
        )
    if not sells and answers.chose("goals-public", "sell") and answers.chose("shop", "no", LEFT_OUT):
        yield Contradiction(
            "goal-without-shop",
            ("shop", "goals-public"),
            Text(
                "Votre but est de vendre à distance, et vous ne voulez pas de vente en ligne.",
                "Your goal is to sell at a distance, and you want no sale online.",
            ),
            Text("Changez l’un ou l’autre.", "Change one or the other."),
        )


def _excluding(answers: _Said) -> Iterator[Contradiction]:
    if answers.chose("exclusions", "no-shop") and answers.wants("shop", "no"):
        yield Contradiction(
            "shop-excluded",
            ("exclusions", "shop"),
            Text(
                "Vous ne voulez pas de vente en ligne, et vous la demandez plus loin.",
                "You want no sale online, and ask for it further on.",
            ),
            Text("Changez l’un ou l’autre.", "Change one or the other."),
        )
    if answers.chose("exclusions", "no-prices") and answers.wants("price-list", "no"):
        yield Contradiction(
            "prices-excluded",
            ("exclusions", "price-list"),
            Text(
                "Vous ne voulez pas de prix affichés, et vous en demandez plus loin.",
                "You want no prices shown, and ask for some further on.",
            ),
            Text("Changez l’un ou l’autre.", "Change one or the other."),
        )
    if answers.chose("existing", "site") and answers.chose("migration", "none", LEFT_OUT):
        yield Contradiction(
            "site-not-taken-over",
            ("migration", "existing"),
            Text(
                "Vous avez un site, et rien n’en est repris\u00a0: son adresse et ses textes se perdent.",
                "You have a site, and nothing of it is taken over: its address and texts are lost.",
            ),
            Text("Dites ce que l’on garde.", "Say what is kept."),
        )


def _meeting(answers: _Said) -> Iterator[Contradiction]:
    if answers.chose("booking", "ask", "book", "tool") and answers.lacks("practical-info", "phone-only"):
        yield Contradiction(
            "booking-without-hours",
            ("practical-info", "booking"),
            Text(
                "On pourra réserver, mais vos horaires n’y sont pas.",
                "People can book, but your hours aren't there.",
            ),
            Text("Ajoutez vos horaires et votre adresse.", "Add your hours and your address."),
        )
    if answers.chose("contact", "write", "quote") and answers.chose("personal-data", "none", LEFT_OUT):
        yield Contradiction(
            "form-without-data",
            ("personal-data", "contact"),
            Text(
                "On pourra vous écrire\u00a0: vous recevrez des noms et des adresses.",
                "People can write to you: you will receive names and addresses.",
            ),
            Text("Dites ce que vous en gardez.", "Say what you keep of them."),
        )


def _content(answers: _Said) -> Iterator[Contradiction]:
    for need_id, choice, text in (
        ("texts", "supplier", Text("Le prestataire écrit vos textes.", "The supplier writes your texts.")),
        ("photos", "photographer", Text("Un photographe vient.", "A photographer comes.")),
        ("video", "short", Text("On tourne une vidéo.", "A video is shot.")),
    ):
        if answers.brief.budget and answers.chose(need_id, choice) and answers.tells_nothing_more(need_id):
            advice = Text(
                "Prévoyez-le dans le budget, et dites-le avec vos mots.",
                "Allow for it in the budget, and say so in your own words.",
            )
            yield Contradiction(f"{need_id}-in-budget", (need_id, BUDGET), text, advice)
    if answers.chose("languages", "english", "more") and answers.tells_nothing_more("languages"):
        yield Contradiction(
            "languages-without-translator",
            ("languages", "texts"),
            Text("Plusieurs langues, mais qui traduit\u00a0?", "Several languages, but who translates?"),
            Text("Dites-le avec vos mots.", "Say so in your own words."),
        )
    if answers.chose("self-editing", "self", "some") and answers.chose("training", "no", LEFT_OUT):
        yield Contradiction(
            "editing-without-training",
            ("training", "self-editing"),
            Text(
                "Vous voulez modifier le site vous-même, sans que l’on vous montre comment.",
                "You want to change the site yourself, without being shown how.",
            ),
            Text("Demandez au moins une heure d’explications.", "Ask for an hour of explanations at least."),
        )


def _advertising(answers: _Said) -> Iterator[Contradiction]:
    if answers.chose("paid-ads", "launch", "regular") and answers.lacks("ad-budget"):
        yield Contradiction(
            "ads-without-money",
            ("ad-budget", "paid-ads"),
            Text(
                "Vous voulez de la publicité, mais rien ne dit combien y mettre.",
                "You want advertising, but nothing says how much to put into it.",
            ),
            Text("Dites une somme, à part du reste.", "Name an amount, apart from the rest."),
        )


def _budget(answers: _Said) -> Iterator[Contradiction]:
    brief = answers.brief
    has_none = brief.budget is None and not brief.budget_blank_why.strip()
    if has_none and brief.answers and not score(brief, answers.catalogue).missing:
        yield Contradiction(
            "budget-blank",
            (BUDGET,),
            Text("Ni budget, ni raison de ne pas en donner.", "No budget, and no reason for giving none."),
            Text("Dites un montant, ou pourquoi.", "Give an amount, or say why not."),
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
        yield Contradiction(
            "date-near",
            (BUDGET,),
            Text(
                "La date voulue est bien proche pour ce que vous demandez.",
                "The wanted date is very near for what you ask.",
            ),
            Text("Reculez-la, ou demandez moins d’abord.", "Put it off, or ask for less at first."),
        )
