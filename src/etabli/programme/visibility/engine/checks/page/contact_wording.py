"""What the words of a page tell of how to reach a business: a telephone, an address, hours."""

import re
from urllib.parse import unquote

from etabli.programme.visibility.engine.checks.page.plain_words import folded, holds, plain_spaces

_SIGNS = r"[\s.,/|_·•‐‑‒–—()-]{0,3}"
_PHONE = re.compile(
    rf"(?<![\d+])(?:(?:\+|\b00)\s?(?:33|262|508|590|594|596){_SIGNS}(?:\(?0\)?{_SIGNS})?|\(?0\)?\s?)([1-9](?:{_SIGNS}\d){{8}})(?!\d|\s?[.,]\d)"
)
_FAX = re.compile(r"(?<![/&]\s)(?<![/&])\b(?:fax|t[ée]l[ée]copie(?:ur)?)[\s.:]*$", re.IGNORECASE)
_SHORT_DAYS = (
    r"lun|mar|mer|jeu|ven|sam|dim|ma|me|je|ve|sa|di|lu|mon|tue|wed|thu|fri|sat|sun|tu|we|th|fr|su|mo"
)
_LONG_DAYS = (
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_DAY = (
    rf"\b(?:(?:{_LONG_DAYS})s?\b|tous les (?:jours|matins)|toute la semaine|chaque (?:jour|matin)|en semaine"
    r"|la semaine|jours? ouvr(?:é|able)s?|7\s?jours|week-?\s?ends?\b|every ?day|weekdays|daily)"
)
_WRITTEN = (
    r"six|sept|huit|neuf|dix(?:-sept|-huit|-neuf)?|onze|douze|treize|quatorze|quinze|seize|vingt(?: et une)?"
)
_CLOCK = r"(?:[01]?\d|2[0-4])\s?(?:h(?:\s?[0-5]\d)?|[:.][0-5]\d|heures|[:.]?[0-5]?\d?\s?[ap]\.?m\b\.?)(?!\w)"
_HOUR = (
    rf"(?:(?<!sous\s)(?<!\ben\s)(?<!dans\s)\b{_CLOCK}|\b(?:{_WRITTEN})\s+heures"
    r"|(?:\bde|\b[àa]|\bet|[-–—]|jusqu.[àa])\s?midi\b)"
)
_SPAN = (
    r"\b(?:[5-9]|1\d)\s?(?:-|–|—|à|/|et)\s?(?:1\d|2[0-4])\b"
    r"(?!\s*(?:ans|jours|personnes|places|mois|semaines|cm|mm|m\b|km|kg|%|€|euros))"
)
_MONTH = r"(?:janv|f[ée]vr|mars|avril|mai\b|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c)"
_DATED = rf"(?!\s+(?:\d{{1,2}}|1er)\s+{_MONTH}|\s+\d{{1,2}}/\d)"
_WITHIN = r"(?:[^.?!]|\.(?!\s+(?-i:[A-ZÀ-Þ][a-zà-ÿ]{3})))"  # a sentence; that of an abbreviation goes on
_HOURS = re.compile(
    rf"{_DAY}{_DATED}{_WITHIN}{{0,140}}?(?:{_HOUR}|{_SPAN})"
    rf"|{_HOUR}[^.?!]{{0,60}}?{_DAY}{_DATED}"
    rf"|\b(?:{_SHORT_DAYS})\b\.?\s?(?:[-–—/:·&]|au?\b|et\b|to\b|,\s?(?:{_SHORT_DAYS})\b){_WITHIN}{{0,60}}?(?:{_HOUR}|{_SPAN})"
    rf"|\b(?:{_SHORT_DAYS})\.?\s(?:{_HOUR}|{_SPAN})"
    rf"|(?<!portes\s)\bouv(?:ert|re|erture){_WITHIN}{{0,80}}?{_HOUR}"
    rf"|{_HOUR}\s?(?:-|–|—|à|/)\s?{_HOUR}{_WITHIN}{{0,20}}?{_HOUR}\s?(?:-|–|—|à)\s?{_HOUR}"
    r"|\b7\s?/\s?7\b|\b[67]\s?j(?:ours)?\s?(?:/|sur)\s?7|24\s?h(?:eures)?\s?(?:/|sur)\s?24"
    r"|\b(?:sur|par|uniquement)\s(?:rendez-?\s?vous|r\.?d\.?v)\b|by appointment",
    re.IGNORECASE,
)
_STREET = (
    r"rue|r\.|avenue|av|ave|boulevard|bd|bld|blvd|place|pl|chemin|ch\.|route|rte|impasse|imp|all[ée]es?|quai|cours|square"
    r"|zone|z\.?[aci]|z\.?a\.?[ce]|zone artisanale|lieu[- ]dit|hameau|le bourg|passage|esplanade|rond-point|faubourg|fg"
    r"|r[ée]sidence|parc|sentier|villa|ruelle|voie|mont[ée]e|venelle|traverse|promenade|cit[ée]|clos|c[ôo]te|domaine"
    r"|moulin|quartier|galerie|halles?|centre commercial|chauss[ée]e|mail|port|p[ôo]le|streetAddress"
)
_CODE = r"(?:\bF-?\s?|\b)(?:0[1-9]|[1-8]\d|9[0-8])\s?\d{3}\b"
_COUNTED = (
    r"(?!\s*(?:€|euros?\b|clients?|pi[èe]ces|m2|m²|km|ans\b|exemplaires|artisans|personnes|visiteurs|[ée]l[èe]ves"
    r"|heures|kg|litres|watts|tours|habitants))"
)
_ADDRESS = re.compile(
    rf"\b(?i:{_STREET})(?!\w).{{0,120}}?{_CODE}{_COUNTED}"
    rf"|{_CODE}{_COUNTED}.{{0,120}}?\b(?i:{_STREET})(?!\w)"
    rf"|{_CODE}{_COUNTED}[\s,–—-]{{1,4}}[A-ZÀ-Þ][\w'’-]"
    rf"|[A-ZÀ-Þ][\w'’-]{{1,40}}\s\(?{_CODE}\)?(?=\s*(?:$|[,.;)–-]))"
)
_NUMBERED = re.compile(
    rf"\b\d{{1,4}}(?:\s?(?:bis|ter|quater|[a-d]))?\s?,?\s(?i:{_STREET})(?!\w)\s+[\w'’][^.;!?]{{0,60}}"
)
_NAMED_STREET = re.compile(
    rf"\b(?i:{_STREET})(?!\w)\s+(?:(?:de|du|des|la|le|les)\s+)*(?:[dl]['’])?[A-ZÀ-Þ][^.;!?]{{0,50}}"
)
# Whose numbers and address stand on pages of many others: who keeps the site, who settles quarrels, who made it.
_OTHERS = re.compile(
    r"\b(?:h[ée]berg(?:eur|ement|é)|hosting|hosted by|m[ée]diat(?:eur|ion|rice)|cnil\b|webmaster|webmestre"
    r"|commission nationale de l.informatique"
    r"|(?:conception|r[ée]alisation|cr[ée]ation)(?: (?:et|&) \w+)? (?:du|de ce|de) site"
    r"|site (?:web |internet )?(?:r[ée]alis[ée]|con[çc]u|cr[ée][ée]) par)",
    re.IGNORECASE,
)
_OWN_AGAIN = re.compile(
    r"\b(?:[ée]dit(?:eur|é|rice|ion)|publi(?:é|cation)|propri[ée]taire|responsable de|notre (?:adresse|si[èe]ge)"
    r"|nous (?:contacter|trouver)|contact|exploitant|si[ée]ge de l.entreprise)",
    re.IGNORECASE,
)
_OTHERS_LENGTH = 260
_STREET_KINDS = frozenset(folded(_STREET.replace("|", " ")).split()) | {
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "l",
    "d",
}


def own_words(text: str) -> str:
    """The text without what it says of those who keep the site, made it, or settle quarrels."""
    kept, at = [], 0
    for match in _OTHERS.finditer(text):
        if match.start() < at:
            continue
        kept.append(text[at : match.start()])
        again = _OWN_AGAIN.search(text, match.end(), match.end() + _OTHERS_LENGTH)
        at = again.start() if again else min(len(text), match.end() + _OTHERS_LENGTH)
    return " ".join([*kept, text[at:]])


def phones_in(text: str) -> set[str]:
    """The French telephone numbers of a text, as their nine digits after the 0; not those of a fax."""
    text = plain_spaces(unquote(text))
    return {
        re.sub(r"\D", "", match[1])
        for match in _PHONE.finditer(text)
        if not _FAX.search(text[max(0, match.start() - 20) : match.start()])
    }


def has_address(text: str, town: str = "") -> bool:
    """Whether it says where: a street and a postal code, a postal code and a town, a street of `town`."""
    text = plain_spaces(text)
    return bool(
        _ADDRESS.search(text)
        or (_NUMBERED.search(text) and holds(text, town))
        or any(holds(match[0], town) for match in _NAMED_STREET.finditer(text))
    )


def is_at(text: str, street: str, postal_code: str, town: str) -> bool:
    """Whether an address of the text is this one: its postal code or its town, and a word of its street when that is
    known."""
    text = plain_spaces(text)
    said = [text[max(0, match.start() - 80) : match.end() + 60] for match in _ADDRESS.finditer(text)]
    said += [match[0] for pattern in (_NUMBERED, _NAMED_STREET) for match in pattern.finditer(text)]
    if postal_code and town:
        known = rf"{re.escape(postal_code[:2])}\s?{re.escape(postal_code[2:])}\W{{1,4}}{re.escape(town)}"
        said += [
            text[max(0, match.start() - 80) : match.end()]
            for match in re.finditer(known, text, re.IGNORECASE)
        ]
    there = [
        part for part in said if postal_code in re.sub(r"(?<=\d)\s(?=\d)", "", part) or holds(part, town)
    ]
    words = {word for word in folded(street).split() if len(word) > 3 and word not in _STREET_KINDS}
    if not words or not there:
        return bool(there)
    streets = [part for part in there if re.search(rf"\b(?i:{_STREET})(?!\w)", part)]
    return not streets or any(words & set(folded(part).split()) for part in streets)


def has_hours(text: str) -> bool:
    """Whether it says when: days and hours, or that one makes an appointment."""
    return bool(_HOURS.search(plain_spaces(text)))
