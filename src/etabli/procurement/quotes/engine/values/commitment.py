"""What comes back every month or year, and for how long the client is bound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from ..model import Commitment, Line, Passage
from ..text.dates import duration_in
from ..text.numbers import readings
from ..text.pages import fold
from .arithmetic import cents

type Period = Literal["month", "year"]

_YEARLY = re.compile(
    r"\b(annuel\w*|par an(nee)?|an(nee)? civile|l an(nee)?|tous les ans|chaque annee|yearly|annual\w*|per year|"
    r"jahrlich|pro jahr|(1|un) an|12 mois|(1ere|1re|premiere) annee)\b"
)
_MONTHLY = re.compile(
    r"\b(mensuel\w*|mensualites?|loyers?|par mois|chaque mois|tous les mois|monthly|per month|monatlich|pro monat)\b"
)
_PER_YEAR_SIGN, _PER_MONTH_SIGN = re.compile(r"/ ?(an|year|jahr)s?\b"), re.compile(r"/ ?(mois|month|monat)\b")
_WARRANTY = re.compile(r"\bgaranti\w*( \w+){0,3} \d+ (an|mois)s?\b|\b\d+ (an|mois)s?( \w+){0,2} garanti\w*")
_YEARLY_PAYMENT = re.compile(
    r"\b(paiement|facturation|reglement|billing|facture\w*) annuel\w*|annual billing\b"
)
_DOMAIN = re.compile(r"\b(noms? de domaines?|domain names?)\b")
_DOMAIN_WORK = re.compile(r"\b(transfert|configur\w*|parametr\w*|redirection|rattach\w*|audit)\b")
_SUBSCRIPTION = re.compile(
    r"\b(hebergement|maintenance|abonnement|hosting|subscription|support|infogerance|"
    r"sauvegarde|licence|certificat)\b"
)
_COMMITMENT = re.compile(
    r"(engage\w*|duree (du contrat|initiale|minimale|minimum|de location|d ?engagement|d ?abonnement)|"
    r"contrat (est )?(de|d une duree de|conclue? pour)|duree de \d+ mois ferme|souscri\w* pour|"
    r"periode (initiale|minimale|ferme)|duree ferme|irrevocable|minimum term|commitment|"
    r"mindestlaufzeit|abonnement (de|d une duree de))"
)
_NO_COMMITMENT = re.compile(
    r"\b(sans|aucun|pas d|no|without) (duree d )?(engage|commitment)\w*|"
    r"\b(prestataire|nous( nous)?|agence|vendeur|studio|fournisseur|societe)( \w+){0,2} (s |nous )?engage(?!ment)\w*"
)
_SUM = r"(?P<each>\d[\d\s.,]{0,14})\s?(?:€|euros?\b|eur\b)"
_INSTALMENTS = (
    re.compile(
        r"\b(?P<n>\d\d)\s(?:loyers?|mensualit[ée]s?|[ée]ch[ée]ances?|pr[ée]l[èe]vements?|paiements mensuels|"
        r"monthly payments)\b(?:(?:\s(?:mensuel\w*|fixes?|cons[ée]cuti\w*|constant\w*|[ée]gale?s|d['’]un montant|"
        rf"chacune?))*\s(?:de|à|of|:)\s{_SUM})?",
        re.I,
    ),
    re.compile(
        rf"^(?=.*(?:loyer|mensualit|location|par mois|/ ?mois)).*?\b(?P<n>\d\d)\s?[x×*]\s?{_SUM}", re.I
    ),
    re.compile(
        rf"{_SUM}\s?(?:ht|ttc)?\s?(?:/|par)\s?mois,?\s(?:pendant|sur|durant)\s(?P<n>\d\d)\smois\b", re.I
    ),
)
_EACH_MONTH = re.compile(
    rf"{_SUM}\s?(?:h\.?t\.?|ttc|hors taxes?)?\s?(?:(?:/|par|chaque)\s?mois|mensuels?\b)", re.I
)
_OFFERED = re.compile(r"\b(options?|en option|optionnel\w*|facultati\w*|sur demande)\b")
_RENT = re.compile(rf"\b(?:loyer|mensualit[ée])s?(?:\s(?:mensuel\w*|de|ht|ttc))*\s?:?\s{_SUM}", re.I)
_PROPOSED = re.compile(  # another way to pay than the quote's own
    r"\b(financements?|locations?|leasing|credit bail|lld|loa|paiement|reglement)\b( \w+){0,8}? (possibles?|en option|"
    r"sur demande|au choix|envisageables?)\b|"
    r"\b(possibilite|option|solution|offre|proposition|exemple|simulation)s? (de |d )?"
    r"(financement|location|leasing|loyers?|paiement)|"
    r"\b(possible|finance\w*|payable) (aussi |egalement )?(en|sur|par) "
    r"(location|leasing|credit bail|\d+ (mois|loyers|mensualites))|"
    r"\bnous (pouvons|vous proposons|proposons)\b|\b(si vous (preferez|souhaitez|voulez)|ou bien|au lieu d)\b"
)
_NOT_BINDING = re.compile(
    r"\b(valable|validite|valide|garanti\w*|realis\w*|delai|livr\w*|paiement a|preavis|repon\w*|corrig\w*|conserv\w*)\b"
)
_NOTICE = re.compile(r"\b(preavis|denonc\w*|notice( period)?|resili\w*|kundigungsfrist)\b")
_APART = re.compile(r"(?<=[.;])\s+(?=[A-ZÀ-Ý])|\s[–—|•]\s")
_UPFRONT = re.compile(
    r"\b(frais (de |d )?(mise en (service|place|ligne|route)|dossier|creation|installation|parametrage|adhesion|"
    r"demarrage)|versement initial|apport initial|premier loyer majore|setup fee)\b"
)
_BY_ITSELF, _AGAIN = r"(tacite\w*|automatique\w*|de plein droit)", r"re(conduc|condui|nouvel)\w*"
_RENEWAL = re.compile(
    rf"\b{_BY_ITSELF}( \w+){{0,3}} {_AGAIN}|\b{_AGAIN}( \w+){{0,4}} {_BY_ITSELF}|"
    r"\bautomatic\w* renew\w*|\brenew\w* automatic\w*"
)
_NO_RENEWAL = re.compile(
    rf"\b(sans|aucune?|ni|pas( \w+){{0,4}}|not|no) ({_BY_ITSELF}|{_AGAIN}|automatic|renew)|"
    rf"\b{_AGAIN}( \w+){{0,4}} exclue?s?\b"
)
_PER_MONTH, _PER_YEAR = (
    ("mois", "month", "months", "mensuel", "mensualite", "mensualites", "par mois", "monat", "monate"),
    ("an", "ans", "annee", "annees", "year", "years", "par an", "jahr", "jahre"),
)


def period_of(description: str, unit: str | None, quantity: Decimal | None) -> Period | None:
    """ "month" or "year" when the line says that it comes back; None otherwise."""
    text, unit_text = _WARRANTY.sub(" ", fold(description)), fold(unit or "")
    printed = f"{description} {unit or ''}".lower()
    if _YEARLY_PAYMENT.search(text):
        return "year"
    if unit_text in (*_PER_MONTH, *_PER_YEAR) and "garanti" not in text:
        return "month" if unit_text in _PER_MONTH else "year"
    if re.search(r"\b12 mois\b", text) and quantity == 12:
        return "month"
    if _YEARLY.search(text) or _PER_YEAR_SIGN.search(printed):
        return "year"
    if _PER_MONTH_SIGN.search(printed) or _MONTHLY.search(text):
        return "month"
    if _SUBSCRIPTION.search(text) and quantity == 12:
        return "month"
    return "year" if _DOMAIN.search(text) and not _DOMAIN_WORK.search(text) else None


def is_proposal(text: str) -> bool:
    """Whether a row only offers another way to pay ("Financement possible : 48 loyers de 129 €")."""
    return _PROPOSED.search(fold(text)) is not None


def renewal_in(passages: Sequence[Passage]) -> Passage | None:
    """The passage that says that the contract goes on by itself; the first of two when the sentence is cut."""
    sentences = list(_sentences(passages))
    alone = (passage for passage, text, _whole in sentences if _renews(text))
    return next(alone, None) or next((passage for passage, _text, whole in sentences if _renews(whole)), None)


def _renews(text: str) -> bool:
    return bool(_RENEWAL.search(text)) and not _NO_RENEWAL.search(text)


def notice_in(passages: Sequence[Passage]) -> tuple[int, str] | None:
    """How long before its end a contract must be stopped: a count and "day", "week", "month" or "year"."""
    for _passage, text, whole in _sentences(passages):
        for match in _NOTICE.finditer(text):
            around = f"{text[max(0, match.start() - 20) : match.start()]} {whole[match.start() : match.end() + 60]}"
            duration = duration_in(whole[match.start() : match.end() + 60]) or duration_in(around)
            if duration and re.search(r"preavis|avant|notice|frist", around):
                return duration
    return None


def upfront_in(passages: Sequence[Passage], lines: Sequence[Line]) -> Decimal | None:
    """What is paid once at the start of a rental: the sum of the lines in the total that say so; where none does,
    the first amount that the text gives for it; None when neither says it."""
    of_lines = [
        line.amount
        for line in lines
        if line.in_total and line.amount and _UPFRONT.search(fold(line.description))
    ]
    if of_lines:
        return sum(of_lines, Decimal(0))
    for passage in passages:
        match = re.search(_SUM, passage.text) if _UPFRONT.search(fold(passage.text)) else None
        if match:
            return _instalments_total(1, match["each"])
    return None


def _sentences(passages: Sequence[Passage]) -> Iterator[tuple[Passage, str, str]]:
    """Each clause of a passage with that passage: its folded words, and the same with those of the next clause, where
    a cut sentence goes on."""
    clauses = [(passage, fold(clause)) for passage in passages for clause in _APART.split(passage.text)]
    for at, (passage, text) in enumerate(clauses):
        yield passage, text, f"{text} {clauses[at + 1][1]}" if at + 1 < len(clauses) else text


def commitment_in(passages: Sequence[Passage], lines: Sequence[Line]) -> Commitment | None:
    """The term that binds the client: said in the text, or else the months that its lines are sold for."""
    renews = renewal_in(passages)
    renewal = renews.text.strip() if renews else None
    for passage, text, whole in _sentences([p for p in passages if not is_proposal(p.text)]):
        match = next((m for pattern in _INSTALMENTS if (m := pattern.search(passage.text))), None)
        if match:
            months = int(match["n"])
            total = _instalments_total(months, match["each"]) or total_over_term(months, lines, passages)
            return Commitment(months, total, renewal, passage.place)
        bound = _COMMITMENT.search(text)
        if not bound or _NO_COMMITMENT.search(text):
            continue
        tail = text[bound.start() :]
        if not duration_in(tail):
            tail = whole[bound.start() : len(text) + 60]
        duration = duration_in(tail)
        if duration and duration[1] in ("month", "year") and not _NOT_BINDING.search(tail):
            months = duration[0] * (12 if duration[1] == "year" else 1)
            return Commitment(months, total_over_term(months, lines, passages), renewal, passage.place)
    return _sold_for_months(lines, passages, renewal)


def _sold_for_months(
    lines: Sequence[Line], passages: Sequence[Passage], renewal: str | None
) -> Commitment | None:
    """A year or more of months in one line is paid for by who signs; lines that disagree say nothing."""
    sold = [
        line
        for line in lines
        if line.in_total and line.quantity and line.quantity >= 12 and _counts_months(line)
    ]
    months = {line.quantity for line in sold}
    if len(months) != 1:
        return None
    count = int(months.pop() or 0)
    return Commitment(count, total_over_term(count, lines, passages), renewal, sold[0].place)


def _counts_months(line: Line) -> bool:
    """Whether the quantity of a line is a number of months, by its unit or by its words ("Maintenance, 12 mois")."""
    said = f"{line.description} {line.details}"
    return fold(line.unit or "") in _PER_MONTH or (
        line.recurring == "month" and f" {line.quantity} mois " in f" {fold(said)} "
    )


def monthly_prices(passages: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    """The rows of text that ask for an amount each month, and that amount as printed; not what is only offered."""
    for passage in passages:
        match = _EACH_MONTH.search(passage.text)
        if match and not _OFFERED.search(fold(passage.text)) and not is_proposal(passage.text):
            yield passage, match["each"]


def total_over_term(months: int, lines: Sequence[Line], passages: Sequence[Passage]) -> Decimal | None:
    """What the monthly and yearly lines come to over the term, to the cent, or else the one rent that the text gives,
    or the one amount that it asks for each month; None when there is none or when the price of one is missing."""
    monthly = [_monthly_cost(line, months) for line in lines if line.recurring and line.in_total]
    if not monthly:
        rents = {m["each"] for p in passages if (m := _RENT.search(p.text))}
        rents = rents or {price for _passage, price in monthly_prices(passages)}
        return _instalments_total(months, rents.pop()) if len(rents) == 1 else None
    known = [price for price in monthly if price is not None]
    return cents(sum(known, Decimal(0)) * months) if len(known) == len(monthly) else None


def _monthly_cost(line: Line, months: int) -> Decimal | None:
    """What a line that comes back costs each month."""
    amount = line.amount
    if amount is None and line.unit_price is not None:
        amount = line.unit_price * (line.quantity if line.quantity else Decimal(1))
    return None if amount is None else decimal(Fraction(amount) * payments_per_year(line, months) / 12)


def payments_per_year(line: Line, months: int) -> Fraction:
    """How many times the amount of a line that comes back is due in a year. Its quantity counts things (3 mailboxes,
    all in its amount), or else the payments themselves (12 months), of which one is due each time."""
    quantity, unit = line.quantity or Decimal(1), fold(line.unit or "")
    paid_each = unit in (*_PER_MONTH, *_PER_YEAR) or (line.recurring == "month" and quantity in (12, months))
    by_month = unit in _PER_MONTH or (line.recurring == "month" and unit not in _PER_YEAR)
    return Fraction(12 if by_month else 1) / (Fraction(quantity) if paid_each else 1)


def decimal(value: Fraction) -> Decimal:
    """As a decimal, exact as long as it has less than 28 figures."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def _instalments_total(months: int, each: str | None) -> Decimal | None:
    """What the instalments come to, when the sentence that counts them gives the amount of each ("48 × 300 €")."""
    values = readings(re.sub(r"\s", "", each), None) if each else ()
    return cents(values[0] * months) if values else None
