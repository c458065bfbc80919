"""Identifiers that have a shape of their own: numbers, mails, addresses on the web and in the street."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import luhn


@dataclass(frozen=True)
class Span:
    """A stretch of text that identifies someone."""

    start: int
    end: int
    kind: str


_TLD = (
    r"(?:fr|com|net|org|eu|shop|store|bzh|info|biz|io|me|pro|site|online|paris|art|boutique|"
    r"be|ch|re|app|co|gp|mq|uk|de|es|it|"
    r"xyz|tv|club|alsace|corsica|website|immo|cafe|restaurant|design|studio|photo|eco|bio|wine|vin)"
)
_DOT = r"(?:\s?\.\s?|\s?[\[(]\s?(?:point|dot|\.)\s?[\])]\s?|\s+(?:point|dot)\s+)"
_AT = r"(?:\s?@\s?|\s?[\[({]\s?(?:at|arobase|arobas|@|chez)\s?[\])}]\s?|\s+(?:arobase|arobas|at)\s+)"
_EMAIL = re.compile(
    rf"(?<![\w.+%-])[\w.+%-]{{1,64}}(?:{_DOT}[\w+%-]{{1,64}})?{_AT}[\w-]{{1,64}}(?:{_DOT}[\w-]{{1,64}}){{0,4}}?"
    rf"{_DOT}{_TLD}\b|[^\s@,;()]{{1,64}}@[^\s@,;()]{{1,80}}",
    re.I,
)
_URL = re.compile(
    rf"\bh(?:tt|xx)ps?\s?:\s?//\s?\S+|\bwww[\s.]{{1,3}}[\w-]{{1,64}}(?:\s?\.\s?[\w-]{{1,64}}){{0,6}}(?:\s{_TLD}\b)?(?:/\S*)?|"
    rf"(?<![\w-])\w{{1,40}}(?:-\w{{1,40}}){{1,6}}\s\.\s?{_TLD}\b|"
    rf"(?<![\w@.-])[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{0,6}}\.{_TLD}\b(?:[/?#]\S*)?|"
    rf"(?<![\w@-])[\w-]{{1,64}}(?:\s?[\[(]\s?(?:point|dot|\.)\s?[\])]\s?|\s+(?:point|dot)\s+)(?:fr|com|"
    rf"net|org|eu)\b(?:\s?/\s?\S+)?",
    re.I,
)
_HANDLE = re.compile(
    r"(?<![\w@])@\s?[\w][\w.\-]+|(?<!\w)#[^\W\d]\w{2,}|(?<![\w./@])\w+_\w[\w.]*|"
    r"(?<![\w./@'’])[a-zà-ÿ]{3,}(?:\.[a-zà-ÿ\d]{3,})+(?![\w/])",
)
# A word ending in figures is somebody's account, unless it is one of these.
_NUMBERED_WORD = re.compile(
    r"(?<![\w-])(?!(?:html|php|office|covid|windows|vista|fibre|level|niveau)\d)"
    r"(?:\w{1,40}-){0,4}[a-zà-ÿ]{4,40}\d{1,20}[a-zà-ÿ]*\b(?:\s?\.\s?(?:fr|com|net|org|eu)\b)?",
    re.I,
)
_ACCOUNT = re.compile(
    r"\b(?:insta(?:gram)?|facebook|fb|tik\s?tok|snap(?:chat)?|pinterest|linkedin|twitter|"
    r"youtube|pseudo|identifiant|compte|skype|"
    r"telegram|whatsapp)\b(?:\s+(?:insta(?:gram)?|facebook|tiktok))?\s*(?::|=|est|c['’]est|"
    r"sous le nom(?: de)?|s['’]appelle|nommée?)\s*@?"
    r"([A-Za-zÀ-ÿ\d][\w.\-]{5,})(?=\s*(?:$|[.,;)\n!])|\s+(?-i:[A-ZÀ-Þ]))",
    re.I,
)
_PHONE = re.compile(
    r"(?<![\w])[(]?(?:\+|00)\s?\d{1,3}[)]?(?:[\s.\-/()_]*\d){6,12}(?!\d)|"
    r"(?<![\d,.])[(]?0(?:[\s.\-/_·()]*\d){9}(?!\d)|(?<!\d)33[\s.\-/]?[1-9](?:[\s.\-/]?\d{2}){4}(?!\d)"
)
_DIGIT_WORD = (
    r"(?:z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|"
    r"quatorze|quinze|seize|vingts?|trente|"
    r"quarante|cinquante|soixante|septante|huitante|nonante)"
)
_SPOKEN = re.compile(
    rf"\bz[ée]ro[\s,.\-]+{_DIGIT_WORD}(?:(?:[\s,.\-]+(?:et[\s-]+)?){_DIGIT_WORD}){{3,}}\b", re.I
)
_IBAN = re.compile(r"\b[A-Z]{2}\s?\d{2}(?:[\s.\-]?[A-Z\d]{1,4}){3,9}\b", re.I)
_BIC = re.compile(r"\bBIC\s*:?\s*([A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?)\b", re.I)
_VAT = re.compile(r"\bFR[\s.\-]?[A-Z\d]{2}[\s.\-]?\d{3}[\s.\-]?\d{3}[\s.\-]?\d{3}\b", re.I)
_LONG_NUMBER = re.compile(r"(?<![\d,])\d(?:[\s.\-_  ]?\d){8,}(?!\d)")
_REGISTERED = re.compile(
    r"(?:sire[nt]|siret|rcs|\brm\b|\bape\b|immatricul\w+|n°|num[ée]ro)[^\d\n]{0,30}$", re.I
)
_PLATE = re.compile(r"\b[A-HJ-NP-TV-Z]{2}[-\s]\d{3}[-\s][A-HJ-NP-TV-Z]{2}\b")
_POSITION = re.compile(r"-?\d{1,2}[.,]\d{3,}\s?°?\s?[NS]?\s?[,;/ ]\s?-?\d{1,2}[.,]\d{3,}\s?°?\s?[EWO]?")

_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒ]"
_WAY = (
    r"(?:rue|r\.|avenue|av\.?|ave\.?|boulevard|bd\.?|bld\.?|blvd\.?|place|pl\.|chemin|ch\.|"
    r"che\.|impasse|imp\.|all[ée]es?|cours|quai|route|rte\.?|"
    r"lotissement|lot\.|r[ée]sidence|lieu[-\s]dit|square|passage|hameau|faubourg|fbg|"
    r"esplanade|rond[-\s]point|sentier|venelle|"
    r"voie|mont[ée]e|cit[ée]|clos|ruelle|promenade|parvis|zone artisanale|zone industrielle|"
    r"z\.?a\.?c?\.?|z\.?i\.?|parc d['’]activit[ée]s?)"
)
_LINK = r"(?:de[ \t]+la|de[ \t]+l['’]|de|du|des|la|le|les|l['’]|d['’]|aux?|en|sur|et)"
_LINKS = rf"(?:{_LINK}[ \t]*){{0,3}}"
_PROPER = rf"(?-i:{_CAPITAL})[\w'’\-]{{0,40}}"
_STOP = (
    r"(?!(?:à|a|et|ou|est|sont|dans|pour|avec|en|qui|que|face|pr[èe]s|depuis|sur|o[uù]|je|nous|il|elle|on|mais|"
    r"car|au|aux|chez|c['’]est)\b)"
)
_DATE = r"[ \t]+du[ \t]+\d{1,2}(?:er)?[ \t]+\w+(?:[ \t]+\d{4})?"  # rue du 8 mai 1945
_PROPER_NAMES = rf"(?:[ \t]+{_LINKS}{_PROPER}){{1,6}}"
_PLAIN_NAMES = rf"[ \t]+{_LINKS}{_STOP}[\w'’\-]{{1,40}}(?:[ \t]+{_STOP}[\w'’\-]{{1,40}})?"
# "5 cours de couture" is no address; "5 cours de l'intendance" is.
_LESSONS = r"(?!cours[ \t]+(?:de[ \t]+(?!l['’]|la\b)|d['’])(?-i:[a-zà-ÿ]))"
_NUMBERED = re.compile(
    rf"\b(?:n°\s?)?\d{{1,4}}\s?(?:bis|ter|quater|[a-d]\b)?\s?,?\s?{_LESSONS}{_WAY}(?!\w)"
    rf"(?:{_DATE}|{_PROPER_NAMES}|{_PLAIN_NAMES})?",
    re.I,
)
_STREET = re.compile(rf"\b{_WAY}(?!\w)(?:{_DATE}|{_PROPER_NAMES})", re.I)
_POSTCODE = re.compile(
    rf"\b(?:F-)?(?:0[1-9]|[1-8]\d|9[0-8])\s?\d{{3}}\s+(?={_CAPITAL})|(?<=\()(?:0[1-9]|[1-8]\d|"
    rf"9[0-8])\d{{3}}(?=\))|"
    r"(?i:\b(?:code postal|cp)\s*:?\s*)(\d{5})\b|(?<=[a-zé] )(?:33\d{3})(?=\s*(?:$|[.,;)\n]))"
)
_BOX = re.compile(r"\b(?:BP|CS|TSA)\s?\d{2,6}\b|\bCEDEX(?:\s?\d{1,2})?\b", re.I)


def shaped(text: str) -> Iterator[Span]:
    """Every identifier with a shape of its own. Spans may overlap; the first kind given should win."""
    for pattern, kind in ((_EMAIL, "email"), (_URL, "url"), (_HANDLE, "handle"), (_NUMBERED_WORD, "handle")):
        yield from (Span(*match.span(), kind) for match in pattern.finditer(text))
    yield from (Span(*match.span(1), "handle") for match in _ACCOUNT.finditer(text))
    yield from _bank(text)
    yield from (Span(*match.span(), "vat") for match in _VAT.finditer(text))
    yield from _numbers(text)
    for pattern in (_PHONE, _SPOKEN):
        yield from (Span(*match.span(), "phone") for match in pattern.finditer(text))
    yield from (Span(*match.span(), "plate") for match in _PLATE.finditer(text))
    for pattern in (_NUMBERED, _STREET, _BOX, _POSITION):
        yield from (Span(*_trimmed(text, *match.span()), "address") for match in pattern.finditer(text))
    for match in _POSTCODE.finditer(text):
        yield Span(*_trimmed(text, *match.span(1 if match.group(1) else 0)), "address")


def _bank(text: str) -> Iterator[Span]:
    for match in _IBAN.finditer(text):
        if (
            sum(char.isdigit() for char in match.group()) >= 10
            and len(re.sub(r"[\W_]", "", match.group())) >= 15
        ):
            yield Span(*match.span(), "iban")
    yield from (Span(*match.span(1), "iban") for match in _BIC.finditer(text))


def _numbers(text: str) -> Iterator[Span]:
    """SIRET and SIREN by their check digit, or by the word before them; any longer number whatever its check."""
    for match in _LONG_NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        named = _REGISTERED.search(text[max(0, match.start() - 50) : match.start()])
        if len(digits) == 14:
            yield Span(*match.span(), "siret")
        elif len(digits) == 9 and (named or luhn.is_valid(digits)):
            yield Span(*match.span(), "siren")
        elif len(digits) > 10:
            yield Span(*match.span(), "number")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip(" ,;\n\t"))
