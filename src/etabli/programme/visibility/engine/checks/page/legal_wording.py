"""What the words of a page tell of who publishes it, as the law wants it said."""

import re

from stdnum.fr import siren

from etabli.programme.visibility.engine.checks.facts import Link, PageFacts
from etabli.programme.visibility.engine.checks.page.contact_wording import own_words
from etabli.programme.visibility.engine.checks.page.plain_words import folded, plain_spaces

_LEGAL = re.compile(
    r"(?:mentions?|infos?|informations?|notices?|conditions|cadre|aspects?|volet|partie|pages?|note|coin|avis|points?)"
    r" (?:legal\w*|juridiques?|obligatoires?|reglementaires?|editeur|de l editeur)"
    r"|\bmentions\b|\blegal(?:es?|s|aux)?\b|\blegal (?:notice|information|mentions)|imprint|impressum"
    r"|edit(?:eur|rice|ion) (?:du|de ce|de notre) site|qui edite|juridique|publication du site"
    r"|responsable (?:du site|de la publication|de publication)|\blcen\b|mentions?legales?|infoslegales"
)
_LIKELY = re.compile(
    r"\b(?:credits?|a propos|about|qui sommes|editeur|infos|informations|cgu|cgv|conditions|coordonnees|transparence"
    r"|copyright|confidentialite|entreprise|societe|publication|responsable|savoir|identite|administratif)\b"
)
_PUBLISHER = (
    re.compile(r"h[ée]berg(?:eur|ement|é)|\bhost(?:ed|ing)\b", re.IGNORECASE),
    re.compile(
        r"\b[ée]dit(?:eur|rice|é)e?\b|directeur|directrice|responsable de (?:la )?(?:publication|r[ée]daction)"
        r"|publi[ée] par|responsable du site|propri[ée]t[ée] de|propri[ée]taire du site|publisher",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bsiret\b|\bsiren\b|\brcs\b|\br\.c\.s\b|\bR\.?M\.? \d|r[ée]pertoire des m[ée]tiers", re.IGNORECASE
    ),
)
_HOSTS = {  # who keeps most sites: OVH, Gandi, o2switch, IONOS, Scaleway, LWS, Amen
    "424761419", "423093459", "510909807", "431303775", "433115904", "450453881", "421527797",
}  # fmt: skip
_DIGITS = re.compile(r"\d+(?:[\s.\-–]{1,3}\d+)*")


def is_legal(link: Link, host: str = "") -> bool:
    """Whether it leads to the page that says who publishes the site. `host`: of the site; what another host calls legal
    is its own, unless the link says otherwise."""
    place, words = link.url.rpartition("//")[2], folded(link.text)
    is_own = not host or place.partition("/")[0].removeprefix("www.") == host.removeprefix("www.")
    if _LEGAL.search(words) or "mentionslegales" in words.replace(" ", ""):
        return is_own or "mention" in words
    return is_own and bool(_LEGAL.search(folded(place.partition("/")[2])))


def may_be_legal(link: Link) -> bool:
    """Whether the page may say so under another name."""
    return bool(_LIKELY.search(folded(f"{link.text} {link.url.rpartition('//')[2].partition('/')[2]}")))


def says_who_publishes(page: PageFacts) -> bool:
    """Whether its words do: two at least of who keeps the site, who publishes it, and the number of the business."""
    text = plain_spaces(page.text)
    return sum(bool(sign.search(text)) for sign in _PUBLISHER) >= 2


def has_business_number(text: str, siret: str = "") -> bool:
    """Whether it holds a SIREN or a SIRET that can be one, and isn't that of whoever keeps the site. `siret`: of the
    business, where it is known."""
    numbers = _numbers(text)
    if siret:
        return siret[:9] in numbers or bool(_numbers(own_words(text)))
    return bool(_numbers(own_words(text)) or numbers - _HOSTS)


def _numbers(text: str) -> set[str]:
    """The SIREN of the numbers of a text, however they are cut."""
    sirens = set()
    for run in _DIGITS.findall(plain_spaces(text)):
        groups = re.findall(r"\d+", run)[:60]
        for start in range(len(groups)):
            joined = ""
            for group in groups[start : start + 14]:
                joined += group
                if len(joined) in {9, 14} and siren.is_valid(joined[:9]):
                    sirens.add(joined[:9])
    return sirens
