"""A plan of paid ads on one page."""

from dataclasses import asdict
from datetime import datetime
from importlib.resources import files

from django.http import HttpResponse
from django.utils.translation import gettext as _

from etabli.foundation.documents import render
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.queries import default_chamber
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.programme.visibility.campaigns.wording import WordedPlan

TEMPLATE = files("etabli.programme.visibility").joinpath("documents", "campaign.typ")


def plan_answer(plan: WordedPlan, *, at: datetime) -> HttpResponse:
    """The PDF as the answer to a request."""
    return document_response(plan_paper(plan, at=at), "publicite.pdf")


def plan_paper(plan: WordedPlan, *, at: datetime) -> bytes:
    """One tagged page: the split, what to prepare, what it may bring, when to stop."""
    data = {
        "issuer": default_chamber().name,
        "fictional": is_fiction(),
        "about": plan.about,
        "split": plan.title,
        "honest": plan.honest,
        "together": _together(plan),
        "parts": [asdict(part) for part in plan.parts],
        "prepare_label": _("To prepare"),
        "watch_label": _("After seven days"),
        "columns": [_("What comes"), _("How many")],
        "days": _("First day of the ads: ………………  Last day, four weeks later: ………………"),
        "assumed": _("These ranges are no promise."),
    }
    return render(TEMPLATE, data, title=_("My paid ads"), lang=reader_language(), at=at)


def _together(plan: WordedPlan) -> str:
    """Of what all networks bring, the end alone: the rest has no room on one page."""
    if not plan.together:
        return ""
    name, how_many = plan.together[-1]
    return _("In all, in four weeks: %(what)s, %(how_many)s.") % {"what": name, "how_many": how_many}
