"""The project as stages of the path, begun then ready to show; and the ad that is made of it, passed on then
answered."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from etabli.community.market.models import Ad, Answer
from etabli.foundation.people.models import Person
from etabli.foundation.stages import Stage, StageState, Times
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


def _project(person: Person, at: datetime) -> StageState:
    briefs = list(whole(_begun(person.chamber_id).filter(person=person)).order_by("-pk"))
    if not briefs:
        return StageState(
            "here",
            _("Say what you need, question by question."),
            url=reverse("briefs:start"),
            action=_("Start my project"),
            minutes=20,
        )
    ready = [brief for brief in briefs if brief.handed_over_at is not None]
    brief = ready[0] if ready else briefs[0]
    result = engine.score(plain(brief), load())
    url = reverse("briefs:overview", args=[brief.pk])
    if ready:
        values = {"project": brief, "answered": result.answered, "asked": result.asked}
        sentence = _("%(project)s: %(answered)d answers out of %(asked)d.") % values
        since = min(row.handed_over_at for row in ready if row.handed_over_at)
        return StageState("done", sentence, since=since, url=url, action=_("Read it again or change it"))
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


def _ad(person: Person, at: datetime) -> StageState:
    ads = list(_passed_on(person.chamber_id).filter(person=person).order_by("passed_on_at"))
    if ads:
        return _out(ads, at)
    brief = _ready(person.chamber_id).filter(person=person).order_by("-pk").first()
    if brief is None:
        return StageState(
            "later",
            _("Once your project is ready, it can be passed on to professionals, without your name."),
        )
    return StageState(
        "here",
        _("Pass your ad on to professionals, without your name: you read it first."),
        url=reverse("briefs:ad", args=[brief.pk]),
        action=_("Read my ad"),
        minutes=5,
    )


def _out(ads: list[Ad], at: datetime) -> StageState:
    ad = ads[-1]
    n = ad.answers_taken
    sentence = (
        ngettext("%(n)d professional answered.", "%(n)d professionals answered.", n) % {"n": n}
        if n
        else _("Nobody has answered yet.")
    )
    if ad.deadline_on >= timezone.localdate(at):
        sentence += " " + _("It is open until %(day)s.") % {"day": full_day(ad.deadline_on)}
    return StageState(
        "done", sentence, since=ads[0].passed_on_at, url=reverse("market:mine"), action=_("See the answers")
    )


STAGES = [
    Stage("brief", 40, gettext_lazy("The project, begun"), Times(_begun, "person", "started_at")),
    Stage(
        "brief_ready",
        45,
        gettext_lazy("The project, written out"),
        Times(_ready, "person", "handed_over_at"),
        _project,
    ),
    Stage("ad", 50, gettext_lazy("The ad"), Times(_passed_on, "person", "passed_on_at"), _ad),
    Stage("ad_answered", 55, gettext_lazy("The ad, answered"), Times(_answered, "ad__person", "sent_at")),
]
