"""A check on one page of paper."""

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
from etabli.foundation.ui.typography import full_day
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility.checks.reports import Item, Report
from etabli.programme.visibility.checks.wording import WHO, left_out_sentence

CHECK = files("etabli.programme.visibility").joinpath("documents").joinpath("check.typ")
MOST_IN_FULL = 6  # on one page; the others by their titles


def report_answer(report: Report, *, at: datetime) -> HttpResponse:
    """The PDF as the answer to a request."""
    return document_response(report_paper(report, at=at), "ce-qu-on-voit.pdf")


def report_paper(report: Report, *, at: datetime) -> bytes:
    """What to mend, in its order, by whom: one tagged page."""
    data = {
        "issuer": default_chamber().name,
        "fictional": is_fiction(),
        "opening": _("%(address)s, looked at on %(day)s.")
        % {"address": str(report.check), "day": full_day(report.check.done_at or at)},
        "mend_label": _("To mend, in this order"),
        "items": [_item(item) for item in report.to_mend[:MOST_IN_FULL]],
        "then_label": _("Then"),
        "then": [words_of(item.title) for item in report.to_mend[MOST_IN_FULL:]],
        "fine_label": _("What is right"),
        "fine": ", ".join(words_of(item.title) for item in report.fine),
        "unknown_label": _("What nobody could see from here"),
        "unknown": ", ".join(words_of(item.title) for item in report.unknown),
        "left_out": left_out_sentence(report),
        "none": _without_items(report),
    }
    return render(CHECK, data, title=_("What people see of this site"), lang=reader_language(), at=at)


def _without_items(report: Report) -> str:
    if report.to_mend:
        return ""
    return _("Nothing to mend.") if report.is_read else _("We could not read the page.")


def _item(item: Item) -> dict[str, Any]:
    who = _("%(who)s, %(minutes)s minutes") % {"who": WHO[item.finding.who], "minutes": item.finding.minutes}
    return {
        "title": words_of(item.title),
        "why": words_of(item.why),
        "how": [words_of(sentence) for sentence in item.how],
        "who": who,
    }
