"""Identifiers that have a shape of their own: numbers, mails, addresses on the web and in the street."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import luhn

from etabli.procurement.briefs.engine.dialled import dialled


@dataclass(frozen=True)
class Span:
    """A stretch of text that identifies someone. `is_sure`: a cue or the record says so, no guess."""

    start: int
    end: int
    kind: str
    is_sure: bool = False


_TLD = (
    r"(?:fr|com|net|org|eu|shop|store|bzh|info|biz|io|me|pro|site|online|paris|art|boutique|"
    r"be|ch|re|app|co|gp|mq|uk|de|es|it|"
    r"xyz|coop|farm|beauty|tattoo|fashion|pizza|beer|flowers|hair|salon|garden|repair|lu|tv|club|alsace|corsica|website|immo|cafe|restaurant|design|studio|photo|eco|bio|wine|vin)"
)
_DOT = r"(?:\s?\.\s?|\s?[\[({]\s?(?:point|pt|dot|\.)\s?[\])}]\s?|[\s_-]+(?:point|dot)[\s_-]+)"
_SAID = r"(?:\s?[\[({]\s?(?:point|pt|dot|\.)\s?[\])}]\s?|[\s_-]+(?:point|dot|tiret|underscore)[\s_-]+)"
_AT_SAID = r"[\s_-]+(?:ar+obas?[cs]?e?|arobaze?)[\s_-]+"
_AT = (
    r"(?:\s@\s|@\s?|\s?[\[({<]\s?(?:a|at|ar+obas?[cs]?e?|arobaze?|@|chez)\s?[\])}>]\s?|"
    r"[\s_-]+(?:ar+obas?[cs]?e?|arobaze?|at)[\s_-]+)"
)
_EMAIL = re.compile(
    rf"(?<![\w.+%-])[\w.+%-]{{1,64}}(?:{_SAID}[\w+%-]{{1,64}}){{0,3}}{_AT}[\w-]{{1,64}}(?:{_DOT}[\w-]{{1,64}}){{0,4}}?"
    rf"{_DOT}{_TLD}\b|[^\s@,;()]{{1,64}}@[^\s@,;()]{{1,80}}|[\w.+-]{{3,64}}@(?=[\s,;)]|$)|"
    # Said aloud, where the last point may be left out: "tuile et bois tiret sarl arobase orange fr".
    rf"(?<![\w.+%-])[\w.+%-]{{1,64}}(?:{_SAID}[\w+%-]{{1,64}}){{0,3}}{_AT_SAID}[\w-]{{1,64}}(?:\s[\w-]{{1,64}}){{0,3}}?"
    rf"(?:{_DOT}|\s){_TLD}\b|"
    # "jean33 sur hotmail": of a word with figures or signs, also what it is on.
    rf"(?<![\w.+%-])(?=[^\s@]*[\d._-])[\w.+%-]{{3,64}}\s+sur\s+(?:gmail|hotmail|outlook|wanadoo|laposte|yahoo|orange|free)\b|"
    # "jean.dupont chez orange": the house of the mail is enough.
    rf"(?<![\w.+%-])[\w.+%-]{{1,64}}(?:{_SAID}[\w+%-]{{1,64}}){{0,3}}(?:{_AT}|\s+chez\s+)(?:gmail|orange|"
    rf"wanadoo|free|sfr|hotmail|"
    rf"outlook|laposte|yahoo|live|icloud|bbox|neuf|proton(?:mail)?)\b(?:{_DOT}{_TLD}\b)?",
    re.I,
)
_URL = re.compile(
    rf"\bh(?:tt|xx)ps?\s?:\s?//\s?\S+|"
    rf"\bwww[\s.]{{1,3}}[\w-]{{1,64}}(?:\s[\w-]{{1,64}}){{0,4}}?\s(?:point|dot)\s{_TLD}\b|"
    rf"\bwww[\s.]{{1,3}}[\w-]{{1,64}}(?:\s?\.\s?[\w-]{{1,64}}){{0,6}}(?:\s{_TLD}\b)?(?:/\S*)?|"
    rf"(?<![\w-])\w{{1,40}}(?:-\w{{1,40}}){{1,6}}\s\.\s?{_TLD}\b|"
    # Whatever the ending: "goo.gl/maps/x", "wa.me/33612345678".
    rf"(?<![\w@.-])[a-z][\w-]{{0,63}}(?:\.[\w-]{{1,64}}){{0,4}}\.[a-z]{{2,12}}/[^\s,;]+|"
    rf"(?<![\w@.-])[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{0,6}}\.{_TLD}\b(?:[/?#]\S*)?|"
    rf"(?<![\w-])[\w-]{{3,64}}\s?\.\s?(?:fr|com|net|org|eu)\b|"
    rf"(?<![\w@-])[\w-]{{1,64}}(?:\s?[\[({{]\s?(?:point|pt|dot|\.)\s?[\])}}]\s?|[\s-]+(?:point|"
    rf"dot)[\s-]+)(?:fr|com|"
    rf"net|org|eu)\b(?:\s?/\s?\S+)?",
    re.I,
)
_HANDLE = re.compile(
    r"(?<![\w@])@\s?[\w][\w.\-]+|(?<!\S)/[a-zà-ÿ][\w.\-]{4,}(?!/)|(?<!\w)#[^\W\d]\w{2,}|(?<![\w./@])\w+_\w[\w.]*|"
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
# "la page ChezTotoPizza": capitals inside a word are an account's, unless they are the tool's.
_CAMEL = re.compile(
    r"\b(?i:pages?|insta(?:gram)?|facebook|fb|tik\s?tok|snap(?:chat)?|compte|"
    r"pseudo)(?i:[ \t]+(?:insta(?:gram)?|facebook|fb|"
    r"tiktok|pro|c['’]est|est|sur|:|=))*[ \t]+(?!WordPress|LinkedIn|YouTube|TikTok|WhatsApp|PrestaShop|"
    r"PagesJaunes|"
    r"TripAdvisor|LeBonCoin|SumUp|PayPal|BlaBlaCar)"
    r"((?:[A-ZÀ-Þ][a-zà-ÿ]+|[a-zà-ÿ]{2,})(?:[A-ZÀ-Þ][a-zà-ÿ\d]+)+|[a-zà-ÿ\d]{2,}(?:[._][a-zà-ÿ\d]{2,})+)(?!\w)"
)
_FIGURE = r"[\dOo]"
_PHONE = re.compile(
    rf"(?<!\w)[(]?(?:\+|00)\s?\d{{1,3}}[)]?(?:[\s.\-/()_–]*{_FIGURE}){{6,12}}(?!\w)|"
    rf"(?<!\d)33[\s.\-/]?[1-9](?:[\s.\-/]?\d{{2}}){{4}}(?!\d)|"
    rf"(?<![\d,.])[67](?:[\s.\-/]?\d{{2}}){{4}}(?!\d)(?!\s*(?:€|euro))"
)
_COUNTRY = r"(?:FR|MC|BE|LU|CH|DE|ES|IT|PT|NL|GB|IE|AT|PL|RO|[A-Z]{2}(?=\d{2}\s?[A-Z\d]{4}\s))"
_IBAN = re.compile(
    rf"\b{_COUNTRY}\s?\d{{2}}(?:[\s.\-]?(?:(?=[A-Z]{{0,3}}\d)[A-Z\d]{{1,4}}|"
    rf"(?-i:[A-Z]{{4}}))(?![A-Z]{{3}})){{3,9}}\b|"
    rf"\b{_COUNTRY}\d{{2}}[A-Z\d]{{11,30}}\b",
    re.I,
)
_BIC = re.compile(r"\bBIC\s*:?\s*([A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?)\b", re.I)
_VAT = re.compile(r"\bFR[\s.\-]?[A-Z\d]{2}[\s.\-]?\d{3}[\s.\-]?\d{3}[\s.\-]?\d{3}\b", re.I)
_LONG_NUMBER = re.compile(r"(?<![\d,])\d(?:[\s.\-_  ]?\d){8,}(?!\d)")
_REGISTERED = re.compile(
    r"(?:sire[nt]|siret|rcs|\brm\b|\bape\b|immatricul\w+|n°|num[ée]ro)[^\d\n]{0,30}$", re.I
)
_PLATE = re.compile(
    r"\b[A-HJ-NP-TV-Z]{2}[-\s.]?\d{3}[-\s.]?[A-HJ-NP-TV-Z]{2}\b|\b(?i:[a-z]{2}-\d{3}-[a-z]{2}|"
    r"[a-z]{2}\d{3}[a-z]{2})\b|"
    r"\b\d{2,4}[ -]?[A-Z]{2,3}[ -]?(?:\d{2}|2[AB])\b|"
    r"(?i:(?:immatricul\w*|plaque\w*|camion\w*|fourgon\w*|"
    r"v[ée]hicule)[^\d\n]{0,8}?\b([a-z]{2}[ .-]?\d{3}[ .-]?[a-z]{2})\b)"
)
_DATE_FORM = (
    r"(?:\d{1,2}(?:er)?\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:19|20)?\d{2}|"
    r"\d{1,2}(?:er)?\s+[a-zéû]{3,9}\.?\s+(?:19|20)?\d{2}|"
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|"
    r"d[ée]cembre)\s+(?:19|20)\d{2})"
)
# A date of birth: by the word before, or a day so long ago that it can hardly be anything else.
_BORN = re.compile(
    rf"(?:\bn[ée]{{1,2}}s?\b|naissance|anniversaire|\bddn\b)[^\d\n]{{0,25}}({_DATE_FORM}|(?:19|20)\d{{2}}\b)|"
    r"(?<!\d)(\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:19\d{2}|200\d))(?!\d)",
    re.I,
)
_POSITION = re.compile(
    r"(?i:(?<=gps )|(?<=gps : )|(?<=gps: ))-?\d{1,2}[.,]\d+\s?°?\s?[NS]?\s?[,;/ "
    r"]\s?-?\d{1,2}[.,]\d+\s?°?\s?[EWO]?|-?\d{1,2}[.,]\d{3,}\s?°?\s?[NS]?\s?[,;/ "
    r"]\s?-?\d{1,2}[.,]\d{3,}\s?°?\s?[EWO]?"
)

# "permis n° 12AB34567", "licence LC33-0042": a number by the word before it.
_LICENCE = re.compile(
    r"\b(?:permis|licence|agr[ée]ment|carte|certificat|assurance|police|contrat|adh[ée]rent|dossier|rm|"
    r"rcs|rne|urssaf|immatricul\w+)\b"
    r"(?:[ \t]+(?:de|pro|professionnelle|vtc|taxi|d[ée]cennale|client|pr[ée]fectoral))*[ \t]*(?:(?:n°|"
    r"num[ée]ro|no|:)[ "
    r"\t]*)*([A-Z]{0,4}[ .\-/]?\d(?:[ .\-/]?[A-Z\d]){4,20})(?!\w)",
    re.I,
)

_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒ]"
_WAY = (
    r"(?:rue|r\.|avenue|av\.?|ave\.?|boulevard|bd\.?|bld\.?|blvd\.?|place|pl\.|chemin|ch\.|"
    r"che\.|impasse|imp\.|all[ée]es?|cours|quai|route|rte\.?|"
    r"lotissement|lot\.|r[ée]sidence|square|passage|hameau|faubourg|fbg|"
    r"esplanade|rond[-\s]point|sentier|venelle|"
    r"sentes?|traverse|galerie|lev[ée]e|corniche|dr[èe]ve|traboule|chauss[ée]e|villa|"
    r"voie|mont[ée]e|cit[ée]|clos|ruelle|promenade|parvis|zone artisanale|zone industrielle|"
    r"z\.?a\.?c?\.?|z\.?i\.?|parc d['’]activit[ée]s?)"
)
_LINK = r"(?:de[ \t]+la|de[ \t]+l['’]|de|du|des|la|le|les|l['’]|d['’]|aux?|en|sur|et)"
_LINKS = rf"(?:{_LINK}[ \t]*){{0,3}}"
_PROPER = rf"(?-i:{_CAPITAL})[\w'’\-]{{0,40}}"
_STOP = (
    r"(?!(?:à|a|et|ou|est|sont|dans|pour|avec|en|qui|que|face|pr[èe]s|depuis|sur|o[uù]|je|nous|il|elle|on|"
    r"mais|"
    r"car|au|aux|chez|c['’]est|le|la|les|on|par|vous|votre|notre|mon|ma|mes|tous|tout|tres|très|entre|du|"
    r"des|de|un|une)\b)"
)
_STALL = (
    r"(?:[ée]tals?|stand|box|loge|emplacement|local|cellule)[ \t]*(?:n°|num[ée]ro)?[ \t]?(?:[A-Z]-?)?\d{1,4}\b"
    r"(?![ \t]*(?:m[²2]?\b|m[èe]tres?|places?|euros?|€|x\b|voitures?|chevaux|fois|heures?|h\b))"
)
_DATE = r"[ \t]+du[ \t]+\d{1,2}(?:er)?[ \t]+\w+(?:[ \t]+\d{4})?"  # rue du 8 mai 1945
_PROPER_NAMES = rf"(?:[ \t]+{_LINKS}{_PROPER}){{1,6}}"
_PLAIN_NAMES = rf"[ \t]+{_LINKS}{_STOP}[\w'’\-]{{1,40}}(?:[ \t]+{_STOP}[\w'’\-]{{1,40}})?"
# "5 cours de couture" is no address; "5 cours de l'intendance" is.
_LESSONS = r"(?!cours[ \t]+(?:de[ \t]+(?!l['’]|la\b)|d['’])(?-i:[a-zà-ÿ]))"
# What is a street without a number nor a capital, and what is the name of a piece of land.
_LOWER_STREET = re.compile(
    rf"\b(?:rue|avenue|boulevard|bd|impasse|faubourg|venelle|ruelle|all[ée]e|quai|square|"
    rf"(?:chemin|route|rte|mont[ée]e|sentier|esplanade)(?=[ \t]+(?:de|du|des|d['’]))|"
    rf"(?<!en )(?<!sur )(?<!une )(?<!la )(?<!ma )(?<!de )(?<!des )(?<!sa )(?<!leur )(?<!cette )place)[ \t]+"
    rf"(?!(?:pi[ée]ton|passant|commer[çc]|principal|tr[èe]s|calme|voisin|libre|importante|forte|dans|"
    rf"de march|de parking|de choix|de la ville|du village|de stationnement|du net|de travail|assise|vers|"
    rf"disponible|unique|central|publi|pr[ée]cis|pas|plus|me|nous|se|petit|grand|bruyant|entier)\w*)"
    rf"(?:{_LINK}[ \t]*){{0,3}}{_STOP}[^\W\d_][\w'’\-]{{2,40}}(?:[ \t]+{_STOP}[\w'’\-]{{1,40}}|"
    rf"[ \t]+(?:de la |de l['’]|de |du |des |aux? )[^\W\d_][\w'’\-]{{2,40}})?",
    re.I,
)
_LAND = re.compile(
    rf"\b(?:lieu[-\s]?dits?|section(?=[ \t](?-i:{_CAPITAL}))|hameau|za|zi|zac|z\.a\.?|z\.i\.?|"
    rf"zone[ \t]+(?:artisanale|industrielle|"
    rf"commerciale|d['’]activit[ée]s?)|"
    rf"parc[ \t]+d['’]activit[ée]s?|lotissement|r[ée]sidence|quartier)[ \t:]+(?!(?:calme|en ligne|"
    rf"internet|web|de nom)\b)"
    rf"(?!d['’](?:activit|intervention|expertise)|de (?:la )?comp[ée]tence|du (?:b[âa]timent|bois|"
    rf"web))(?:{_LINK}[ \t]*){{0,3}}"
    rf"{_STOP}[\w'’\-]{{2,40}}(?:[ \t]+(?:{_LINK}[ \t]*){{0,3}}{_STOP}[\w'’\-]{{2,40}})?",
    re.I,
)
# "12 côte des Cordeliers", but no "1 côte de porc".
_SLOPE = rf"c[oô]te(?=[ \t]+{_LINKS}(?-i:{_CAPITAL}))"
_NUMBERED = re.compile(
    rf"\b(?:n°\s?)?\d{{1,4}}\s?(?:bis|ter|quater|[a-d]\b)?\s?,?\s?{_LESSONS}(?:{_WAY}|{_SLOPE})(?!\w)"
    rf"(?:{_DATE}|{_PROPER_NAMES}|{_PLAIN_NAMES})?",
    re.I,
)
_STREET = re.compile(rf"\b(?!r\.){_WAY}(?!\w)(?:{_DATE}|{_PROPER_NAMES})", re.I)
# "5 Grande Rue", "le bourg, n° 3", "halle Sainte-Anne, étal 6": the way stands last, or there is none.
_OTHER_NUMBERED = re.compile(
    rf"\b(?:n°\s?)?(?:\d{{1,4}}\s?(?:bis|ter)?\s?,?\s?(?:de la )?)?(?-i:Grand|Bass|Haut|Petit|Vieill|Neuv)(?:e|"
    rf"['’])?[ \t-]?rue\b"
    rf"(?:{_PROPER_NAMES})?|\b\d{{1,4}}\s?(?:bis|ter)?\s?,?\s?(?:de la )?(?:grande?|basse|haute|petite|"
    rf"vieille)['’]?[ -]?rue\b|"
    r"\b(?:le |au )?bourg\b,?[ \t]*(?:n°|num[ée]ro)[ \t]?\d{1,4}|"
    rf"\b(?:halles?|march[ée] couvert)[ \t]+{_LINKS}{_PROPER}(?:[ \t]+{_LINKS}{_PROPER})*(?:,[ \t]*{_STALL})?|"
    rf"\b{_STALL}",
    re.I,
)
_CODE = r"(?:0[1-9]|[1-8]\d|9[0-8]|2[AB])\s?\d{3}"
# A round number may be a price: it is a postal code by the word before or the capital after; another one by default.
_POSTCODE = re.compile(
    rf"\b(?:F-)?{_CODE}\s+(?=(?-i:{_CAPITAL}))|\b{_CODE}[ ,]+(?:(?:le|la|les|st|ste|saint|"
    rf"sainte)[ -])[\w'’\-]{{3,}}|(?<=\(){_CODE}(?=\))|"
    rf"(?:\b(?:code\s+postal|cp|postal|habit\w+|secteur|coin|commune|d[ée]partement)\b[^\d\n]{{0,16}}|"
    rf"\b[àa]\s|\bdans le\s)({_CODE})\b"
    rf"(?!\s*(?:€|euro|e\b|ttc|ht\b|visit|abonn))|"
    r"(?<![\d.,€])(?<!\d\s)(?<!budget )(?<!budget de )(?<!environ )(?<!entre )(?<!prix )(?<!co[uû]t )"
    r"(?<!moins de )(?<!plus de )"
    r"(?<!maxi )(?<!jusqu'à )((?:0[1-9]|[1-8]\d|9[0-8])(?!\d00\b)\d{3}(?![\d.,]\d)(?!\s*(?:€|\d|k\b|km|"
    r"m[²2]\b))"
    r"(?!\s+(?:e\b|eur\w*|ttc|ht|balles|visit\w+|abonn\w+|client\w*|vue\w*|pi[èe]ce\w*|pages?|produits?|"
    r"photos?|personnes?|"
    r"habitants?|followers?|fans?|likes?|r[ée]f[ée]rences?|articles?|exemplaires?|flyers?|cartes?|"
    rf"kilom\w+)\b)\b(?:[ ,]+{_STOP}[^\W\d_][\w'’\-]{{2,40}})?)",
    re.I,
)
# "cours balguerie, 47180": before a postal code, a way has its name in small letters.
_BEFORE_A_CODE = re.compile(
    rf"\b{_WAY}[ \t]+{_LINKS}{_STOP}[\w'’\-]{{2,40}}(?:[ \t]+[\w'’\-]{{2,40}}){{0,2}},?[ \t]*(?={_CODE}\b)",
    re.I,
)
# Where in the house: "bâtiment C", "entrepôt 4", "appartement 14".
_UNIT = re.compile(
    r"(?<!\w)(?:b[âa]t(?:iment)?\.?|appartement|appt|apt|entrep[ôo]t|escalier|hall|lot|local|atelier|porte|cellule|box)"
    r"[ \t]+(?:n°[ \t]?)?(?:(?-i:[A-Z])\d?|\d{1,3})(?![\w'’]|[ \t]*(?:[.,]\d|m[²2]|€|euros?|personnes?|places?|h\b))",
    re.I,
)
_BOX = re.compile(r"\b(?:BP|CS|TSA)\s?\d{2,6}\b|\bCEDEX(?:\s?\d{1,2})?\b", re.I)


# Sites that everybody knows: the name of a tool tells nothing of its user, unless a page of theirs follows.
_TOOL = re.compile(
    r"(?:https?://)?(?:www\.)?(?:google|facebook|instagram|leboncoin|wix|wordpress|shopify|prestashop|"
    r"planity|doctolib|etsy|amazon|"
    r"vinted|tripadvisor|pagesjaunes|houzz|youtube|linkedin|pinterest|tiktok|canva|ovh|ionos|paypal|stripe|"
    r"airbnb|booking|treatwell|"
    r"calendly|jimdo|squarespace|gmail|orange|free|laposte|societe|infogreffe)\.(?:fr|com|net|org)/?",
    re.I,
)


def shaped(text: str) -> Iterator[Span]:
    """Every identifier with a shape of its own. Spans may overlap; the first kind given should win."""
    for pattern, kind in ((_EMAIL, "email"), (_URL, "url"), (_HANDLE, "handle"), (_NUMBERED_WORD, "handle")):
        yield from (
            Span(*match.span(), kind)
            for match in pattern.finditer(text)
            if not _TOOL.fullmatch(match.group())
        )
    yield from (Span(*match.span(1), "handle") for match in _ACCOUNT.finditer(text))
    yield from (Span(*match.span(1), "handle") for match in _CAMEL.finditer(text))
    yield from (
        Span(*match.span(1), "number")
        for match in re.finditer(r"(?:n°|\bnum[ée]ro)\s?:?\s?(\d(?:[ .]?\d){5,})(?!\w)", text, re.I)
    )
    yield from (Span(*match.span(1), "number") for match in _LICENCE.finditer(text))
    yield from _bank(text)
    yield from (Span(*match.span(), "vat") for match in _VAT.finditer(text))
    yield from _numbers(text)
    yield from (Span(*match.span(), "phone") for match in _PHONE.finditer(text))
    yield from (Span(*place, "phone") for place in dialled(text))
    yield from (Span(*match.span(match.lastindex or 0), "plate") for match in _PLATE.finditer(text))
    for match in _LAND.finditer(text):  # "au lieu-dit" tells nothing, and the sentence needs it
        lead = re.match(r"lieu[-\s]?dits?[ \t:]+", match.group(), re.I)
        yield Span(*_trimmed(text, match.start() + (lead.end() if lead else 0), match.end()), "address")
    yield from (Span(*_trimmed(text, *match.span()), "address") for match in _LOWER_STREET.finditer(text))
    for pattern in (_NUMBERED, _STREET, _OTHER_NUMBERED, _BEFORE_A_CODE, _BOX, _POSITION, _UNIT):
        yield from (Span(*_trimmed(text, *match.span()), "address") for match in pattern.finditer(text))
    for match in _POSTCODE.finditer(text):
        yield Span(*_trimmed(text, *match.span(match.lastindex or 0)), "address")
    yield from (
        Span(*match.span(match.lastindex), "birth") for match in _BORN.finditer(text) if match.lastindex
    )


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
