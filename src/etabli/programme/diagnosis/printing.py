"""The first steps on paper."""

from datetime import datetime
from importlib.resources import files
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from etabli.foundation.documents import qr_svg, render
from etabli.foundation.people.queries import default_chamber
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.programme.diagnosis.engine import Answers
from etabli.programme.diagnosis.links import address_of
from etabli.programme.diagnosis.models import KeptAnswers
from etabli.programme.diagnosis.queries import checks
from etabli.programme.diagnosis.wording import result_of

TEMPLATE = files("etabli.programme.diagnosis").joinpath("documents/sheet.typ")


def sheet_answer(answers: Answers, *, kept_answers: KeptAnswers | None, at: datetime) -> HttpResponse:
    """The PDF as the answer to a request; with the square and the words that lead back when the answers are kept."""
    pdf = sheet_of(answers, kept_answers=kept_answers, at=at)
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="premiers-pas.pdf"'},
    )


def sheet_of(answers: Answers, *, kept_answers: KeptAnswers | None, at: datetime) -> bytes:
    """Tagged pages: each step whole, with its reason, how it is done, and the box to tick."""
    chamber = default_chamber()
    result = result_of(answers, checks(chamber.pk))
    address = address_of(kept_answers) if kept_answers else ""
    steps = [
        {
            "title": step.title,
            "line": step.line,
            "reason": step.reasons[0].because,
            "have": step.have,
            "how": step.how,
            "worked": step.worked,
            "back": step.back,
        }
        for step in result.steps
    ]
    call = _("Prefer some help? Call %(phone)s.") % {"phone": chamber.phone} if chamber.phone else ""
    data = {
        "issuer": chamber.name,
        "fictional": is_fiction(),
        "opening": result.opening,
        "pace": result.pace,
        "steps": steps,
        "have_label": _("What you need:"),
        "worked_label": _("You’ll know it worked when:"),
        "back_label": _("To go back:"),
        "call": call,
        "hours": chamber.hours,
        "address": address,
        "qr": qr_svg(address) if address else "",
        "qr_label": _("QR code for these steps"),
        "again": _(
            "Find this page again: scan the square, or on %(site)s, “Where to start?”, “I have a sheet”, type"
        )
        % {"site": urlsplit(settings.BASE_URL).netloc}
        if kept_answers
        else "",
        "words": kept_answers.printed_words if kept_answers else "",
    }
    return render(TEMPLATE, data, title=_("My first steps"), lang=reader_language(), at=at)
