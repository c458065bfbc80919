"""What to mend to be seen, as a stage of the path: done at any time."""

from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from etabli.foundation.stages import PERSON, Stage, StageState, Times, first_of
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility.checks.catalogue import findings
from etabli.programme.visibility.checks.reports import to_mend
from etabli.programme.visibility.models import SiteCheck, VisibilityStep


def _checked(chamber_id: int) -> QuerySet[SiteCheck]:
    done = SiteCheck.objects.filter(chamber_id=chamber_id, withdrawn_at=None, status=SiteCheck.Status.DONE)
    return done.exclude(person=None)


def _facts() -> dict[str, Any]:
    checks = SiteCheck.objects.filter(person=PERSON, withdrawn_at=None, status=SiteCheck.Status.DONE)
    steps = VisibilityStep.objects.filter(person=PERSON, withdrawn_at=None, done_at=None)
    counted = steps.order_by().values("person").annotate(n=Count("pk")).values("n")
    return {
        "site_checked_at": Subquery(checks.order_by("done_at").values("done_at")[:1]),
        "visibility_step": first_of(steps.order_by("planned_at", "pk"), finding="finding"),
        "visibility_steps": Subquery(counted),
        "last_look": Subquery(checks.order_by("-done_at", "-pk").values("result")[:1]),
    }


def _state(person: Any, at: datetime) -> StageState:
    url = reverse("visibility:start")
    if person.site_checked_at is None:
        sentence = _("Give the address of your site, or look for yourself as a customer does.")
        return StageState("later", sentence, url=url, action=_("See what people see of me"))
    step = person.visibility_step and findings().get(person.visibility_step["finding"])
    if not step:
        sentence = _("You know what people see of your site.")
        return StageState("done", sentence, since=person.site_checked_at, url=url, action=_("Look again"))
    n = person.visibility_steps
    sentence = ngettext(
        "Of your site, %(n)d thing to mend is on your path: “%(title)s”.",
        "Of your site, %(n)d things to mend are on your path. The first: “%(title)s”.",
        n,
    ) % {"n": n, "title": words_of(step.title)}
    total = len(to_mend(person.last_look))
    if total > n:
        sentence += " " + _("The last look shows %(total)d in all.") % {"total": total}
    return StageState(
        "done",
        sentence,
        since=person.site_checked_at,
        url=url,
        action=_("Mend it"),
        minutes=step.minutes,
    )


STAGES = [
    Stage(
        "visibility",
        98,
        gettext_lazy("What people see of me"),
        Times(_checked, "person", "done_at"),
        state=_state,
        facts=_facts,
        is_private=True,
        is_apart=True,
    )
]
