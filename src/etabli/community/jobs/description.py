"""An offer as pages tell it: its facts, what reads like a forbidden criterion in it, what search engines read."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.jobs import wording
from etabli.community.jobs.engine import (
    ForbiddenCriterion,
    Place,
    Posting,
    SuspectWording,
    find_suspect_wording,
    job_posting,
    missing_fields,
)
from etabli.community.jobs.listing import JobCard
from etabli.community.jobs.models import Job
from etabli.community.jobs.states import CLOSABLE, CORRECTABLE, RENEWABLE, SENDABLE, WITHDRAWABLE, State
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import full_day


def cards_by_day(cards: Sequence[JobCard]) -> list[tuple[date, list[JobCard]]]:
    """The cards of a page under their days, in the order in which they come."""
    return [(day, list(group)) for day, group in groupby(cards, key=lambda card: card.published_on)]


def facts(job: Job) -> list[tuple[str, str]]:
    """(what, how much or where) in the order in which one asks; what is not said is empty."""
    terms = job.terms
    commune = job.commune.name if job.commune else ""
    return [
        (_("Kind"), str(job.get_kind_display())),
        (wording.pay_label(terms.kind), wording.pay(terms)),
        (_("Where"), wording.place(terms, commune)),
        (_("Starts"), wording.starts(terms)),
        (_("How long"), wording.length(terms)),
        (_("Hours"), wording.hours(terms)),
        (_("Diploma or level"), terms.diploma),
        (_("Skills"), terms.skills),
        (_("Trade"), job.trade_label.capitalize()),
        (_("Last day to apply"), full_day(terms.apply_by_on) if terms.apply_by_on else ""),
    ]


def summary(job: Job) -> str:
    """An offer in a line, for a feed."""
    terms = job.terms
    place_text = wording.place(terms, job.commune.name if job.commune else "")
    return " · ".join(part for part in (job.employer, place_text, wording.pay(terms)) if part)


def author_context(job: Job, state: State) -> dict[str, Any]:
    """What an author reads beside their offer: what lacks, what reads like a forbidden criterion, what can be done."""
    missing_labels = [FIELD_LABELS[name]() for name in missing_fields(job.terms)]
    return {
        "lacks": missing_labels,
        "doubts": suspect_wording(job),
        "is_refused": state == State.REFUSED,
        "may_send": state in SENDABLE and not missing_labels,
        "may_correct": state in CORRECTABLE,
        "may_renew": state in RENEWABLE and job.published_at is not None,
        "may_close": state in CLOSABLE,
        "may_withdraw": state in WITHDRAWABLE,
        "received": job.applications.filter(withdrawn_at=None).count(),
    }


def suspect_wording(job: Job) -> list[SuspectWording]:
    """What reads like a criterion that the law forbids."""
    terms = job.terms
    texts = (terms.title, terms.duties, terms.skills, terms.diploma, terms.how_to_apply)
    return find_suspect_wording("\n".join(texts), forbidden_criteria(reader_language()))


@cache
def forbidden_criteria(language: str) -> tuple[ForbiddenCriterion, ...]:
    """The list, its reasons in this language."""
    rows = json.loads((Path(__file__).parent / "data" / "criteria.json").read_text(encoding="utf-8"))
    column = "en" if language == "en" else "fr"
    return tuple(
        ForbiddenCriterion(
            row["id"], tuple(row["words"]), row[column], row["article"], tuple(row.get("unless", ()))
        )
        for row in rows
    )


def json_ld_of(job: Job) -> dict[str, Any]:
    """What is written as JSON-LD on the page of an offer that is out."""
    assert job.published_on is not None
    assert job.expires_on is not None
    last = min(job.expires_on, job.apply_by_on) if job.apply_by_on else job.expires_on
    place = None
    if job.commune is not None:
        codes = job.commune.postal_codes.split()
        place = Place(job.commune.name, codes[0] if len(codes) == 1 else "")
    posting = Posting(
        terms=job.terms,
        url=f"{settings.BASE_URL}{reverse('jobs:job', args=[job.pk])}",
        number=job.pk,
        published_on=job.published_on,
        place=place,
        publisher=job.organisation.name,
        trade=job.trade_label,
        ends_at=timezone.make_aware(datetime.combine(last, time(23, 59, 59))).isoformat(),
    )
    return job_posting(posting)


FIELD_LABELS = {
    "title": lambda: _("the title"),
    "employer": lambda: _("who offers it"),
    "duties": lambda: _("what is to be done"),
    "skills": lambda: _("the skills"),
    "trade": lambda: _("the trade"),
    "commune_id": lambda: _("the commune, or “wholly from afar”"),
    "duration": lambda: _("how long it lasts"),
    "week_minutes": lambda: _("the hours a week"),
    "pay_low_cents": lambda: _("the pay"),
    "diploma": lambda: _("the diploma that is prepared"),
    "agreement": lambda: _("the agreement with the school, to be ticked"),
}
