"""Reading a list of members that somebody kept in a spreadsheet: plain Python."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

LIST_FIELDS = ("name", "email", "company", "kind", "trade", "commune", "joined_on")
COLUMN_NAMES = {  # how columns are called, folded; the beginnings are enough
    "email": (
        "email",
        "e mail",
        "mail",
        "courriel",
        "adresse mail",
        "adresse e mail",
        "adresse electronique",
    ),
    "company": (
        "entreprise",
        "societe",
        "raison sociale",
        "structure",
        "company",
        "organisation",
        "enseigne",
    ),
    "kind": ("type", "nature", "kind", "statut"),
    "trade": ("metier", "profession", "activite", "specialite", "trade", "fonction"),
    "commune": ("commune", "ville", "code insee", "city", "town"),
    "joined_on": (
        "date d adhesion",
        "date adhesion",
        "adhesion",
        "adherent depuis",
        "date d entree",
        "entree",
        "date d arrivee",
        "arrivee",
        "arrive le",
        "joined",
        "inscription",
    ),
    "name": ("nom complet", "nom et prenom", "prenom nom", "adherent", "name", "full name", "contact", "nom"),
}
FIRST_NAME_HEADERS = ("prenom", "first name", "given name")  # a column of its own, put before the name
EMAIL_PATTERN = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]{2,}")
COMPANY_WORDS = ("entreprise", "societe", "company", "personne morale", "morale")
MIN_SIMILARITY = 88  # of 100: a trade that is so near is meant


@dataclass(frozen=True)
class ListedMember:
    """Somebody of the list who can be taken in. `line` is that of the file, from 1."""

    line: int
    name: str
    email: str
    company: str
    kind: str
    trade: str
    commune_code: str
    joined_on: date | None


@dataclass(frozen=True)
class Fault:
    """Why a line is left out. `code`: no_name, no_email, bad_email, twice, no_trade, trade, day; `value` was there."""

    line: int
    code: str
    value: str


@dataclass(frozen=True)
class MemberList:
    """What a list gives."""

    members: tuple[ListedMember, ...]
    faults: tuple[Fault, ...]


def fold(text: str) -> str:
    """Without accents, capitals or punctuation."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", " ")).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def guess_columns(header: Sequence[str]) -> dict[str, int]:
    """Which column holds what, by their names: a field that no column seems to hold is left out.

    "first" may stand beside "name".
    """
    folded = [fold(cell) for cell in header]
    ranks: dict[str, int] = {}
    for field, names in [("first", FIRST_NAME_HEADERS), *COLUMN_NAMES.items()]:
        free = [rank for rank in range(len(folded)) if rank not in ranks.values()]
        exact = [rank for name in names for rank in free if folded[rank] == name]
        prefixed = [rank for name in names for rank in free if folded[rank].startswith(f"{name} ")]
        if exact or prefixed:
            ranks[field] = (exact or prefixed)[0]
    return ranks


def examine(
    rows: Sequence[Sequence[str]],
    columns: Mapping[str, int],
    *,
    trades: Mapping[str, str],
    communes: Mapping[str, str],
    default_trade: str = "",
) -> MemberList:
    """Look at each row under the header. `trades` and `communes` lead from a folded name to an id; `default_trade`: the
    trade of whoever has none in the list. A commune that is not known is left empty."""
    members: list[ListedMember] = []
    faults: list[Fault] = []
    seen_emails: set[str] = set()
    trade_cache: dict[str, str] = {}
    for line, row in enumerate(rows[1:], start=2):
        cell = {field: _cell(row, rank) for field, rank in columns.items()}
        examined = _parse_row(line, cell, trades, communes, default_trade, trade_cache)
        if isinstance(examined, ListedMember) and examined.email in seen_emails:
            examined = Fault(line, "twice", examined.email)
        if isinstance(examined, Fault):
            faults.append(examined)
        else:
            seen_emails.add(examined.email)
            members.append(examined)
    return MemberList(tuple(members), tuple(faults))


def _parse_row(
    line: int,
    cell: Mapping[str, str],
    trades: Mapping[str, str],
    communes: Mapping[str, str],
    default_trade: str,
    trade_cache: dict[str, str],
) -> ListedMember | Fault:
    company = cell.get("company", "")
    name = " ".join(filter(None, [cell.get("first", ""), cell.get("name", "")])) or company
    email = cell.get("email", "").lower()
    joined_on, joined_text = _parse_day(cell.get("joined_on", "")), cell.get("joined_on", "")
    trade = _find_trade(cell.get("trade", ""), trades, trade_cache) or default_trade
    checks = [
        (not name, "no_name", ""),
        (not email, "no_email", name),
        (bool(email) and not (EMAIL_PATTERN.fullmatch(email) and len(email) <= 254), "bad_email", email),
        (not trade and not cell.get("trade"), "no_trade", name),
        (not trade, "trade", cell.get("trade", "")),
        (bool(joined_text) and joined_on is None, "day", joined_text),
    ]
    fault = next(((code, value) for is_wrong, code, value in checks if is_wrong), None)
    if fault:
        return Fault(line, *fault)
    is_company = bool(company) and any(word in fold(cell.get("kind", "")) for word in COMPANY_WORDS)
    return ListedMember(
        line=line,
        name=name[:120],
        email=email,
        company=company[:120] if is_company else "",
        kind="company" if is_company else "person",
        trade=trade,
        commune_code=communes.get(fold(cell.get("commune", "")), ""),
        joined_on=joined_on,
    )


def _cell(row: Sequence[str], rank: int) -> str:
    return row[rank].strip() if rank < len(row) else ""


def _find_trade(text: str, trades: Mapping[str, str], trade_cache: dict[str, str]) -> str:
    key = fold(text)
    if not key or key in trades:
        return trades.get(key, "")
    if key not in trade_cache:
        match = process.extractOne(key, list(trades), scorer=fuzz.WRatio, score_cutoff=MIN_SIMILARITY)
        trade_cache[key] = trades[match[0]] if match else ""
    return trade_cache[key]


def _parse_day(text: str) -> date | None:
    """An ISO day, or one as people write it here: 14/01/2024."""
    try:
        if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2}).*", text):
            year, month, day = (int(part) for part in match.groups())
            return date(year, month, day)
        if match := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text):
            day, month, year = (int(part) for part in match.groups())
            return date(year, month, day)
    except ValueError:
        return None
    return None
