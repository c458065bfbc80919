"""What the lines above a line say about it: a heading, a list of what is not included, the beginning of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etabli.procurement.needs.engine.words import Token, fold, tokens

_FAR = 12  # lines; what stands higher is no heading of this one
_SHORT = 8  # words of a heading that has no colon
_HEADING = re.compile(r":\s*$")
# A heading under which nothing is promised.
_REFUSING = re.compile(
    r"^\W*(?:(?:(?:prestations?|elements?|services?|options?|frais|travaux|points?) )?(?:non|pas) (?:inclu|compri|prevu)\w*|"
    r"exclusions?|exclus|hors (?:devis|forfait|prestations?|perimetre|offre|contrat)|a (?:la|votre) charge\b.*|"
    r"(?:ne (?:sont|est)|n est|n inclu\w*|ne compre\w*|(?:ce|le|notre|cette) .{0,40}\bn(?:e| )).{0,40}\bpas\b.*|"
    r"not included|.{0,40}\bnot include[sd]?\b.*)"
)
# A line of these words and of numbers alone says how much or how long, not what.
_BARE = frozenset(
    "an ans annee annees annuel annuelle annuels annuellement mois mensuel mensuelle mensuellement trimestre trimestriel "
    "semaine semaines jour jours heure heures h j forfait forfaitaire tarif prix cout montant total ht ttc eur euro euros "
    "unite unites lot lots quantite renouvellement renouvelable abonnement premiere deuxieme seconde puis suivante suivantes "
    "duree periode option optionnel offert offerte inclus incluse compris comprise gratuit base standard tout pack "
    "supplementaire supplementaires soit x compter partir".split()
)
_OPEN = frozenset("a au aux avec d dans de des du en et l la le les ou par pour sur un une vos votre".split())
_BULLET = re.compile(r"\s*(?:[-–—•*·▪✓>]|\d+[.)])\s*")


@dataclass(frozen=True)
class Above:
    """`begun`: the beginning of the sentence that the line goes on with; `heading`: what it stands under;
    `refusing`: the heading says that what follows isn't included."""

    begun: str = ""
    heading: str = ""
    refusing: bool = False


def above(line: str, around: Sequence[str]) -> Above:
    """What the lines above, in reading order, say about this one. An empty line ends what they say."""
    near: list[str] = []
    for each in reversed(around[-_FAR:]):
        if not each.strip():
            break
        near.append(each)
    if not near:
        return Above()
    heading = next((each for each in near if _is_heading(each)), "")
    refusing = bool(heading) and bool(_REFUSING.match(" ".join(token.word for token in tokens(heading))))
    begun = near[0] if _goes_on(near[0], line) else ""
    return Above(begun, heading or (near[0] if _short(near[0]) else ""), refusing)


def bare(line: str) -> str:
    """The words of a line that only says how much or how long; empty when it says anything else."""
    words = [token for token in tokens(line) if not token.small]
    if not words or not all(_counts(token) for token in words):
        return ""
    return line[words[0].start : words[-1].end]


def _counts(token: Token) -> bool:
    return token.word in _BARE or token.word in {"%", "€"} or bool(token.number)


def _is_heading(line: str) -> bool:
    words = " ".join(token.word for token in tokens(line))
    return bool(_HEADING.search(line)) or (len(words.split()) <= _SHORT and bool(_REFUSING.match(words)))


def _short(line: str) -> bool:
    return len(tokens(line)) <= _SHORT


def _goes_on(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence before: cut after "de", before "et", or within a word."""
    if _BULLET.match(line) or _HEADING.search(before):
        return False
    last, first = tokens(before)[-1:], tokens(line)[:1]
    if not last or not first or before.rstrip()[-1] in ".;:!?)":
        return False
    return last[0].word in _OPEN or (fold(line.strip()[:1]) == line.strip()[:1] and first[0].word in _OPEN)
