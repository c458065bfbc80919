"""Whose the domain name and the files would be, in the words of the document, wherever they stand in it.

A sentence that gives them to the client says nothing to look at; one that gives them to the supplier is a warning; one
that names somebody else, or both, is a question. A clause that only waits for the payment is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..findings import PRACTICE, finding
from ..model import Check, Party, Passage, Place, Quote, Severity
from ..text.pages import fold
from ..text.vocabulary import COMPANY

type Thing = Literal["domain", "files"]
type Named = Literal["kept", "unclear"]
type Holder = Literal["supplier", "client", "unclear"]

_DOMAIN = re.compile(
    r"\bnoms? de domaines?\b|\bdomain names?\b|\badresse (internet|web|du site)\b|"
    r"\bdomaine (reste\w*|demeur\w*|est|sera|depose|enregistre|achete|reserve|apparti\w*|dont|qui|nous|vous)\b|"
    r"\b(proprietaires?|titulaires?|propriete|registrant) (exclusi\w+ )?(du|de ce|de votre) domaine\b"
)
_FILES = re.compile(
    r"\b(fichiers?|codes?|elements?|maquettes?) (sources?|natifs?|de travail)\b|\bsources? du site\b|"
    r"\b(maquettes?|creations?|visuels?|logos?|textes|photos?|photographies|base de donnees)\b|"
    r"\b(le|ce|du|votre) site( internet| web)?\b"
)
_SUPPLIER = re.compile(
    r"\b(prestataires?|fournisseurs?|vendeurs?|agence|studio|concepteurs?|createurs?|editeurs?|hebergeurs?|"
    r"supplier|agency|nous|notre|nos|our)\b"
)
_CLIENT = re.compile(
    r"\b(clients?|clientes?|acheteurs?|acquereurs?|commanditaires?|annonceurs?|beneficiaires?|maitre d ouvrage|"
    r"donneurs? d ordre|customer|vous|votre|vos|your)\b"
)
_IS = r"(?:en |y )?(?:est|sera|sont|seront|reste\w*|demeur\w*|devien\w*|sommes|serons|restons|etes|serez|restez)"
_ONLY = r"(?: (?:le|la|les|l|seule?s?|uniques?|exclusi\w+|legal\w*|pleine?|entiere?|et|exclusive))*"
_WHO = r"(?P<who>\w+(?: \w+){0,3})"
_HELD_BY = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bau noms? (?:et pour le compte )?d\w*(?: l| la| le)? {_WHO}",
        r"\b(?:a|sous) (?P<who>notre|votre|nos|vos) noms?\b",
        rf"\bpropriete(?: \w+elle| exclusive| pleine| et| entiere)* d\w*(?: l| la| le)? {_WHO}",
        r"\b(?P<who>notre|votre)(?: \w+)? propriete\b",
        rf"\bapparti\w+(?: \w+ement)? (?:a|au|aux)(?: l| la| le)? {_WHO}",
        r"\b(?P<who>nous|vous)(?: \w+)? apparti\w+",
        rf"(?P<who>\b\w+(?: qui| lui| seule?)?) {_IS}{_ONLY} (?:proprietaires?|titulaires?)\b(?! d une)",
        r"\b(?P<who>\w+) (?:en )?(?:conserv|gard)\w+(?: \w+)? (?:propriete|titularite)\b",
        r"\b(?:proprietaire|titulaire|registrant)(?: (?:d\w*|de ce|votre|nom|domaine|fichiers|site))* "
        rf"(?:est|sera|reste|restera|le|la|l){_ONLY} {_WHO}",
    )
)
_DENIED = re.compile(r"\b(ne|n)\b( \w+){0,4} (pas|jamais|plus|aucun\w*)\b|\bsauf\b|\bnot\b")
_GIVEN = re.compile(r"\b(transfer\w*|ced\w+|cession|remis\w*|restitu\w*)\b")
_UNTIL_PAID = re.compile(
    r"\b(jusqu|tant que|avant|apres)\b.{0,40}\b(pa[iy]e\w*|paiement|reglement|encaisse\w*|solde)\b|"
    r"\breserve de propriete\b"
)
_GOES_ON = re.compile(r"\b(d|de|du|des|la|le|les|l|au|aux|a|en|et|qui|nom|reste|restent|est|propriete)$")
_THINGS: tuple[Thing, Thing] = ("domain", "files")
_RANK: dict[Holder, int] = {"supplier": 0, "unclear": 1, "client": 2}


@dataclass(frozen=True)
class Statement:
    """A sentence of the document that says who holds something."""

    thing: Thing
    holder: Holder
    text: str
    place: Place


def statements(quote: Quote) -> Iterator[Statement]:
    """Every sentence that says whose the domain name or the files are, in the order of the document."""
    for text, place in _sentences(quote.passages):
        words = fold(text)
        thing: Thing | None = "domain" if _DOMAIN.search(words) else "files" if _FILES.search(words) else None
        holder = _holder(words, quote) if thing else None
        if thing and holder:
            yield Statement(thing, holder, text, place)


def ownership(quote: Quote) -> Iterator[Check]:
    """At most one finding on the domain name and one on the files: the gravest sentence on each."""
    by_gravity = sorted(statements(quote), key=lambda statement: _RANK[statement.holder])
    for thing in _THINGS:
        gravest = next(
            (
                statement
                for statement in by_gravity
                if statement.thing == thing and statement.holder != "client"
            ),
            None,
        )
        if gravest:
            name: Named = "kept" if gravest.holder == "supplier" else "unclear"
            severity, fr, en = _WORDS[thing, name]
            source = "AFNIC" if thing == "domain" else PRACTICE
            yield finding(
                f"{thing}-{name}", severity, fr, en, source, evidence=gravest.text, place=gravest.place
            )


_WORDS: dict[tuple[Thing, Named], tuple[Severity, str, str]] = {
    ("domain", "kept"): (
        "warning",
        "D’après ces mots, le nom de domaine (l’adresse du site) ne serait pas à vous. Si vous partez, vous pourriez "
        "perdre cette adresse. Demandez qu’il soit à votre nom.",
        "By these words, the domain name (the site's address) would not be yours. If you leave, you could lose that "
        "address. Ask for it to be in your name.",
    ),
    ("domain", "unclear"): (
        "warning",
        "Ces mots parlent du titulaire du nom de domaine (l’adresse du site). Vérifiez que c’est bien vous.",
        "These words speak of who holds the domain name (the site's address). Check that it is you.",
    ),
    ("files", "kept"): (
        "warning",
        "D’après ces mots, le site, ses fichiers ou ses créations resteraient au prestataire. Demandez ce que vous "
        "gardez, et ce que vous pourrez en faire.",
        "By these words, the site, its files or its designs would stay the supplier's. Ask what you keep, and what you "
        "may do with it.",
    ),
    ("files", "unclear"): (
        "info",
        "Ces mots disent à qui seront le site, ses fichiers ou ses créations. Vérifiez ce qui est à vous.",
        "These words say whose the site, its files or its designs will be. Check what is yours.",
    ),
}  # fmt: skip


def _holder(words: str, quote: Quote) -> Holder | None:
    """Who holds it by a folded sentence; None when it doesn't say, or only until it is paid for."""
    if _UNTIL_PAID.search(words):
        return None
    named = {_side(match["who"], quote) for pattern in _HELD_BY for match in pattern.finditer(words)}
    if not named:
        return None
    sides = named - {"unclear"}
    if len(sides) != 1 or _DENIED.search(words):
        return "unclear"
    side = sides.pop()
    return "unclear" if side == "supplier" and _GIVEN.search(words) else side


def _side(who: str, quote: Quote) -> Holder:
    if _CLIENT.search(who) or _names(who, quote.customer):
        return "client"
    is_supplier = _SUPPLIER.search(who) or _names(who, quote.supplier)
    return "supplier" if is_supplier else "unclear"


def _names(who: str, party: Party) -> bool:
    """Whether words begin with a party's name, whatever its legal form."""
    bare = COMPANY.sub(" ", fold(party.name.value if party.name else "")).split()[:3]
    said = COMPANY.sub(" ", re.sub(r"^(la )?(societe|entreprise)\b", "", who)).split()
    return bool(bare) and said[: len(bare)] == bare


def _sentences(passages: Sequence[Passage]) -> Iterator[tuple[str, Place]]:
    """Each sentence with the place of the row in which it begins; a row that doesn't end goes on with the next."""
    text, place = "", None
    for passage in passages:
        if place is None or not _continues(text, passage.text):
            if place is not None:
                yield text, place
            text, place = "", passage.place
        *whole, rest = re.split(r"(?<=[.;!?])\s+", f"{text} {passage.text}".strip())
        for sentence in whole:
            yield sentence, place
        text, place = rest, passage.place if whole else place
    if place is not None:
        yield text, place


def _continues(text: str, after: str) -> bool:
    if not text or text[-1] in ".;!?" or len(text) > 400:
        return False
    return after[:1].islower() or bool(_GOES_ON.search(fold(text)))
