"""The words of quotes in French, English and German, and the commonest in Italian, Spanish and Dutch: what heads a
column, what labels a total.

These are words of the trade, never of one supplier or one layout. All are matched on folded text (see `pages.fold`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from .pages import fold

type Role = Literal[
    "position", "reference", "description", "date", "quantity", "unit", "unit_price", "discount",
    "vat_rate", "vat_amount", "net", "gross", "amount", "other",
]  # fmt: skip
type TotalKind = Literal[
    "net",
    "subtotal",
    "vat",
    "gross",
    "total",
    "due",
    "deposit",
    "paid",
    "discount",
    "charge",
    "base",
    "unnamed",
]

_RATES = (
    "0", "1.05", "1.75", "2.1", "5.5", "6", "7", "8.5", "9", "10", "12", "13.5", "16", "19", "19.6", "20", "21", "23",
    "25",
)  # fmt: skip
RATES_OF_VAT = frozenset(map(Decimal, _RATES))

_HT = r"\b(ht|hors tax\w*|h t|hors tva|net|nets|netto\w*|excl\w*|exkl\w*|entgelt)\b"
_TTC = r"\b(ttc|t t c|toutes taxes\w*|brut|brutto\w*|gross|incl\w*|inkl\w*|tvac)\b"
_TAX = (
    r"\b(tva|t v a|vat|ust|u st|mwst|iva|btw|umsatzsteuer|mehrwertsteuer|steuer|steuersatz|taxes?|tax|"
    r"steuerbetrag)\b"
)
_AMOUNT = (
    r"\b(montants?|mtt?|tot|totale?|totaux|amount|betrag|\w*betrag|gesamt\w*|netto|entgelt|summe|sum|sommes?|"
    r"sous total|subtotal|net|couts?|valeur|line total|brutto|importo|importe|bedrag|totaal)\b"
)
_PRICE = (
    r"\b(prix|px|prezzo|precio|prijs|mensualites?|loyers?|tarifs?|couts?|price|preis|cost|\w+preis|rate)\b"
)
_WHEN = r"\b(mensuel\w*|par mois|abonnements?|mise en service|installation|frais|uniques?)\b"  # it is paid
_UNITARY = r"\b(unit\w*|u|uni|einzel\w*|stuck\w*|einheit|pce|piece|each|per)\b"
_QUANTITY = (
    r"\b(qte?s?|qtt?e?|qty|quant\w*|quantites?|nombres?|nbr?e?|menge|anzahl|hours?|heures?|hrs|volume|qnt|"
    r"nb (de )?(jours?|heures?|unites?)|jours?|days?|stunden|charge|cantidad|quantita|aantal)\b"
)
_DESCRIPTION = (
    r"\b(des[ic]gnations?|design|desig|descripti\w*|descriptions?|libelles?|prestations?|articles?|"
    r"produits?|products?|produkte?|intitules?|artikel|"
    r"details?|objets?|nature|beschreibung|bezeichnung|artikelbeschreibung|artikelbezeichnung|leistung(en)?|items?|"
    r"services?|travaux|taches?|tasks?|categories?|fournitures?|postes?|ouvrages?|lots?|"
    r"elements?|leistungsbeschreibung|descrizione|descripcion|concepto|omschrijving)\b"
)
_REFERENCE = (
    r"\b(ref(s|erences?|erenz\w*|erencia)?|codes?|art nr|artnr|artikel nr|artikelnummer|sku|n articles?|n ?d "
    r"articles?|article no|item no|n ligne bc|no art|(product|item|article) (id|code|number|no))\b"
)
_POSITION = r"^(pos|position|n|no|#|ligne|line|num|numero|nr|lfd nr|rang)$"
_DISCOUNT = r"\b(remises?|rem|reduc|reductions?|rabais|discounts?|rabatt|disc)\b"
_UNIT = r"^(unites?|units?|u|un|einheit|uom|mengeneinheit|me|unit of measure|unite s|unite de mesure)$"

STARTERS = re.compile(
    r"^(des[ic]gnations?|design|desig|descripti\w*|libelles?|prestations?|articles?|produits?|"
    r"products?|intitules?|details?|objets?|qte?s?|qtt?e?|qty|"
    r"quant\w*|unites?|prix|px|pu|p u|mensualites?|loyers?|tarifs?|montants?|totale?|total|tva|taxes?|remises?|"
    r"reduc|reductions?|rabais|ref(s|erences?|erenz\w*)?|taux|amount|price|unit|rate|"
    r"vat|tax|discount|menge|anzahl|preis|einzelpreis|nettopreis|betrag|gesamt\w*|"
    r"netto\w*|beschreibung|bezeichnung|pos|position|ust|mwst|tjm|iva|btw|importo|importe|bedrag|prezzo|precio|prijs|"
    r"steuersatz|einheit|entgelt|nombre|nb|date|couts?|cost|u|un|mt|tx|rem|line|nature|net|gross|leistung|artikel|description)$"
)
# Words that may follow a starter inside one and the same column heading.
TOGETHER = {
    (first.rstrip("s"), second.rstrip("s"))
    for first, second in (
        pair.split()
        for pair in [
            "px unit",
            "px unitaire",
            "px u",
            "net amount",
            "total net",
            "montant net",
            "prix net",
            "amount net",
            "gross amount",
            "net total",
            "net price",
            "netto betrag",
            "gesamt netto",
            "gesamt brutto",
            "einzelpreis netto",
            "einzelpreis brutto",
            "item total",
            "line total",
            "produit service",
            "product service",
            "nature prestation",
            "prix total",
            "prix unite",
            "prix unit",
            "montant unit",
            "montant tva",
            "taux tva",
            "tx tva",
            "mt tva",
            "total tva",
            "unit price",
            "article description",
            "tva taux",
            "montant total",
            "total prix",
            "cout total",
            "prix u",
            "vat rate",
            "tax rate",
            "vat amount",
            "tax amount",
            "ref article",
            "reference article",
            "nb unites",
            "code article",
            "description article",
            "produit description",
            "item description",
            "total montant",
            "total amount",
            "product description",
            "unit cost",
            "total price",
            "prix unites",
            "total cost",
            "description prestation",
            "designation prestation",
            "designation prestations",
            "detail prestation",
            "detail prestations",
            "description prestations",
            "prix tva",
            "reference produit",
            "libelle prestation",
            "montant remise",
            "preis einheit",
            "designation article",
            "nombre unites",
            "objet prestation",
            "u net",
            "pu net",
            "unitaire net",
        ]
    )
}


@lru_cache(maxsize=4096)
def roles_of(heading: str) -> tuple[Role, ...]:
    """What a column with this folded heading may hold, the likelier first; ("other",) when nothing is known."""
    text = heading.strip()
    for test in (_tax_roles, _money_roles, _plain_roles):
        roles = test(text)
        if roles:
            return roles
    return ("other",)


def _tax_roles(text: str) -> tuple[Role, ...]:
    if re.search(_DISCOUNT, text):
        return ("discount",)
    if re.search(r"taux", text) and not re.search(_TAX, text):
        return ("unit_price", "vat_rate") if not re.search("%", text) else ("vat_rate",)
    if not re.search(_TAX, text) or re.search(
        r"hors tax|toutes taxes|hors tva|nets? de (taxe|tva)|excl|exkl|incl|inkl|ohne|\bht\b|\bttc\b", text
    ):
        return ()
    if re.search(r"montant|\bmtt?\b|amount|betrag|total", text):
        return ("vat_amount", "vat_rate")
    return ("vat_rate", "vat_amount")


def _money_roles(text: str) -> tuple[Role, ...]:
    if re.search(r"\bbase (qty|quantity|quantite|qte)\b", text):
        return ("unit",)  # how many a price is for
    unitary = re.search(r"^(p ?u|pu \w+|p u \w+)\b", text) or (
        re.search(_PRICE, text) and re.search(_UNITARY, text)
    )
    if unitary or re.search(
        r"^(einzelpreis|nettopreis|stuckpreis|e preis|tjm|taux horaire|tarif horaire)\b", text
    ):
        return ("unit_price",)
    if re.search(r"\bunit\w* \w*(ht|ttc)\b|^unitaires?$", text):
        return ("unit_price",)
    if re.search(_AMOUNT, text) and not re.search(r"^(couts?|amount)$", text):
        return (amount_role(text),)
    if text == "amount":
        return ("amount", "quantity")
    if re.search(_PRICE, text):
        return ("unit_price", amount_role(text))
    if re.search(r"^(par|chaque) (mois|an)$|^mensuel(le)?$", text):
        return ("amount",)
    if re.search(_WHEN, text) and re.search(r"\b(ht|ttc|h t|t t c)$", text):
        return (amount_role(text),)
    return ()


def amount_role(text: str) -> Role:
    """What the amounts of a column with this folded heading are, with regard to tax."""
    if re.search(_TTC, text) and not re.search(
        r"\bbrut (ht|h t|hors tax\w*)|\b(ht|hors tax\w*) brut\b", text
    ):
        return "gross"
    if re.search(_HT, text):
        return "net"
    return "amount"


def says_gross(heading: str) -> bool:
    """True for the folded heading of a column whose amounts include tax."""
    return bool(re.search(_TTC, heading)) and not re.search(_HT, heading)


def _plain_roles(text: str) -> tuple[Role, ...]:
    if re.search(_POSITION, text):
        return ("position",)
    if re.search(_UNIT, text):
        return ("unit", "quantity") if text in ("units", "unites") else ("unit",)
    if re.search(r"^dates?\b|^periode", text):
        return ("date",)
    if re.search(_QUANTITY, text) and not re.search(r"designation|description", text):
        return ("quantity",)
    reference, description = re.search(_REFERENCE, text), re.search(_DESCRIPTION, text)
    if reference and not re.search(r"designation|description|libelle|beschreibung|bezeichnung", text):
        return ("reference",)
    if description:
        return ("description",)
    if re.search(
        r"^(eur(os?)? )?(ht|ttc|ohne (ust|mwst))( eur(os?)?)?( (par )?(mois|an))?( (gross|net))?$", text
    ):
        return ("gross",) if re.search(r"\bttc\b", text) else ("net",)
    if re.search(r"^(p[ou]s|unite|unit)\b", text):
        return ("unit",)
    return ()


_TOTALS: tuple[tuple[TotalKind, str], ...] = (
    # The base of the tax, never the tax.
    ("net", r"(soumise?s?|assujettie?s?) a (la )?tva|imponibile|base imponible|maatstaf"),
    ("paid", (
            r"deja (paye|verse|regle)|already paid|bereits (ge|be)zahlt|erhaltene anzahlung|"
            r"acomptes? (recu|verse)s?|amount paid|montant paye"
        )),
    ("due",
        r"net a payer|reste (a payer|du)|solde|montant du\b|amount due|balance( due)?|"
        r"zahlbetrag|offener betrag|a regler|due payable|"
            r"total due|total a (payer|regler)|^(reste )?a payer$|"
            r"montant a (payer|regler)|somme a payer|zu zahlen|payable amount"),
    ("subtotal", (
            r"(sous total|subtotal|total|montant)( \w+){0,2} (moins|avant|apres|deduction|less|after|minus|before)"
            r"( \w+){0,2} (remises?|rabais|reductions?|discount)"
        )),
    ("deposit", r"acompte|arrhes|deposit|down payment|anzahlung|avances?\b"),
    ("discount", (
            r"remises?|rabais|ristourne|discount|rabatte?|nachlass|sondernachlass|abschlag|"
            r"abschlage|reduction|escompte|allowances?"
        )),
    ("charge", (
            r"frais|port|livraison|shipping|delivery fees?|versandkosten|zuschlage?|charges?|eco "
            r"(participation|contribution|taxe)\w*|expedition|surcharge"
        )),
    ("subtotal", r"brut (ht|h t|hors tax\w*)|(ht|hors tax\w*) brut\b"),
    ("base", r"base (ht|tva|imposable|de)|basisbetrag|montant base|taxable"),
    ("gross", (
            r"ttc|t t c|toutes (les )?taxes|tvac|tva (incluse|comprise)|(with|including|avec) (vat|tva|tax)|"
            r"brutto\w*|brut|incl(uding|uant|us)? (of )?(tax|"
            r"vat|taxes)|inkl \w+|gross|grand total|totale? (fattura|documento|factura)|"
            r"totaal incl|(con|incl\w*) (iva|btw)"
        )),
    ("net",
        r"(total|montant|prix|sous total|net|base|somme|valeur|subtotal)( \w+){0,2} (ht|h t|"
        r"hors tax\w*|hors tva)|^h ?t$|total net|net total|net ht|netto\w*|"
            r"nettosumme|(sub)?tota+l excl\w*|rechnungssumme (ohne|netto)|"
            r"(total|amount|montant)( \w+){0,2} "
            r"(without|excluding|excl|exclusive of|before|ohne|sans|hors|sin|senza) (the )?"
            r"(vat|iva|btw|taxe?s?|tva|ust|mwst)|summe netto|ht total|total h t|untaxed|net amount|"
            r"^((soit|dont) )?(ht|hors taxes?)\b|total ht|sans tva|(montant|total) hors"),
    ("vat", r"tva|t v a|iva|btw|vat|ust|u st|mwst|\w*steuer\b|steuerbetrag|tax|taxes|sales tax"),
    ("subtotal", r"sous total|sous totaux|sub ?total|zwischensumme|positionssumme|"
     r"lines? total|total (des )?lignes|total partiel|nettosumme"),
    ("gross", r"gesamtbetrag|rechnungsbetrag|endbetrag|gesamtsumme|rechnungssumme brutto|total general"),
    ("total", r"totale?|totaal|totaux|montant|summe|cout total|gesamt|total estime|"
     r"budget( (total|global|estime|ht|ttc))*$"),
)  # fmt: skip
_TOTAL_PATTERNS = tuple((kind, re.compile(rf"\b(?:{pattern})")) for kind, pattern in _TOTALS)
_EXEMPT = re.compile(
    r"293 ?b|tva non applicable|non assujetti|exoneration de (la )?tva|"
    r"exonere de (la )?tva|franchise (en base )?de tva|steuerfrei"
)


def total_kind(label: str) -> TotalKind | None:
    """Which total a folded label announces, or None."""
    if not label or len(label) > 70 or _EXEMPT.search(label):
        return None
    hits = [
        (match.start(), order, kind)
        for order, (kind, p) in enumerate(_TOTAL_PATTERNS)
        if (match := p.search(label))
    ]
    if not hits:
        return None
    return min(hits, key=lambda hit: hit[1])[2]


def exempt(text: str) -> bool:
    """True when folded text says that no VAT applies."""
    return bool(_EXEMPT.search(text))


CARRIED_OVER = re.compile(
    r"^(a )?report(er|e|s)?\b|\b(sous total|total) (a )?report|\bubertrag\b|"
    r"^carried (over|forward)|^brought forward|\bsuite page"
)
SECTION_TOTAL = re.compile(r"^(sous tota(l|ux)|total|sub ?total|zwischensumme|totaux)\b")
OPTION = re.compile(
    r"^(options?|variantes?|en option|optionnel\w*|facultati\w*|prestations? (optionnelle|complementaire)s?|"
    r"optional)\b|\(?\ben option\b|\boption(nel(le)?s?)?$"
)
OPTIONS = re.compile(  # heads several: it belongs to no line above it
    r"^(options|en option|variantes|prestations? (optionnelle|complementaire|facultative)s?)\b(?!( \w+){7})|^option$"
)
COMPANY = re.compile(
    r"\b(sarl|s a ?r l|s a s|sas|sasu|eurl|sa|snc|scop|scic|sci|selarl|gie|association|"
    r"gmbh|ag|kg|ug|ltd|inc|llc|bv|srl|sprl)\b"
)
_COUNTRIES = (
    "france|belgique|belgium|belgien|suisse|switzerland|schweiz|luxembourg|luxemburg|allemagne|germany|deutschland|"
    "espagne|spain|spanien|italie|italy|italien|portugal|pays bas|netherlands|niederlande|autriche|austria|"
    "osterreich|royaume uni|united kingdom|uk|irlande|ireland|irland|monaco|andorre|canada|maroc|algerie|tunisie|"
    "senegal|pologne|poland|polen|roumanie|romania|etats unis|usa|united states|la reunion|guadeloupe|martinique"
)
_LABELS = (
    "clients?|clientes?|customers?|kunden?|destinataires?|emetteurs?|vendeurs?|fournisseurs?|prestataires?|seller|"
    "buyer|verkaufer|kaufer|references?|ref|objets?|dates?|datum|numeros?|no?|nr|nummer|name|noms?|prenoms?|adresses?|"
    "anschrift|tel|telephones?|telefon|fax|portable|mobile|e ?mails?|mails?|courriel|sites?|web|siret|siren|tva|vat|"
    "ust|rcs|ape|naf|iban|bic|rib|pages?|seite|logo|slogan|totale?|totaux|montants?|sous totaux?|subtotal|net a payer|"
    "designations?|descriptions?|quantites?|qte|prix|unites?|prestations?|details?|conditions|validite|valable|contacts?|"
    "ansprechpartner|echeance|votre|vos|notre|nos|your|our|ihre?|unsere?|hinweis|bemerkung|lieu|statut|projet|introduction|"
    "m|mr|mme|mrs|monsieur|madame|herrn?|frau|merci|paiements?|reglements?|siege|dispense|immatricule|code|capital"
)
_WAYS = "rue|avenue|av|bd|boulevard|place|allee|chemin|impasse|route|quai|cours|square|zone|za|zi|bp|cs"
_NO_NAME = re.compile(
    rf"^(?:{_COUNTRIES})$|^(?:\w )?(?:{_LABELS}|\d+)(?: (?:{_LABELS}|\d+))*$|"
    r"^(?:globale )?nummer\b|^(?:votre|vos|your|nos|notre) |"
    rf"^(?:{_LABELS}) (?:du?|de|des|d|of|n|no|nr|ht|ttc|client|devis|facture|hors|tva|internet|vitrine)\b|"
    rf"^(?:\d+ ?(?:bis|ter|[a-d])? )?(?:{_WAYS})\b|\b\d+ (?:bis |ter )?(?:{_WAYS})\b|"
    r"(?:str|strasse|weg|platz|gasse) \d|\d{4}|\d{3} \d{3}|\d\d \d\d \d\d|^le \d|\b(?:au|a) capital\b|"
    r"^(?:creation|refonte|conception|realisation) (?:de|d|du|des)\b|"
    r"\b(?:devis|factures?|invoice|quotation|rechnung|angebot|proposition|estimation|pro forma)\b|"
    r"\b(?:contrat|bon de commande)\b"
)
_NUMBERED = re.compile(
    r"^(?:\d+(?:\.\d+)*|[IVX]{2,5})\s*[.)°-]\s*\D|^(?:article|chapitre|section|partie|annexe)\b", re.I
)


def may_be_a_name(text: str) -> bool:
    """False for what stands where a name is looked for and is none: a label, a country, an address, a title, a numbered
    heading."""
    folded = fold(text)
    return (
        2 < len(text) < 60
        and bool(re.search(r"[a-z]{2}", folded))
        and len(folded.split()) <= 8
        and not re.search(r"[:@?]|https?|www\.", text.lower())
        and bool(COMPANY.sub("", folded).strip())
        and not _NO_NAME.search(folded)
        and not _NUMBERED.match(text)
    )
