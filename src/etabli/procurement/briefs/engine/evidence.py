"""Whether an unknown word names somebody: what stands in it, before it and after it says so."""

from __future__ import annotations

import re

from etabli.procurement.briefs.engine.announced import is_supplied
from etabli.procurement.briefs.engine.identifiers import Span
from etabli.procurement.briefs.engine.lexicon import LEGAL_FORMS, Lexicon
from etabli.procurement.briefs.engine.places import begins_a_commune
from etabli.procurement.needs.engine.words import fold

_LOOK = 48  # characters read before a word
_PERSON = (
    r"m\.|mr|mme|mlle|monsieur|madame|mademoiselle|docteur|dr|ma[iî]tre|chez|m['’ ]?appell?e|"
    r"s['’ ]?appell?e(?:nt)?|se nomme|"
    r"appeler?|nomm[ée]e?|signé|moi,?|ici,?|je suis|c['’]est|mon nom(?: est)?|nom ?:?|nom de jeune fille|"
    r"pr[ée]nom ?:?|g[ée]rante? ?:?|"
    r"contact(?:e[rz])?|demande[rz]|appelez|voir avec|associ[ée]s? avec|associ[ée]e?s?(?: est)?|"
    r"patronn?e?|famille|fr[èe]res|"
    r"soeurs?|sœurs?|p[èe]re|m[èe]re|veuve|fils|fille|cordialement|merci|salutations|journ[ée]e|soir[ée]e|"
    r"bient[ôo]t|[àa] vous|de la part"
)
_BUSINESS = (
    r"soci[ée]t[ée]|entreprise|bo[iî]te|atelier|boutique|magasin|salon|maison|enseigne|[ée]tablissements?|"
    r"ets|studio|cabinet|"
    r"institut|restaurant|resto|snack|food ?truck|garage|ferme|manufacture|galerie|affaire|fonds|sign|"
    r"logo|au nom de|"
    r"sous le nom(?: de| d['’])?|l['’]enseigne|page|compte|insta|facebook|fb|sarl|sasu?|eurl|scop|snc|"
    r"gaec|earl|sci|selarl|"
    r"mari|femme|compagne|compagnon|conjointe?|coll[èe]gue|apprentie?|salari[ée]e?|employ[ée]e?|ouvrier|"
    r"voisine?|copain|copine|"
    r"frangine?|gars|cousine?|neveu|ni[èe]ce|gendre|comptable|secr[ée]taire|vendeuse|vendeur|oncle|tante|"
    r"papi|mamie|papy"
)
_CUE = re.compile(
    rf"(?<![\w’'])(?:{_PERSON}|{_BUSINESS})[ \t]*[,:«\"“(]?[ \t]*(?:(?:de|du|des|la|le|les|c['’]est|"
    rf"est)[ \t]+|[dl]['’])?$",
    re.I,
)
_PLACE = re.compile(
    r"(?:(?<![\w])[àa]|habit\w*|pr[èe]s d[eu]|pr[èe]s d['’]|autour d[eu]|autour d['’]|(?:commune|ville|"
    r"village|bourg|mairie|march[ée]|"
    r"centre|sortie|entr[ée]e|c[ôo]t[ée]|gens|secteur|minutes|km|quartier|hameau|foire|plage|port) (?:de|"
    r"du|des|d['’])|"
    r"(?:suis|livr\w+|interv\w+|install[ée]e?s?|bas[ée]e?s?|d[ée]place\w*|chantiers?|rayonn\w+|"
    r"bouge\w*) (?:aussi )?(?:sur|vers|jusqu['’][àa]))"
    r"[ \t]*(?:l[ae]s? |l['’])?$",
    re.I,
)
# "à Caen, Hostens et ", "33290 ", and the same once it's taken out
_BESIDE_A_PLACE = re.compile(
    r"(?:\b\d{5}|retirée\)|\b(?:[àa](?!\w)|entre|vers|communes? :)[ \t]*(?:l[ae]s? |l['’])?[\w'’ -]{2,30}"
    r"(?:, ?(?:[àa] )?[\w'’ -]{2,30}){0,5}(?:,| et| ou| puis|, et)(?: [àa]| de| vers|"
    r" jusqu['’][àa])?)[ \t]*(?:l[ae]s? |l['’])?$",
    re.I,
)
_AFTER = re.compile(
    r"[ \t]*(?:p[èe]re\b|fils\b|et fils\b|fr[èe]res\b|& |(?:re)?cherche\b|propose\b|vous (?:propose|"
    r"accueille|[ée]crit)|emploie\b|existe\b|"
    r"est (?:une?|mon|ma|notre) (?:\w+ )?(?:entreprise|soci[ée]t[ée]|boutique|maison|atelier|salon|marque|"
    r"enseigne|commerce|"
    r"magasin|institut)|sur (?:insta\w*|facebook|fb|tik ?tok|snap\w*|pinterest|linkedin)\b|sarl\b|eurl\b|"
    r"sasu?\b|(?:me|nous|se|qui|[ms]['’])[ \t]?[a-zà-ÿ]{3,}\b|(?:r[ée]pond|tient|g[èe]re|prend|travaille|"
    r"vient|garde|livre|"
    r"passe|aide|ouvre|habite|vend|revend|fournit|prête|loue)\b|\d\d(?!\d))",
    re.I,
)
# In what is written to be reached by: "02 97 39 22 61, Kerdavid."
_IN_A_CONTACT = re.compile(r"(?:\d{2}|retirée?\)|@\S{3,}|\bretirée? ?)[ \t]*[,;–—(-][ \t]*(?:[àa] |au )?$")
# "maison Les Sagnières": an article with a capital in the middle of a sentence.
_OF_A_HOUSE = re.compile(r"[a-zà-ÿ,] (?:L[ea]s?[ \t]+|L['’]|Aux?[ \t]+)$")
# "pharmacie Bonnevay", "métro Flachet", but no "robinetterie Grohe".
_KIND_OF_PLACE = re.compile(
    r"(?<!\w)(?:(?!robinet|quincaill|batt|serrur|viss|lit|menuis|vaiss|lunett)\w{3,}eries?|pharmacie|m[ée]tro|tram\w*|"
    r"gare|[ée]cole|coll[èe]ge|lyc[ée]e|caf[ée]|bar|tabac|h[ôo]tel|camping|salle|stade|cin[ée]ma|th[ée][âa]tre|[ée]glise|"
    r"chapelle|ch[âa]teau|domaine|port|col|pont|quai|plage|[îi]le|vall[ée]e|massif|for[êe]t|lac|r[ée]sidence|"
    r"concurrente?s?|confr[èe]re|peintures|march[ée])[ \t]+(?:(?:de|du|des|la|le|les)[ \t]+|[dl]['’])?$",
    re.I,
)
_ARTICLE = re.compile(r"(?<!\w)(?:l[ae]s?[ \t]+|l['’])$", re.I)
_A_LIST = 3  # things
_HEAD = re.compile(r"\s*(?:(?:et|ou|des?|du|les?|la|en|aux?)[ \t]+|[dl]['’])?([^\W\d_]+)", re.I)
_ITEMS = re.compile(r"[^.!?\n]*")
_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.[ -]?$")
_OF_A_TRADE = re.compile(r"([^\W\d_][\w-]*)[ \t]+(?:(?:de|du|des|la|le|les|chez)[ \t]+|[dl]['’])?$")


def names_somebody(text: str, span: Span, lexicon: Lexicon) -> bool:
    """Whether a guess at a name has anything for it but that no dictionary has the word."""
    before = text[max(0, span.start - _LOOK) : span.start]
    if begins_a_commune(text[span.start : span.end], lexicon) or is_called(text, span, lexicon):
        return True
    if _stands_alone(text, span) or _OF_A_HOUSE.search(before) or _KIND_OF_PLACE.search(before):
        return True
    trade = _OF_A_TRADE.search(before)
    return trade is not None and bool({fold(trade[1]), fold(trade[1]).rstrip("s")} & lexicon.trades)


def is_called(text: str, span: Span, lexicon: Lexicon) -> bool:
    """Whether what stands in a guess, before it or after it says that somebody or somewhere is called so."""
    words = re.findall(r"[^\W\d_]+", text[span.start : span.end])
    before = text[max(0, span.start - _LOOK) : span.start]
    if (
        any(lexicon.is_first_name(word) or fold(word) in LEGAL_FORMS for word in words)
        or "&" in text[span.start : span.end]
    ):
        return True
    if (_CUE.search(before) and not is_supplied(before)) or _AFTER.match(text, span.end):
        return True
    is_thing = text[span.start].islower() and _ARTICLE.search(before)  # "à la rouanne"
    if not is_thing and (_PLACE.search(before) or _BESIDE_A_PLACE.search(before)):
        return True
    return _IN_A_CONTACT.search(before) is not None or _INITIAL.search(before) is not None


def is_listed(text: str, span: Span, lexicon: Lexicon) -> bool:
    """Whether it stands in a list of things: "paroir, cuillère, rouanne"."""
    start = max(text.rfind(stop, 0, span.start) for stop in ".!?\n:") + 1
    rest = _ITEMS.match(text, span.end)
    items = text[start : rest.end() if rest else span.end].split(",")
    if len(items) < _A_LIST or begins_a_commune(text[span.start : span.end], lexicon):
        return False
    heads = [match for item in items if (match := _HEAD.match(item))]
    things = [
        match for match in heads if lexicon.is_everyday(match[1]) and not lexicon.is_first_name(match[1])
    ]
    return len(things) * 2 >= len(items)


def _stands_alone(text: str, span: Span) -> bool:
    """A line of its own, as a signature or a heading does; or the head of the text before a comma."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    rest = text[start : span.start] + text[span.end : end if end >= 0 else len(text)]
    heads = not text[: span.start].strip() and re.match(r"\s*[,:–—-]", text[span.end :]) is not None
    return heads or not rest.strip(" \t.,!:–—-")
