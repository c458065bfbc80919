"""The supplier and the client, told apart by the labels above and beside them; a name is as sure as what speaks for
it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from ..model import Found, Party, Place
from ..text.pages import Page, Row, Word, box_of, fold, segments
from ..text.vocabulary import COMPANY, may_be_a_name
from . import identifiers
from .identifiers import PHONE, Side

type _Run = tuple[Word, ...]

_CUSTOMER = re.compile(
    r"^(clients?|destinataires?|adresse a|factur\w* a|a l attention|acheteur|vos "
    r"identifiants|livr\w* a|customer|bill(ed)? to|kaufer\w*|"
    r"rechnungsempfanger|buyer|leistungsempfanger|adresse du client|nom du client|coordonnees du client|maitre "
    r"d ouvrage|pour le compte|devis pour(?! (la|le|les|l|un|une|votre|vos|creation|refonte)\b)|vos references|"
    r"invoice to|sold to|ship to|quote to|prepared for|kunde|beneficiaire|adresse de (facturation|livraison)|"
    r"vendu a|donneur d ordre|acquereur|payeur|invoicee|deliver(y|ed)? (to|address)|(rechnung|lieferung) an|"
    r"(rechnungs|liefer)(adresse|anschrift)|warenempfanger|auftraggeber|besteller|cliente|destinatario|"
    r"facturar a|klant|"
    r"locataire|preneur|souscripteur|((pour|a|an|to|for)( (pour|a|to|for))?|herrn?|frau|monsieur|madame)$)\b"
)
_SUPPLIER = re.compile(
    r"^(emetteur|vendeur|fournisseur|prestataire|societe|seller|verkaufer|supplier|vendor|lieferant|"
    r"(vendu|emis|etabli|facture) par|(sold|issued) by|absender|proveedor|fornitore|leverancier|"
    r"rechnungssteller|rechnungsersteller|de la part de|raison sociale|nom de l entreprise|"
    r"entreprise|votre prestataire|agence|freelance|nos references|(de|from|von)$)\b"
)
_ASKING = re.compile(  # a label that the name itself follows
    r"(?:a l attention de|(?:factur|livr)\w* a|adresse a|pour le compte de|de la part de|devis pour|prepared for|"
    r"(?:bill|billed|sold|ship|quote|invoice) to)"
)
# "Pour Garage Roy", "Devis du 2 mars – pour Garage Roy": a capital tells a name from what is sold.
_FOR = re.compile(r"(?:(?i:devis|facture)\b.*\s)?[Pp]our (?=[A-ZÀ-Ý])")
_SOLD = re.compile(
    r"\b(sites?|refonte|creation|conception|logos?|maquettes?|hebergement|maintenance|formation|prestations?|"
    r"application|identite|charte|referencement|accord)\b"
)
_PERSON = re.compile(r"(?:m|mr|mrs|ms|mme|mlle|monsieur|madame|mademoiselle|herrn?|frau) \w")
_BLOCK = 110.0  # points: how far below its label a party's block may go
_NAME = re.compile(
    r"^(nom|name|raison sociale|denomination|societe|entreprise|firma)( sociale?| commerciale?)?$"
)
_REGISTERED = re.compile(r"\b(?:SIRET|SIREN|R\.?C\.?S|au capital de)\b", re.I)
_AFTER_NAME = re.compile(
    r"\s[-–—|•·]\s|,|\s?\((?=[^)]*[@\d])|\s(?=au capital\b|SIRET\b|SIREN\b|R\.?C\.?S\b)", re.I
)
_TRADE = re.compile(r", (?=[a-zà-ÿ])")  # "Studio X, agence web à Pessac"
_WEB = re.compile(r"[\w.+-]+@[\w.-]+|www\.[\w.-]+|https?://[\w.-]+", re.I)
_MARKS = (
    re.compile(r"\b(siret|siren|r\.?c\.?s|t\.?v\.?a|ust|iban)\b", re.I),
    re.compile(r"@\w|www\.", re.I),
    PHONE,
    re.compile(r"\b\d{5} ?[A-Za-zÀ-ÿ]"),
)
_TOWN = _MARKS[-1]
_SENTENCE = re.compile(
    r"\w+ \w+ .*[a-zà-ÿ]{3}\.$|\b(?:est|sont|sera|seront|doit|assurée?s?|fournie?s?|compris|pour (?:la|le|les))\b"
)
_CENTRED = 20.0  # points, twice as far as a middle may stand from that of the page
_LARGE = 1.35  # of the letters of most words: so is a name that is set as a letterhead


def parties(pages: Sequence[Page]) -> tuple[Party, Party]:
    """(supplier, client), each value absent when the page doesn't say it or doesn't say whose it is."""
    rows = identifiers.number_rows(pages)
    siret, siren, vat_id = _registrations(rows)
    email, phone, iban = (
        identifiers.supplier_number(identifiers.identifiers_in(rows, find, side_of), first=True)
        for find in (identifiers.emails, identifiers.phones, identifiers.ibans)
    )
    supplier = Party(None, siret, siren, vat_id, email, phone, iban)
    customer = _name(pages, _CUSTOMER)
    labelled = _name(pages, _SUPPLIER)
    name = labelled or _registered(pages) or _letterhead(pages, customer)
    if name:
        name = _sure(name, pages, supplier, labelled=labelled is not None, other=customer is not None)
    return replace(supplier, name=name), Party(name=customer or _addressee(pages[0], name))


def _may_be_a_name(text: str) -> bool:
    """Whether it may be the name of a party: no sentence, and no object of the quote."""
    return may_be_a_name(text) and not (_SENTENCE.search(text) and not COMPANY.search(fold(text)))


def _registrations(
    rows: Sequence[identifiers.NumberRow],
) -> tuple[Found[str] | None, Found[str] | None, Found[str] | None]:
    """The supplier's SIRET, SIREN and VAT number: of one and the same firm. Where one of them is surely the supplier's,
    it says which of the others are."""
    sirets, bare, sirens, vat_ids = (
        identifiers.identifiers_in(rows, find, side_of)
        for find in (identifiers.sirets, identifiers.bare_sirets, identifiers.sirens, identifiers.vat_ids)
    )
    siret, siren, vat_id = map(identifiers.supplier_number, (sirets, sirens, vat_ids))
    firms = [identifiers.firm_of(value.value) for value in (siret, vat_id, siren) if value]
    firm = next(filter(None, firms), None)
    siret = siret or identifiers.number_of_firm([*sirets, *bare], firm)
    vat_id = vat_id or identifiers.number_of_firm(vat_ids, firm)
    if siret and vat_id and identifiers.firm_of(vat_id.value) not in (None, identifiers.firm_of(siret.value)):
        siret = identifiers.number_of_firm([*sirets, *bare], identifiers.firm_of(vat_id.value)) or siret
    return siret, identifiers.siren_of(siret, None) or siren or identifiers.siren_of(None, vat_id), vat_id


def side_of(page: Page, at: int, words: Sequence[Word]) -> Side:
    """Whose label is the nearest above, in the same column: the supplier's, the client's, or nobody's. In the foot of
    the page labels above no longer count."""
    own = page.rows[at]
    labels = [
        run for run in segments(own.words, 1.6) if run[-1].x1 <= words[0].x0 and run[-1].text.endswith(":")
    ]
    x0 = labels[-1][0].x0 if labels else words[0].x0
    if own.base > 0.8 * page.height:
        return None
    for row in reversed(page.rows[max(0, at - 25) : at + 1]):
        if own.base - row.base > _BLOCK:
            break
        for run in segments(row.words, 1.6):
            text = fold(" ".join(w.text for w in run))
            if run[0].x0 > x0 + 5 or run[0].x0 < x0 - 200:
                continue
            if _SUPPLIER.match(text) and not COMPANY.search(text):
                return "supplier"
            if _CUSTOMER.match(text) and (run[0].x0 > x0 - 130 or len(segments(own.words, 1.6)) == 1):
                return "customer"
    return None


def _is_customers(page: Page, at: int, words: Sequence[Word]) -> bool:
    return side_of(page, at, words) == "customer"


def _name(pages: Sequence[Page], label: re.Pattern[str]) -> Found[str] | None:
    """The words after the label, or in the block below it, or beside it."""
    page = pages[0]
    for at, row in enumerate(page.rows[:60]):
        runs = segments(row.words, 1.6)
        for rank, run in enumerate(runs):
            text = " ".join(w.text for w in run)
            if not _labels(label, text):
                continue
            after = _AFTER_NAME.split(_after_label(text))[0].strip()
            if _may_be_a_name(after):
                return _firm_of(Found(after, Place(page.number, box_of(run)), 0.85, text), page, at, run)
            if len(text.split()) > 4:
                continue
            beside = runs[rank + 1] if rank + 1 < len(runs) else None
            name = _named(_block(page, at, run)[1:])
            if name:
                return name
            name = _beside(row, text, beside)
            if name and beside:
                return _firm_of(name, page, at, beside)
    return None


def _labels(label: re.Pattern[str], text: str) -> bool:
    """Whether a text is or begins with that label; "Lieferant GmbH" is a name, "Madame," opens a letter."""
    head, colon, _ = text.partition(":")
    if label is _CUSTOMER and not colon and _FOR.match(text):
        return not _SOLD.search(fold(_FOR.sub("", text, count=1)))
    is_named = not colon and COMPANY.search(fold(text))
    matches = label.match(fold(text)) or (colon and label.match(fold(head)))
    return bool(matches) and not (is_named or text.endswith(","))


def _firm_of(person: Found[str], page: Page, at: int, run: _Run) -> Found[str]:
    """The firm named right below a person with a title ("Mme Roy", then "Garage Roy"), or else the person."""
    below = _block(page, at, run)[1:2]
    return (_named(below) if below and _PERSON.match(fold(person.value)) else None) or person


def _after_label(text: str) -> str:
    """What a label is followed by: after its colon, or after the words that ask for a name ("À l'attention de M. Roy",
    not "Agence web")."""
    _head, colon, tail = text.partition(":")
    if not colon and _FOR.match(text):
        return _FOR.sub("", text, count=1)
    words = text.split()
    asked = next(
        (at for at in range(1, len(words)) if _ASKING.fullmatch(fold(" ".join(words[:at])))), len(words)
    )
    return tail.strip() if colon else " ".join(words[asked:])


def _beside(row: Row, label: str, run: _Run | None) -> Found[str] | None:
    """The name in the next column of a label that stands alone ("Client | Garage Roy")."""
    text = " ".join(w.text for w in run) if run else ""
    is_label = _SUPPLIER.match(fold(text)) or _CUSTOMER.match(fold(text)) or re.search(r"\d", text)
    if run is None or is_label or not _may_be_a_name(text):
        return None
    return Found(text, Place(row.page, box_of(run)), 0.8, f"{label} {text}")


def _block(page: Page, at: int, run: _Run) -> list[tuple[Row, _Run]]:
    """The lines printed one under the other from this one on: in line at the left, at the right or in the middle."""
    block = [(page.rows[at], run)]
    for row in page.rows[at + 1 :]:
        above = block[-1][1]
        reach = 3 if len(block) == 1 else 2.1  # below its label, a block may begin a little apart
        if row.base - above[0].base > reach * max(above[0].size, row.words[0].size) or len(block) == 12:
            break
        block += [(row, other) for other in segments(row.words, 1.6) if _in_line(run, other)][:1]
    return block


def _in_line(a: Sequence[Word], b: Sequence[Word]) -> bool:
    (left, _, right, _), (x0, _, x1, _) = box_of(a), box_of(b)
    return -15 < x0 - left < 30 or abs(x1 - right) < 4 or abs(x0 + x1 - left - right) < 6


def _named(block: Sequence[tuple[Row, _Run]]) -> Found[str] | None:
    """What the block calls a name ("Nom : ..."), or else the first of its first three lines that may be one."""
    for row, run in block:
        text = " ".join(w.text for w in row.words[row.words.index(run[0]) :])
        head, colon, after = text.partition(":")
        if colon and _NAME.match(fold(head)) and _may_be_a_name(after.strip()):
            return Found(after.strip(), Place(row.page, box_of(run)), 0.85, text)
    for row, run in block[:3]:
        text = " ".join(w.text for w in run)
        name = re.split(r"\s[|•·]\s", text)[0]
        if _may_be_a_name(name):
            return Found(name, Place(row.page, box_of(run)), 0.8, text)
    return None


def _registered(pages: Sequence[Page]) -> Found[str] | None:
    """The name at the head of the line that gives the supplier's registration ("Studio X - SARL - SIRET ...")."""
    for page, at, run in _registration_runs(pages):
        text = " ".join(w.text for w in run)
        name = _AFTER_NAME.split(text, maxsplit=1)[0].strip()
        if _REGISTERED.search(text[len(name) :]) and _may_be_a_name(name):
            registered = Found(name, Place(page.number, box_of(run)), 0.7, text)
            return _as_headed(pages[0], registered, at if page is pages[0] else None)
    return None


def _registration_runs(pages: Sequence[Page]) -> Iterator[tuple[Page, int, _Run]]:
    for page in pages:
        for at, row in enumerate(page.rows):
            for run in segments(row.words, 1.6) if _REGISTERED.search(row.text) else ():
                if not _is_customers(page, at, run):
                    yield page, at, run


def _as_headed(page: Page, name: Found[str], at: int | None) -> Found[str]:
    """The same name as a letterhead prints it, without the company's form ("Studio X" for "Studio X SARL")."""
    bare = _bare(name.value)
    for rank, row in enumerate(page.rows):
        for run in segments(row.words, 1.6) if rank != at else ():
            text = " ".join(w.text for w in run)
            if bare and fold(text) in (bare, fold(name.value)):
                return Found(text, Place(page.number, box_of(run)), name.confidence, text)
    return name


def _bare(name: str) -> str:
    """A name folded, without the form of the company."""
    return " ".join(COMPANY.sub(" ", fold(name)).split())


def _letterhead(pages: Sequence[Page], customer: Found[str] | None) -> Found[str] | None:
    """The name that heads the block which speaks most for being the supplier's, when one does."""
    page = pages[0]
    webs = _webs(pages)
    large = _LARGE * median([word.size for word in page.words] or [0])
    best: tuple[int, Found[str]] | None = None
    for at, row in enumerate(page.rows[:25]):
        for run in segments(row.words, 1.6) if row.base < 0.35 * page.height else ():
            text = _TRADE.split(" ".join(w.text for w in run))[0]
            if (
                not _may_be_a_name(text)
                or _is_customers(page, at, run)
                or (customer and customer.value == text)
            ):
                continue
            worth = _worth(text, webs, _block(page, at, run), page.width / 2) + 2 * (run[0].size > large)
            if worth > (best[0] if best else 1):
                best = worth, Found(text, Place(page.number, box_of(run)), 0.55, text)
    return best[1] if best else None


def _webs(pages: Sequence[Page]) -> list[str]:
    """The addresses on the web that aren't the client's, letters only."""
    return [
        re.sub(r"[\W_]", "", web.lower())
        for page in pages
        for at, row in enumerate(page.rows)
        for web in _WEB.findall(row.text)
        if not _is_customers(page, at, [w for w in row.words if web in w.text] or row.words)
    ]


def _worth(name: str, webs: Sequence[str], block: Sequence[tuple[Row, _Run]], middle: float) -> int:
    """How much speaks for the supplier: a company's form, its numbers and addresses below, the left of the page where
    a letterhead stands (a client's address stands at the right), its name again in its address on the web."""
    below = " ".join(w.text for _row, words in block[1:] for w in words)
    left, _, right, _ = box_of(block[0][1])
    return (
        sum(bool(mark.search(below)) for mark in _MARKS)
        + (2 if COMPANY.search(fold(name)) else 0)
        + (1 if left + right < 2 * middle else 0 if abs(left + right - 2 * middle) < _CENTRED else -1)
        + (2 if _in_a_web(name, webs) else 0)
    )


def _in_a_web(name: str, webs: Sequence[str]) -> bool:
    """The name stands whole in an address, or each of its words does ("Léa Roy" in lea@roy-web.fr)."""
    words = [word for word in _bare(name).split() if len(word) > 2]
    whole = _bare(name).replace(" ", "")
    return any(
        (len(whole) > 3 and whole in web) or (len(words) > 1 and all(w in web for w in words)) for web in webs
    )


def _sure(
    name: Found[str], pages: Sequence[Page], supplier: Party, *, labelled: bool, other: bool
) -> Found[str]:
    """The name, as sure as what speaks for it besides its place: its label, the form of a company, its address on the
    web, the line of the registration or the supplier's own numbers below it, the signature, and when the client is
    labelled (`other`) the supplier's e-mail or telephone below it."""
    bare = _bare(name.value)
    rows = [row for page in pages for row in page.rows if bare and bare in row.folded]
    registered = any(bare and bare in page.rows[at].folded for page, at, _run in _registration_runs(pages))
    evidence = (
        labelled,
        bool(COMPANY.search(fold(name.value))),
        _in_a_web(name.value, _webs(pages)),
        registered or _heads(name, (supplier.siret, supplier.siren, supplier.vat_id)),
        any(row.folded.endswith(bare) and row.base > 0.5 * pages[-1].height for row in rows),
        other and _heads(name, (supplier.email, supplier.phone)),
    )  # fmt: skip
    return replace(name, confidence=max(name.confidence, _BY_EVIDENCE[sum(evidence)]))


def _heads(name: Found[str], below: Sequence[Found[str] | None]) -> bool:
    """Whether one of these is printed a little below the name, in its column."""
    top = name.place
    places = [value.place for value in below if value and value.place]
    return top is not None and any(
        place.page == top.page
        and 0 <= place.box[1] - top.box[1] < _BLOCK
        and -30 < place.box[0] - top.box[0] < 150
        for place in places
    )


_BY_EVIDENCE = (0.55, 0.8, 0.92, 0.95, 0.97, 0.97, 0.97)


def _addressee(page: Page, supplier: Found[str] | None) -> Found[str] | None:
    """Without a label, the name that heads the only other postal address, where a window envelope shows it."""
    blocks = []
    for at, row in enumerate(page.rows):
        for run in segments(row.words, 1.6) if row.base < 0.4 * page.height and supplier else ():
            text = " ".join(w.text for w in run)
            block = _block(page, at, run)[1:5]
            below = " ".join(w.text for _row, words in block for w in words)
            theirs = supplier and supplier.place and box_of(run)[0] - supplier.place.box[0] < 0.3 * page.width
            if theirs or run[0].x0 < 0.45 * page.width or not _may_be_a_name(text) or not _TOWN.search(below):
                continue
            if not any(mark.search(below) for mark in _MARKS[:1]):
                blocks.append(Found(text, Place(page.number, box_of(run)), 0.6, text))
    return blocks[0] if blocks else _greeted(page, supplier)


def _greeted(page: Page, supplier: Found[str] | None) -> Found[str] | None:
    """The one person with a title at the head of the page, at its right ("Madame Lise Roy")."""
    people = []
    for row in page.rows:
        for run in segments(row.words, 1.6) if row.base < 0.4 * page.height else ():
            text = " ".join(w.text for w in run)
            own = supplier and text == supplier.value
            if (
                _PERSON.match(fold(text))
                and _may_be_a_name(text)
                and run[0].x0 > 0.45 * page.width
                and not own
            ):
                people.append(Found(text, Place(page.number, box_of(run)), 0.6, text))
    return people[0] if len(people) == 1 else None
