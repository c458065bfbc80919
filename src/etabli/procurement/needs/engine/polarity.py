"""What a line says of the things that it names: offered, optional, excluded, or from the client."""

# ruff: noqa: E501 -- tables of patterns

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from etabli.procurement.needs.engine.clauses import Clause
from etabli.procurement.needs.engine.words import SMALL, Token

Polarity = Literal["offered", "optional", "excluded", "from_client"]

# Whom "par" names when it isn't the supplier: "par vos soins", "par le client", "par le restaurant".
_SUPPLIER = (
    r"(?:agence|studio|prestataire|photographe|redact\w+|developp\w+|fournisseur|editeur|imprimeur|hebergeur|plateforme|biais|"
    r"suite|poste|semaine|mois|an|annee|page|tranche|lot|jour|heure|moteur\w*|internaute\w*|visiteur\w*|equipe)\b"
)
_WHO = (
    r"(?:(?:vos|tes) (?:propres )?(?:soins|moyens|equipes)|vous(?: memes?)?|toi(?: meme)?|notre client|(?:votre|vos|ton|ta|tes) \w+|"
    rf"(?:le|la|les|l) (?!{_SUPPLIER})\w+)"
)
# What the client does is theirs to give, but for what a site lets them do: "modifiable par vous", "gérées par vos soins".
_OWN = r"(?:modifi|ger|administr|aliment|remplac|mis|utilis|personnalis|pilot|gestion|accessib|choisi|demand|accept|sign)"
_GIVEN = rf"(?!{_OWN})\w{{2,}}(?:e|i|u|is|it|rt)(?:e|s|es)?(?: en charge| a jour| en ligne)?"
_HANDED = r"(?:fourni|(?:trans|re)mis|transmi|envoye|ecrit|redige|filme|pri|apporte|prete|communique|depose|prepare)\w{0,2}"
_VERB = (
    r"(?:fourni|remet|transmet|env[oe]|donn|ecri|redig|apport|ajout|prepar|communiqu|achet|(?:regl|pay)(?!\w* (?:\d|en|le|la))|possed|gard|conserv|confi|depos|adress|"
    r"selectionn|recueill|collect|souscri)\w*"
)
_GIVES = (
    rf"(?:{_VERB}|pren\w+ (?:en charge|vous memes?)|a(?:vez|s)? (?:deja|vous memes?)|dispos\w+ (?:deja|d)|(?:fai\w+|fer\w+) (?:signer|parvenir|(?:son|votre) affaire)|"
    r"(?:aur|dev)\w+ a? ?(?:fournir|transmettre|remettre|envoyer))"
)
# "Vous nous envoyez", "tu me donnes", not "je vous remets" nor "nous vous envoyons".
_YOU = r"(?<!je )(?<!nous )(?<!on )(?<!et )(?:vous|tu) (?:(?:nous|me|m|la|le|les|l|en|y) )*(?=(?:devez |devrez |avez |as |\w+(?:ez|s|x)\b))"
_CLIENT = r"(?:le client|la cliente|l artisan) (?:(?:nous|devra|doit) )*"
_INCLUDED = (
    r"(?:compri\w*|inclu\w*|fourni(?:s|e|es|t|r|ssez|ssent|ture)?|prevu\w*|assure\w*|pri(?:s|se|ses) en (?:charge|compte)|couvert\w*|chiffre\w*|"
    r"facture\w* ici|restitue\w*|remis\w*|cede\w*|souscrit\w*|titulaire\w*|repris\w*|support\w*|traite\w*|realise\w*|propose\w*|retenu\w*|concerne\w*|demande\w*|gere\w*|offert\w*|livre\w*|garanti\w*)"
)
_APART = r"(?:distinct\w*|separe\w*|a part|complementaire\w*|specifique\w*|ulterieur\w*)"
_NOT = r"(?:pas|ni|aucun\w*|plus|jamais)"

# Each stands before what it is about ("hors hébergement") or after ("hébergement non compris"); the first that
# fits a place wins.
_BEFORE: tuple[tuple[Polarity, str], ...] = (
    ("from_client", rf"(?:{_YOU}|{_CLIENT})(?:devez (?:nous )?|devrez (?:nous )?)?{_GIVES}"),
    ("from_client", r"(?:merci de|a) (?:(?:nous|me|m) )?(?:fournir|transmettre|remettre|envoyer)"),
    ("from_client", r"a partir d(?:e|es) (?:vos|tes|ceux|celles)|(?:sur la base|d apres|au depart) (?:de )?(?:vos|tes)|vos (?:anciens|anciennes|propres)"),
    ("from_client", rf"fourni(?:s|e|es|t|r|ssez|ssent|ture)? par {_WHO}|(?:charge a (?:vous|toi|l \w+|le \w+|la \w+)|il (?:vous|te|lui) (?:appartient|revient|incombe)) d\w*"),
    ("optional", r"en option|opt|options?(?: n)?(?: \d+)?|facultati\w+|possibilite (?:d|de)|supplements?|variante"),
    ("optional", r"sur demande|si (?:vous|tu) (?:le )?(?:souhait|desir|voul|veu)\w*|en supplement|au dela d\w*|add on"),
    ("excluded", r"rien a (?:regler|debourser|prevoir)|(?:est|sont|sera|seront) pas(?= (?:restitu|remis|cede|livre|fourni))"),
    ("excluded", r"hors|sans|sauf|hormis|exceptee?s?|a l exclusion d\w*|en dehors d\w*|exclu(?:t|ant|ent)|excluding|without"),
    ("excluded", r"ni|aucune?|pas d(?:e|u|es)?"),
    ("excluded", rf"n(?:e)? (?:s |nous |vous |l |en )?(?!est\b|sont\b|ser\w+|fait partie|font partie|figur)\w+ {_NOT}(?: d[eu]?s?)?"),
)  # fmt: skip
_AFTER: tuple[tuple[Polarity, str], ...] = (
    ("from_client", rf"(?:{_GIVEN}|a (?!{_OWN})\w+r(?:e|er)?) (?:directement |par ecrit )?par {_WHO}"),
    ("from_client", rf"{_HANDED} (?:en|sous|sur|au|a|dans|avec|avant|pour|chaque) (?:(?!par\b)\w+ ){{1,4}}par {_WHO}"),
    ("from_client", rf"(?<!able )(?<!ables )par (?:(?:vos|tes) (?:propres )?soins|vous memes?)|par {_WHO} directement"),
    ("from_client", r"a (?:nous )?(?:fournir|transmettre|remettre|envoyer)|a (?:nous|me|m) (?:faire parvenir|(?!retourn|sign|valid|renvoy)\w{3,}r(?:e)?)"),
    ("from_client", rf"(?:que )?(?:{_YOU}{_GIVES}|{_CLIENT}{_GIVES})|que (?:vous avez|tu as)(?= ?$)|nous (?:sera|seront|est|sont) (?:remis|transmis|fourni|envoye|communique)\w*"),
    ("from_client", r"(?:vous|tu) (?:l|la|le|les) (?!modif|mett|chang|ger|fer|fai)\w+ (?:vous|toi) memes?|(?:c est|ces|cest) (?:vous|toi|le client|(?:votre|vos|ton|ta|tes) \w+) qui"),
    ("from_client", r"(?:vous|le client) (?:vous |s )?en (?:charg|occup)\w*|(?:tu|vous) (?:geres?|gerez|faites|fais|t en occupes?)(?= ?$)|(?:\w+ed |\w+en )?by (?:you|the client|the customer)|up to (?:you|the client)"),
    ("from_client", r"c est (?:a )?(?:vous|toi|le client)(?= ?$)|c est (?:ton|votre|ta) (?:job|affaire|travail|role|part|partie|boulot)|(?:releve\w*|ressort|responsabilite|initiative) d\w* client\w*"),
    ("from_client", r"(?:de|sous|a|sur) (?:votre|ta|ton) (?:seule )?(?:ressort|responsabilite|cote|part|initiative)|(?:en interne )?par (?:vos|tes) (?:equipes|referents?|salaries|employes?|collaborateurs|proches?)"),
    ("from_client", r"(?:reste\w*|conserve\w*|garde\w*|maintenu\w*|laisse\w*) (?:(?:chez|sur|aupres d\w*) (?!nous|notre|le site|la page)\w+|tels? quels?|telles? quelles?)"),
    ("from_client", r"(?:contrat|compte|abonnement|facture) au nom d\w* client\w*|(?:sur|avec|via) (?:votre|ta) (?:cb|carte|compte)\b(?! de)"),
    ("from_client", r"(?:preleve|debite|facture|paye)\w* (?:au|a la|a l) (?:client\w*|commercant\w*|marchand\w*|artisan\w*)"),
    ("from_client", r"(?:repris|reprise|tire|issu|extrait|provenant)\w* d\w* (?:votre|vos|ton|tes)|(?<![\w ])(?:(?:le )?client|les votres|les tiennes|votre part)(?= ?$)"),
    ("from_client", r"(?:fournie?s?|(?:remis|transmis|envoye)\w*)(?! (?:par|avec|en|au|dans|sur|a|de|a la|sous)\b)(?= ?$)"),
    ("from_client", r"(?:regle|paye|facture|preleve|achete)\w* (?:en )?direct\w*"),
    ("from_client", r"(?:existe\w* |ont |est |sont )?deja (?:en place|existant\w*|valide\w*|fait\w*|realise\w*|souscrit\w*|titulaire\w*|ouvert\w*|enregistre\w*|achete\w*|en votre|a votre nom|cree\w*|prets?|pretes?)"),
    ("optional", r"en option|option(?:nel\w*)?s?|facultati\w+|sur (?:simple )?demande|a la demande|possibles?"),
    ("optional", r"sur devis(?! " + _APART + r")|en supplement|supplement de|moyennant|non obligatoires?|envisageables?|(?<![\w ])variante(?= ?$)|en variante|add on|bonus"),
    ("optional", r"si (?:besoin|necessaire|souhaite\w*|retenu\w*|le budget|vous \w+ \w+|vous le souhaitez)|au besoin|a la carte|a convenir"),
    ("optional", r"si (?:vous|tu) (?:(?:l|le|la|les|en) )?(?:souhait|desir|voul|veu|prefer)\w*|(?:me|nous) (?:consulter|interroger)|(?:available )?on request|at a later stage|if (?:needed|wanted|you (?:wish|like|want))|a (?:etudier|discuter|rediscuter)|on verra|(?:plus tard|ulterieurement|(?:dans|en) un second temps)(?! (?:que|qu))|tarifs? (?:complement|supplement|addition)\w*"),
    ("optional", r"(?:sera|seront|est|sont) facture\w* \d+|majoration(?: de)? \d+"),
    ("optional", r"(?:peut|peuvent|pourra|pourront) etre (?:ajoute|propose|realise|chiffre)\w*"),
    ("excluded", rf"(?:non|pas|not) (?:\w+ )?{_INCLUDED}|exclu(?:s|e|es)?\b|en sus\b|(?:will|is|are) not (?:be )?\w+ed|(?:a|aux?) (?:vos|tes|ses|leurs|propres) (?:propres )?frais|aux frais d\w*"),
    ("excluded", r"(?:reste\w* )?a (?:la |votre )?charge\b"),
    ("excluded", rf"(?:n|ne) (?:est|sont|sera|seront|fait|font|figure\w*|entre\w*|rentre\w*) {_NOT}"),
    ("excluded", rf"(?:sur |par |voir )?(?:devis|budget|chiffrage|contrat|prestation) {_APART}|facture\w* (?:en (?:sus|plus)|a part|separement)|a prevoir\b(?! par nos)"),
    ("excluded", r"hors (?:de )?(?:(?:ce|cette|ma|notre|mon|la|le) )?(?:devis|forfait|prestations?|perimetre|offre|contrat|lot|sujet|budget|formule)"),
    ("excluded", r"(?:pas|non) au programme|pas (?:dans (?:cette|ce|la|le|ma|mon|notre|l)|chez nous|de mon ressort|notre metier|mon metier|necessaires?)|inutiles?"),
    ("excluded", r"(?:y |on |je |nous )(?:(?:n|ne|en|nous) )*(?:aura|fai\w+|prends?|assur\w+|ger\w+|propos\w+|touche\w*) (?:pas|plus|a rien)|non|neant|aucune?(?= ?$)"),
    ("excluded", r"reste\w* (?:a l (?:atelier|agence)|chez nous|notre propriete|au studio)"),
)  # fmt: skip


def _table(rows: tuple[tuple[Polarity, str], ...]) -> re.Pattern[str]:
    """One pattern whose named groups are the polarities, in order."""
    parts = (f"(?P<{polarity}_{at}>{written})" for at, (polarity, written) in enumerate(rows))
    return re.compile(rf"\b(?:{'|'.join(parts)})(?!\w)")


_FIRST, _LAST = _table(_BEFORE), _table(_AFTER)
# "hors taxes", "sans engagement" leave nothing out.
_HARMLESS = re.compile(
    r"\b(?:hors (?:taxes?|tva|ht|ttc)|sans (?:engagement|duree mini\w*|reconduction|base de donnees(?! client)|frais|supplements?|surcouts?|limites?|limitation|interruption|"
    r"coupure|obligation|connaissances?|pertes?|attendre)(?! d))\b|\b(?:pas de souci|pas besoin|n hesitez pas)\b|\bnon (?:lucratif|salaries?|stop)\b"
)
_GRANTED = re.compile(r"\b(?<!non )(?<!pas )(?:inclu\w*|compri\w*|offert\w*|mais)\b")
_GENERIC = frozenset(
    {
        "est",
        "sont",
        "sera",
        "seront",
        "texte",
        "textes",
        "contenu",
        "contenus",
        "fichier",
        "fichiers",
        "tout",
        "mois",
        "an",
        "ht",
        "ttc",
        "euros",
        "acces",
        "lien",
        "code",
        "€",
        "il",
        "elle",
        "client",
        "paye",
        "payee",
        "regle",
        "reglee",
        "regles",
        "debite",
        "preleve",
        "annee",
    }
)
# "Intégration des textes fournis": the work on what the client gives is the supplier's.
_WORK = re.compile(
    r".{3,}(?:tion|age|ment|ture)s?|saisie|mise|import|relecture|reprise|retouche|ligne|page|pose"
)
_OF = frozenset({"d", "de", "des", "du", "vos", "votre"})
# What stands under these words alone, or after them and a colon, is not included, optional, or the client's to give.
_THINGS = r"(?:(?:prestations?|elements?|services?|frais|travaux|points?|postes?|contenus?|documents?|fichiers?|pieces?|informations?) )?"
_WHEN = r"(?: (?:avant|pour|des|au|a) (?:\w+ ){0,3}\w+)?"
_ANNOUNCED: tuple[tuple[Polarity, str], ...] = (
    ("from_client", rf"{_THINGS}(?:a (?:(?:nous|me|m) )?(?:fournir|remettre|transmettre|envoyer|preparer)|(?:fournie?s?|(?:remis|apporte)\w*))(?: par {_WHO})?{_WHEN}"),
    ("from_client", rf"(?:ce )?dont (?:j ai|nous avons|on a) besoin(?: \w+ (?:votre|ta) (?:part|cote))?{_WHEN}|il (?:nous|me) (?:faut|faudra){_WHEN}"),
    ("from_client", rf"(?:ce que )?(?:vous|le client) (?:nous )?{_GIVES}"),
    ("from_client", rf"(?:ce qui )?{_THINGS}(?:reste\w* |est )?(?:a \w+ )?d\w* (?:votre|ta|ton) (?:cote|part)"),
    ("optional", rf"{_THINGS}(?:(?:en |les |nos )?options?(?: \w+)?(?: \d+)?|facultati\w+|sur demande|en supplement|optionnel\w*)"),
    ("optional", r"pour (?:aller plus loin|completer|la suite)|(?:vous pouvez|possibilite d) (?:\w+ )?(?:ajouter|completer)|extras?|(?:nos )?(?:evolutions?|ajouts|complements) possibles"),
    ("excluded", r"a (?:prevoir|budgeter|chiffrer|commander) (?:en plus|en sus|a part|par ailleurs|separement|ailleurs)|limites? d\w* (?:\w+ )?(?:prestation|devis|offre|forfait|mission|intervention|contrat)"),
    ("excluded", rf"{_THINGS}(?:non|pas) {_INCLUDED}(?: dans \w+ \w+)?|(?:les )?exclusions?|exclu(?:s|es)"),
    ("excluded", r"hors(?: devis| forfait| prestations?| perimetre| offre| contrat)?|(?:restent? )?a (?:la|votre) charge(?: du client)?"),
    ("excluded", rf"(?:.{{0,30}}\b)?n(?:e)? (?:sont|est|inclu\w*|compren\w*|prevo\w*) (?:pas|ni)(?: {_INCLUDED})?(?: \w+){{0,3}}|(?:.{{0,40}}\b)?not include[sd]?"),
)  # fmt: skip
_HEADING = _table(_ANNOUNCED)
# What a heading may say besides, without naming any thing that is sold.
_NAMES_NOTHING = re.compile(
    r"(?:prestation|element|service|frais|travaux|point|poste|contenu|document|chose|demande|supplement|complement|option|extra|mission)s?|"
    r"ce|cela|ceci|que|qui|qu|nous|on|je|j|y|nos|notre|vos|votre|reste\w*|possible\w*|complementaire\w*|autres?|egalement|aussi|encore|"
    r"devis|offre|forfait|perimetre|prix|tarif|\d+"
)
# "Page supplémentaire : 80 €", "carte interactive (+ 60 €)", and a box to tick.
_SUPPLEMENT = re.compile(
    r"supplémentaires?\b.*\d\s?(?:€|eur)|[(,\s]\+\s?\d+(?:[.,]\d+)?\s?(?:€|e\b|eur)|"
    r"\d\s?(?:€|eur\w*)(?:\s?/\s?\w+)?(?: ht| ttc)? en (?:plus|sus)\b|\ben (?:plus|sus),? (?:sur devis|\d+\s?(?:€|eur))|"
    r"(?:[:,(]\s?\+|\ben plus(?: :)?|\s\+(?=\s?\d+\s?[%€])) ?\d{2,}(?:[.,]\d+)?\s?(?:%|€|eur\w*)?(?: ht)?(?:\s?/\s?\w+)?\)?\s*$",
    re.IGNORECASE,
)
_BOX = ("☐", "□", "[ ]", "[]")


class _Mark(NamedTuple):
    polarity: Polarity
    start: int
    end: int


def polarities(text: str, tokens: list[Token], parts: list[Clause], named: frozenset[int]) -> list[Polarity]:
    """The polarity under which each word stands. `named` are the words that name something: a mark that stands beside
    none ("..., proposé en option") is about what is named before it."""
    optional = text.lstrip().startswith(_BOX) or bool(_SUPPLEMENT.search(text))
    out: list[Polarity] = ["optional" if optional else "offered"] * len(tokens)

    def put(words: Iterable[int], polarity: Polarity) -> None:
        for at in words:
            if out[at] == "offered" or polarity == "from_client":
                out[at] = polarity

    for number, clause in enumerate(parts):
        announced = announced_by(" ".join(tokens[at].word for at in clause.words))
        if announced and _opens_list(parts, number):
            for part in _until_stop(parts, number + 1):
                put(part.words, announced)
            continue
        for words, polarity in _marked(tokens, parts, number, named):
            put(words, polarity)
    return out


def _marked(
    tokens: list[Token], parts: list[Clause], number: int, named: frozenset[int]
) -> Iterator[tuple[list[int], Polarity]]:
    """The words on which each mark of a clause bears."""
    clause = parts[number]
    for place, piece in enumerate(clause.pieces):
        spelt, starts = _spell(tokens, piece)
        for mark in _marks(_FIRST, spelt):
            yield _words_after(tokens, clause, place, mark, starts, named), mark.polarity
        for mark in _marks(_LAST, spelt):
            before = _words_before(tokens, clause, place, mark, spelt, starts)
            own = [at for at in before if not tokens[at].small and tokens[at].word not in _GENERIC]
            if named.isdisjoint(before) and not (own and mark.polarity == "from_client"):
                before = _named_before(tokens, parts, number, place, named)
            yield before, mark.polarity


def announced_by(spelt: str) -> Polarity | None:
    """What folded words that announce a list say of it: "non compris", "options", "à fournir par vos soins"; or what
    any line would say by them, when they name nothing besides: "ce que nous ne faisons pas", "à la carte"."""
    if match := _HEADING.fullmatch(spelt):
        return _polarity_of(match)
    for table in (_LAST, _FIRST):
        for mark in _marks(table, spelt):
            rest = f"{spelt[: mark.start]} {spelt[mark.end :]}".split()
            if all(word in SMALL or _NAMES_NOTHING.fullmatch(word) for word in rest):
                return mark.polarity
    return None


def _polarity_of(match: re.Match[str]) -> Polarity:
    name = next(name for name, value in match.groupdict().items() if value is not None)
    polarity: Polarity = name.rsplit("_", 1)[0]  # type: ignore[assignment]  # the name of a group
    return polarity


def _marks(table: re.Pattern[str], spelt: str) -> Iterator[_Mark]:
    free = [match.span() for match in _HARMLESS.finditer(spelt)]
    for match in table.finditer(spelt):
        if not any(begin <= match.start() < end for begin, end in free):
            yield _Mark(_polarity_of(match), *match.span())


def _opens_list(parts: list[Clause], number: int) -> bool:
    """Whether what follows is announced: after a colon, or after a word that stands first, in brackets or before a
    dash."""
    if number + 1 >= len(parts) or (number and "(" in parts[number].stop):
        return False
    gap = parts[number + 1].stop
    return ":" in gap or (number == 0 and any(sign in gap for sign in ")]–—»|"))


def _until_stop(parts: list[Clause], number: int) -> Iterator[Clause]:
    for at in range(number, len(parts)):
        if at > number and any(sign in parts[at].stop for sign in ";.|\n"):
            return
        yield parts[at]


def _words_after(
    tokens: list[Token],
    clause: Clause,
    place: int,
    mark: _Mark,
    starts: dict[int, int],
    named: frozenset[int],
) -> list[int]:
    piece = clause.pieces[place]
    after = [at for at in piece if starts[at] >= mark.end]
    stop = next((at for at in after if tokens[at].word == "mais"), None)
    if stop is not None:
        return [at for at in after if at < stop]
    if mark.start == 0 and named.isdisjoint(piece):  # "Option - vente en ligne, avec retrait"
        return [at for rest in clause.pieces[place:] for at in rest]
    return [*after, *_list_on(tokens, clause, place)]


def _words_before(
    tokens: list[Token], clause: Clause, place: int, mark: _Mark, spelt: str, starts: dict[int, int]
) -> list[int]:
    piece = clause.pieces[place]
    if mark.start == 0:
        return []
    granted = [match.end() for match in _GRANTED.finditer(spelt, 0, mark.start)]
    before = [at for at in piece if starts[at] < mark.start]
    since = [at for at in before if granted and starts[at] >= granted[-1]]
    before = since or before
    if mark.polarity == "from_client":
        return _given(tokens, before)
    return before if since else [*before, *_list_back(tokens, clause, place)]


def _given(tokens: list[Token], before: list[int]) -> list[int]:
    """Of the words before "fournis par vos soins", those that name what is given."""
    for rank in range(len(before) - 1, 0, -1):
        at = before[rank]
        if tokens[at].word in _OF and _WORK.fullmatch(tokens[before[rank - 1]].word):
            return before[rank:]
    return before


def _named_before(
    tokens: list[Token], parts: list[Clause], number: int, place: int, named: frozenset[int]
) -> list[int]:
    """The nearest piece before this one that names something, with the list that it ends."""
    bracket: list[int] = []
    for at in range(number, -1, -1):
        if at < number and "(" in parts[at].stop and ")" in parts[at + 1].stop and at and at + 1 == number:
            bracket = list(parts[at].words)  # what is said after brackets is said of what precedes them too
            continue
        pieces = parts[at].pieces[: place if at == number else None]
        for rank in range(len(pieces) - 1, -1, -1):
            if not named.isdisjoint(pieces[rank]):
                return [*pieces[rank], *_list_back(tokens, parts[at], rank), *bracket]
        if at and "." in parts[at].stop:
            break
    return bracket


def _list_on(tokens: list[Token], clause: Clause, place: int) -> list[int]:
    """The rest of a list after a mark, when it reads as one: short pieces, the last with "et"."""
    rest = clause.pieces[place + 1 :]
    if not rest or not all(_short(tokens, piece) for piece in rest) or not _has_and(tokens, rest[-1]):
        return []
    return [at for piece in rest for at in piece]


def _list_back(tokens: list[Token], clause: Clause, place: int) -> list[int]:
    before, last = clause.pieces[:place], clause.pieces[place]
    if not before or not all(_short(tokens, piece) for piece in before) or not _has_and(tokens, last):
        return []
    return [at for piece in before for at in piece]


def _short(tokens: list[Token], piece: range) -> bool:
    text, _ = _spell(tokens, piece)
    words = [at for at in piece if not tokens[at].small]
    return len(words) <= 4 and not any(char.isdigit() for char in text) and not _GRANTED.search(text)


def _has_and(tokens: list[Token], piece: range) -> bool:
    return any(tokens[at].word in {"et", "ou", "and", "or"} for at in piece)


def _spell(tokens: list[Token], piece: range) -> tuple[str, dict[int, int]]:
    """The folded words of a piece, and where each begins in it."""
    starts: dict[int, int] = {}
    text = ""
    for at in piece:
        text += " " if text else ""
        starts[at] = len(text)
        text += tokens[at].word
    return text, starts
