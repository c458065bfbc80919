"""Words that can only be a make where they stand: "des Steinway", "semelles Vibram", "revendeur Hayward"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etabli.procurement.briefs.engine.announced import UP
from etabli.procurement.briefs.engine.identifiers import Span
from etabli.procurement.briefs.engine.lexicon import Lexicon
from etabli.procurement.briefs.engine.places import OPENS
from etabli.procurement.needs.engine.words import SMALL, fold

_ITEM = rf"(?:\d{{1,2}})?{UP}[\w’'-]*(?: (?:de )?(?:{UP}|\d)[\w’'-]*){{0,2}}"
_MORE = re.compile(
    rf"(?:, ?| et | ou | et/ou | & |/)(?:(?:aussi|puis|parfois|chez|de|du|des|les?|la|une?|en|sur|"
    rf"avec) )?({_ITEM})"
)
_STUFF = (
    r"logiciels?|applis?|applications?|caisses?|camions?|camionnettes?|fourgons?|utilitaires?|voitures?|"
    r"motos?|tracteurs?|"
    r"machines?|aciers?|massicots?|lampes?|gels?|woks?|fluides?|fours?|p[ée]trins?|laminoirs?|perceuses?|"
    r"visseuses?|d[ée]fonceuses?|meuleuses?|"
    r"disqueuses?|ponceuses?|"
    r"pareuses?|surjeteuses?|brodeuses?|plieuses?|cisailles?|toupies?|d[ée]gauchisseuses?|raboteuses?|"
    r"combin[ée]es?|scies?|"
    r"tron[çc]onneuses?|tondeuses?|d[ée]broussailleuses?|s[ée]choirs?|fauteuils?|bacs?|lasers?|"
    r"fraiseuses?|tours?|presses?|"
    r"compresseurs?|groupes?|postes? [àa] souder|g[ée]n[ée]rateurs?|moteurs?|valises?|ponts?|bancs?|"
    r"imprimantes?|scanners?|"
    r"appareils?|bo[iî]tiers?|objectifs?|flash(?:s|es)?|t[ée]l[ée]phones?|tablettes?|ordinateurs?|"
    r"produits?|cosm[ée]tiques?|"
    r"shampo+ings?|vernis|cires?|colorations?|peintures?|colles?|enduits?|mortiers?|joints?|carreaux|"
    r"croix|coupe|outils?|"
    r"outillage|mat[ée]riel|po[eê]les?|inserts?|chaudi[èe]res?|pompes?(?: [àa] chaleur)?|radiateurs?|"
    r"clims?|robinetterie|"
    r"sanitaires?|portes?|fen[êe]tres?|volets?|portails?|stores?|bornes?|prises?|disjoncteurs?|tableaux|"
    r"domotique|alarmes?|"
    r"panneaux|onduleurs?|v[ée]los?|cadres?|farines?|levures?|chocolats?|beurre|bi[èe]res?|cidres?|"
    r"cuves?|turbines?|cellules?|frigos?|vitrines?|trancheuses?|balances?|robots?|moules?|billigs?|"
    r"verres?|montures?|lentilles?|"
    r"proth[èe]ses?|pieds?|genoux|r[ée]sines?|implants?|c[ée]ramiques?|pianos?|orgues?|guitares?|violons?|"
    r"cordes?|anches?|"
    r"souffleries?|pendules?|montres?|mouvements?|horloges?|cuirs?|semelles?|talons?|fil|laines?|"
    r"aiguilles?|tissus?|"
    r"mousses?|crins?|simili|toiles?|m[ée]tiers?|papiers?|encres?|tuiles?|ardoises?|isolants?|b[ée]tons?|"
    r"parquets?|"
    r"marteaux?|marteau-pilon|enclumes?|[ée]tabli|voiles?|bateaux?|winchs?|gr[ée]ement|casques?|gammes?|"
    r"mod[èe]les?|kits?"
)
# "une boutique à Cilaos", "le bateau depuis Roscoff" name no make.
_NO_PLACE = (
    r"(?!(?:de|d|à|a|au|aux|chez|vers|dans|près|par|pour|avec|et|ou|depuis|entre|jusque|avant|après|sans|"
    r"comme)\b)"
)
_KIND = rf"(?: {_NO_PLACE}[a-zà-ÿ]+)?(?: [àa] [a-zà-ÿ]+)?"
_OF_A_MAKE = r"(?: (?:de )?(?:la )?marques?| signée?s?| de chez| de)?"
_AFTER_STUFF = re.compile(rf"\b(?i:{_STUFF}){_KIND}{_OF_A_MAKE} (?:et )?({_ITEM})")
_ACTS = (
    r"(?:travaille|bosse|couds|brode|tisse|tricote|file|scanne|usine|dessine|facture|imprime|tire|coupe|"
    r"taille|ponce|scie|"
    r"peins|colore|coiffe|soude|soudons|tourne|cuis|cuisine|roule|conduis|pose|installe|monte|vends|"
    r"revends|utilise|emploie|"
    r"mets|prends|commande|m['’]habille|m['’][ée]quipe|emballe|r[ée]pare|accorde|entretiens|d[ée]panne|"
    r"adapte|joue|grave|colle|"
    r"travaillons|utilisons|posons|vendons|montons|coupons|commandons|roulons|adaptons|r[ée]parons)"
)
_AFTER_AN_ACT = re.compile(
    rf"\b(?i:(?:je |j['’]|on |nous |et )(?:l[ae]s? |vous |m['’]y )?{_ACTS}(?: (?:surtout|aussi|souvent|"
    rf"tout|toujours|principalement|encore))?"
    rf"(?: (?:avec|en|sur|sous|chez|du|des|de la|les|uniquement|que|qu['’]avec))*) ({_ITEM})"
)
_AFTER_A_DEALER = re.compile(
    rf"\b(?i:marques?|revendeu(?:r|se)s?|agr[ée]{{1,2}}e?s?|concession(?:naire)?|distributeur|"
    rf"d[ée]positaire|certifi[ée]e?s?|"
    rf"partenaire|agent|installateur|r[ée]parateur|poseur|pose d[eu](?:s| la)?|vente de|pi[èe]ces|"
    rf"fournisseurs?|form[ée]e? "
    rf"(?:sur|par))(?: (?:officiel|de la marque|de|du|des))?(?: ?:)? ({_ITEM})"
)
_AFTER_A_SUPPLY = re.compile(
    rf"\b(?i:viens?t?|viennent|ach[èe]te|ach[èe]tent|commandes?|fournis|fournit|tirages?|prends|prend|"
    rf"livr[ée]e?s?|re[çc]ois|import[ée]e?s?|"
    rf"ach[ea]t[ée]?e?s?|de)(?: [a-zà-ÿ]+){{0,3}} chez ({_ITEM})"
)
# What one sells, sends or is paid by: "livraison par Chronofresh", "je vends sur Equirodi".
_AFTER_A_SERVICE = re.compile(
    rf"\b(?i:(?:livr|envo|paie|pay|exp[ée]di|vend|vente|r[ée]serv|encaiss|command|inscri|pr[ée]sent|trouv)[a-zà-ÿ]*"
    rf"(?: [\w’']+){{0,5}} (?:par|via|sur)) ({_ITEM})"
)
# An indefinite article stands before no person: "ma pareuse est une Fortuna".
_AFTER_AN_ARTICLE = re.compile(
    rf"(?<![\w’'])(?:[Uu]ne?|[Dd]es)(?: (?:vieux|vieille|ancienne?|petite?|grosse?|belle|bonne?|"
    rf"vraie?))? ({_ITEM})"
)
_AFTER_A_CAPITAL = re.compile(rf"(?<![\w-]){UP}[\w'’-]{{2,}} $")
# A noun with its article, then a capital: what is no person, business nor place is called by its make.
_AFTER_A_NOUN = re.compile(
    rf"\b(?:des|les|une?|mes|nos|aux|en|deux|trois|quatre|plusieurs) ([a-zà-ÿ-]{{4,}})"
    rf"(?: {_NO_PLACE}[a-zà-ÿ]+)? ({_ITEM})"
)
# The same without an article: "quincaillerie Ferco, vitrages Saint-Gobain".
_BESIDE_A_NOUN = re.compile(rf"(?<![\w’'-])([a-zà-ÿ][a-zà-ÿ-]{{3,}}) ({_ITEM})")
# A conjugated verb before a capital tells no make, nor does what points at somebody.
_NO_NOUN = re.compile(
    r".*(?:ez|ons|ent|ait|aient)|avec|pour|chez|dans|entre|vers|depuis|moi|toi|elle|lui|voir|sous|signee?|"
    r"jusque|comme|suis|sont|mais|puis|donc|aussi|parfois|surtout|toujours|bonjour|cordialement|merci|bientot|"
    r"soiree|journee|salutations|contact|email|mail|telephone|mobile|portable|place|siege|bureau|zone|famille|"
    r"veuve|pseudo|insta|facebook|sainte?|notre|votre|leur|cette|quand|sauf|lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche|logos?|devantures?|facades?|affaires?|marques?|sigles?|slogans?"
)
_PEOPLE = re.compile(
    r".*(?:eur|euse|rice|iers?|ieres?|istes?|iens?|iennes?|ants?|antes?|ois|oises?|ais|aises?|eurs|euses)|"
    r"m[ae]res?|concurrente?s?|confreres?|consoeurs?|mari|femmes?|fils|filles?|freres?|soeurs?|gars|gamins?|gamines?|copains?|copines?|amis?|"
    r"amies?|collegues?|"
    r"voisins?|voisines?|familles?|couples?|enfants?|dames?|messieurs|docteurs?|maires?|peres?|cousins?|"
    r"cousines?|apprentis?|"
    r"associes?|associees?|salaries?|employes?|clientes?|eleves?|stagiaires?|maitres?|patrons?|gerantes?|"
    r"nom|noms|prenoms?|"
    r"boutiques?|societes?|entreprises?|enseignes?|ateliers?|maisons?|magasins?|salons?|etablissements?|"
    r"ets|restaurants?|resto|"
    r"bars?|cafes?|hotels?|gites?|fermes?|domaines?|chateaux?|manoirs?|moulins?|abbayes?|eglises?|rues?|"
    r"quartiers?|villages?|"
    r"communes?|villes?|hameaux?|places?|chemins?|routes?|halles?|marches?|secteurs?|regions?|vallees?|"
    r"bords?|cantons?|pages?|"
    r"comptes?|sites?|appele[se]?|nommee?s?|garages?|instituts?|cabinets?|studios?|foires?|fetes?|"
    r"collections?|creations?|"
    # The kind of a house, but for what is sold under a make: "robinetterie Grohe".
    r"(?!robinet|quincaill|batt|serrur|viss|lit|menuis|vaiss|lunett)\w{3,}eries?|coiffure|couture|toilettage|taxis?|"
    r"ambulances?|pressing|traiteur|fournil|optique|fleurs"
)


# "Je couvre Soulac" says an act, "menuiserie Goncalves à Bazas" a house.
_ACTOR = re.compile(r"(?:\b(?:je|on|nous|ils?|elles?|qui)|\bj['’]) ?$", re.I)
_SOMEWHERE = re.compile(rf",? (?:à|depuis|sur) {UP}")


def makes(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Makes that no list has, told by what stands before them; each with those that follow in the same enumeration."""
    for pattern in (
        _AFTER_STUFF,
        _AFTER_AN_ACT,
        _AFTER_A_DEALER,
        _AFTER_A_SUPPLY,
        _AFTER_A_SERVICE,
        _AFTER_AN_ARTICLE,
        _AFTER_A_NOUN,
        _BESIDE_A_NOUN,
    ):
        for match in pattern.finditer(text):
            item = match.lastindex or 1
            if not _may_be_make(match, item, lexicon, is_thing=pattern is _AFTER_AN_ARTICLE):
                continue
            if pattern is _AFTER_STUFF and match.group()[0].isupper() and not _opens(match):
                continue
            if pattern is _AFTER_AN_ARTICLE and _AFTER_A_CAPITAL.search(
                text[max(0, match.start() - 24) : match.start()]
            ):
                continue  # "La Croix des Gardes"
            if pattern is _AFTER_A_SERVICE and not _is_strange(match[1], lexicon):
                continue
            if pattern is _BESIDE_A_NOUN and not _is_beside_a_noun(match, lexicon):
                continue
            yield Span(*match.span(item), "brand")
            end = match.end(item)
            while more := _MORE.match(text, end):
                if lexicon.is_first_name(more[1].split()[0]) or _is_commune(more, 1, lexicon):
                    break
                yield Span(*more.span(1), "brand")
                end = more.end()


def _may_be_make(match: re.Match[str], item: int, lexicon: Lexicon, *, is_thing: bool) -> bool:
    first = re.split(r"[ ’']", match[item])[0]
    words = re.findall(r"[^\W\d_]{2,}", match[item])
    if len(words) > 1 and all(lexicon.is_everyday(word, mistyped=False) for word in words):
        return fold(match[item]) in lexicon.french.brands  # "mes pièces Lune Rousse"
    if fold(first) in SMALL or _is_commune(match, item, lexicon):
        return False
    if item == 2 and (_PEOPLE.fullmatch(fold(match[1])) or fold(match[1]) in lexicon.trades):
        return False
    return is_thing or not lexicon.is_first_name(first) or fold(first) in lexicon.french.brands


def _is_commune(match: re.Match[str], item: int, lexicon: Lexicon) -> bool:
    """ "un camion de Mirande" comes from there; "des machines Felder" do not, be Felder a commune too."""
    before = match.string[max(0, match.start(item) - 4) : match.start(item)]
    words = re.split(r"[\s’'-]+", fold(match[item]))
    return re.search(r"(?<!\w)(?:de|à|a) $", before) is not None and words[0] in lexicon.french.communes


def _opens(match: re.Match[str]) -> bool:
    """ "Colle Mapei" at the head of a sentence, but not "Encre et Aiguille"."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    return OPENS.search(before) is not None and " et " not in match.group()


def _is_beside_a_noun(match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether the word before is a thing's, and the capital no name that people or places have."""
    noun = fold(match[1]).split("-")[-1]
    before, after = match.string[max(0, match.start() - 8) : match.start()], match.string[match.end() :]
    if _ACTOR.search(before) or (noun.endswith("erie") and _SOMEWHERE.match(after)):
        return False
    is_thing = (
        lexicon.is_everyday(noun, mistyped=False)
        and not lexicon.is_name(noun)
        and not _NO_NOUN.fullmatch(noun)
        and not _PEOPLE.fullmatch(noun)
    )
    return is_thing and _is_strange(match[2], lexicon)


def _is_strange(item: str, lexicon: Lexicon) -> bool:
    """Whether it begins with no name that people or places have."""
    first, whole = re.split(r"[ ’'-]", item)[0], fold(item).replace("-", " ")
    communes = lexicon.french.communes
    return not lexicon.is_name(first) and not {fold(first), whole, fold(item)} & communes
