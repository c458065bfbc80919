"""What to do if something happens, and who holds what, on paper."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from etabli.foundation.documents import render
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.queries import default_chamber
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.procurement.needs.wording import words_of
from etabli.programme.protection.engine import Sheet
from etabli.programme.protection.models import HeldAccount

DOCUMENTS = files("etabli.programme.protection").joinpath("documents")
SHEETS = DOCUMENTS.joinpath("sheets.typ")
ACCOUNTS = DOCUMENTS.joinpath("accounts.typ")


def sheets_answer(sheets: Iterable[Sheet], *, at: datetime) -> HttpResponse:
    """The PDF as the answer to a request: one sheet a page."""
    return document_response(sheets_of(sheets, at=at), "que-faire-si.pdf")


def sheets_of(sheets: Iterable[Sheet], *, at: datetime) -> bytes:
    """Tagged pages, with the telephone of the chamber."""
    chamber = default_chamber()
    call = _("Alone with it? Call the chamber: %(phone)s") % {"phone": chamber.phone} if chamber.phone else ""
    data = {
        "issuer": chamber.name,
        "fictional": is_fiction(),
        "sheets": [_sheet(sheet) for sheet in sheets],
        "now_label": _("At once"),
        "then_label": _("Today"),
        "never_label": _("What not to do"),
        "calls_label": _("Whom to call"),
        "call": call,
        "hours": chamber.hours,
    }
    return render(SHEETS, data, title=_("What to do if"), lang=reader_language(), at=at)


def _sheet(sheet: Sheet) -> dict[str, Any]:
    calls = [
        {"name": words_of(service.name), "contact": words_of(service.contact), "why": words_of(why)}
        for service, why in sheet.calls
    ]
    return {
        "title": words_of(sheet.title),
        "sign": words_of(sheet.sign),
        "now": [*map(words_of, sheet.now)],
        "then": [*map(words_of, sheet.then)],
        "never": words_of(sheet.never),
        "calls": calls,
        "to_check": "" if sheet.is_checked else _("Whom to call is to be checked by the chamber."),
    }


def accounts_answer(accounts: Sequence[HeldAccount], *, at: datetime) -> HttpResponse:
    """The PDF as the answer to a request."""
    return document_response(accounts_paper(accounts, at=at), "qui-tient-quoi.pdf")


def accounts_paper(accounts: Sequence[HeldAccount], *, at: datetime) -> bytes:
    """Who holds what, on one tagged sheet; a line without a word for each kind that is not noted."""
    noted = {account.kind for account in accounts}
    rows = [
        [account.get_kind_display(), account.name, account.holder, account.email, account.recovery]
        for account in accounts
    ]
    rows += [[str(kind.label), "", "", "", ""] for kind in HeldAccount.Kind if kind not in noted]
    data = {
        "issuer": "",
        "fictional": is_fiction(),
        "safe": _("To be put away: in a safe, or a drawer that locks. No password is written here."),
        "columns": [_("Account"), _("Name"), _("Who holds it"), _("E-mail"), _("To get it back")],
        "rows": rows,
    }
    return render(ACCOUNTS, data, title=_("Who holds what"), lang=reader_language(), at=at)
