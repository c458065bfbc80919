"""The project as stages of the path, begun then ready to show; and the ad that is made of it, passed on then
answered."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from etabli.community.market.models import Ad, Answer
from etabli.foundation.stages import CHAMBER, PERSON, Stage, StageState, Times, first_of
from etabli.foundation.ui.typography import full_day
from etabli.procurement.briefs import engine
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.queries import plain, whole
from etabli.procurement.needs.catalogue import load

MINUTES_EACH = 2  # for a question


def _begun(chamber_id: int) -> QuerySet[Brief]:
    return Brief.objects.filter(chamber_id=chamber_id).exclude(state=Brief.State.WITHDRAWN)


def _ready(chamber_id: int) -> QuerySet[Brief]:
    return _begun(chamber_id).filter(handed_over_at__isnull=False)


def _passed_on(chamber_id: int) -> QuerySet[Ad]:
    return Ad.objects.filter(chamber_id=chamber_id, withdrawn_at=None, consent__withdrawn_at=None)


def _answered(chamber_id: int) -> QuerySet[Answer]:
    return Answer.objects.filter(
        withdrawn_at=None,
        ad__chamber_id=chamber_id,
        ad__withdrawn_at=None,
        ad__consent__withdrawn_at=None,
    )


def _facts() -> dict[str, Any]:
    """The project that the path tells of: the latest of those that are ready, else the latest; and the ads."""
    begun = _begun(CHAMBER).filter(person=PERSON)
    ready = _ready(CHAMBER).filter(person=PERSON)
    out = _passed_on(CHAMBER).filter(person=PERSON).order_by("passed_on_at")
    return {
        "begun_brief": Subquery(begun.order_by("-pk").values("pk")[:1]),
        "ready_brief": Subquery(ready.order_by("-pk").values("pk")[:1]),
        "ready_since": Subquery(ready.order_by("handed_over_at").values("handed_over_at")[:1]),
        "latest_ad": first_of(out.reverse(), answers="answers_taken", deadline="deadline_on"),
        "ads_since": Subquery(out.values("passed_on_at")[:1]),
    }


def _project(person: Any, at: datetime) -> StageState:
    if person.begun_brief is None:
        return StageState(
            "here",
            _("Say what you need, question by question."),
            url=reverse("briefs:start"),
            action=_("Start my project"),
            minutes=20,
        )
    brief = whole(Brief.objects.filter(pk=person.ready_brief or person.begun_brief)).get()
    result = engine.score(plain(brief), load())
    url = reverse("briefs:overview", args=[brief.pk])
    if person.ready_brief:
        values = {"project": brief, "answered": result.answered, "asked": result.asked}
        sentence = _("%(project)s: %(answered)d answers out of %(asked)d.") % values
        action = _("Read it again or change it")
        return StageState("done", sentence, since=person.ready_since, url=url, action=action)
    left = result.asked - result.answered
    sentence = (
        ngettext(
            "%(project)s: %(n)d question out of %(asked)d is left.",
            "%(project)s: %(n)d questions out of %(asked)d are left.",
            left,
        )
        if left
        else _("%(project)s: all is answered. Say that it is ready.")
    ) % {"project": brief, "n": left, "asked": result.asked}
    written = max((row.written_at for row in brief.answers.all()), default=brief.started_at)
    minutes = max(5, MINUTES_EACH * left)
    return StageState("here", sentence, since=written, url=url, action=_("Go on with it"), minutes=minutes)


def _ad(person: Any, at: datetime) -> StageState:
    if person.latest_ad is not None:
        return _out(person.latest_ad, person.ads_since, at)
    if person.ready_brief is None:
        return StageState(
            "later",
            _("Once your project is ready, it can be passed on to professionals, without your name."),
        )
    return StageState(
        "here",
        _("Pass your ad on to professionals, without your name: you read it first."),
        url=reverse("briefs:ad", args=[person.ready_brief]),
        action=_("Read my ad"),
        minutes=5,
    )


def _out(ad: dict[str, Any], since: datetime, at: datetime) -> StageState:
    n, deadline = ad["answers"], date.fromisoformat(ad["deadline"])
    sentence = (
        ngettext("%(n)d professional answered.", "%(n)d professionals answered.", n) % {"n": n}
        if n
        else _("Nobody has answered yet.")
    )
    if deadline >= timezone.localdate(at):
        sentence += " " + _("It is open until %(day)s.") % {"day": full_day(deadline)}
    return StageState("done", sentence, since=since, url=reverse("market:mine"), action=_("See the answers"))


STAGES = [
    Stage("brief", 40, gettext_lazy("The project, begun"), Times(_begun, "person", "started_at")),
    Stage(
        "brief_ready",
        45,
        gettext_lazy("The project, written out"),
        Times(_ready, "person", "handed_over_at"),
        _project,
        _facts,
        "project",
    ),
    Stage(
        "ad", 50, gettext_lazy("The ad"), Times(_passed_on, "person", "passed_on_at"), _ad, drawing="letter"
    ),
    Stage("ad_answered", 55, gettext_lazy("The ad, answered"), Times(_answered, "ad__person", "sent_at")),
]
