"""Reading the queue, one case, and what concerns oneself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from etabli.community.association.models import Member
from etabli.community.moderation import rules
from etabli.community.moderation.limits import is_new
from etabli.community.moderation.models import Appeal, Case, Report
from etabli.community.moderation.moderated_content import contents_of, kind_of, moderated
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer

State = Case.State
OPEN_REPORT = Q(reports__closed_at=None, reports__withdrawn_at=None)
OPEN_APPEAL = Q(appeals__accepted=None, appeals__withdrawn_at=None)


@dataclass(frozen=True)
class Row:
    """A case in the queue. `is_mine`: the viewer wrote it, and somebody else decides."""

    case: Case
    kind: str
    reports: int
    has_appeal: bool
    is_mine: bool


def queue(viewer: Viewer) -> list[Row]:
    """What waits for the association's moderators, the oldest first: to be read, reported, or contested.

    What its author took back waits no more. One statement, and one for each kind of thing; none for anybody else.
    """
    if viewer.organisation_id is None or not rules.may_read_queue(viewer, viewer.organisation_id):
        return []
    cases_with_reports = Case.objects.filter(organisation=viewer.organisation_id).annotate(
        open_reports=Count("reports", filter=OPEN_REPORT & Q(reports__isnull=False), distinct=True),
        open_appeals=Count("appeals", filter=OPEN_APPEAL & Q(appeals__isnull=False), distinct=True),
    )
    asks = Q(state=State.WAITING) | Q(open_appeals__gt=0)
    reported = Q(open_reports__gt=0, state__in=[State.ACCEPTED, State.UNREAD])
    cases = list(cases_with_reports.filter(asks | reported).order_by("submitted_at", "pk"))
    contents = contents_of(cases)
    return [_row(viewer, case) for case in cases if case.pk in contents]


def get_case(viewer: Viewer, pk: int) -> Case:
    """A case, for those who read the queue of its association: one statement. Raises NotVisible."""
    case = _cases().filter(pk=pk).first()
    if case is None or not rules.may_read_queue(viewer, case.organisation_id):
        raise NotVisible
    return case


def get_decision(viewer: Viewer, pk: int) -> Case:
    """A case, for the author of the thing: one statement. Raises NotVisible."""
    case = _cases().filter(pk=pk).first()
    if case is None or not rules.is_author(viewer, case):
        raise NotVisible
    return case


def decision_on(viewer: Viewer, content: Model) -> Case:
    """The case of a thing of one's own: one statement. Raises NotVisible."""
    case = case_of(content)
    if case is None or not rules.is_author(viewer, case):
        raise NotVisible
    return case


def case_of(content: Model) -> Case | None:
    """The case of a thing, for whoever has been given the thing; None of what was never handed in: one statement."""
    return _cases().filter(subject_type=content._meta.label_lower, subject_id=str(content.pk)).first()


def get_reported(viewer: Viewer, model: str, pk: int) -> Any:
    """A thing that this viewer sees, to be reported: one statement at least. Raises NotVisible."""
    kind = moderated().get(model.lower())
    if kind is None:
        raise NotVisible

    content = apps.get_model(kind.model)._base_manager.filter(pk=pk).first()
    if content is None or not kind.may_see(viewer, content):
        raise NotVisible
    return content


def open_reports(case: Case) -> QuerySet[Report]:
    """The reports of a case that nobody has decided on yet, the first first."""
    return case.reports.filter(closed_at=None, withdrawn_at=None).order_by("pk")


def open_appeal(case: Case) -> Appeal | None:
    """The appeal of a case that waits for its decision; None when there is none."""
    return (
        case.appeals.filter(accepted=None, withdrawn_at=None)
        .select_related("case__organisation", "case__author__user")
        .first()
    )


def appeals_of(case: Case) -> QuerySet[Appeal]:
    """The appeals that stand, the latest first."""
    return case.appeals.filter(withdrawn_at=None).order_by("-pk")


def may_appeal(viewer: Viewer, case: Case) -> bool:
    """Its author, of a refusal that they have not contested: one statement at most."""
    if not rules.is_author(viewer, case) or case.state not in {State.REFUSED, State.HIDDEN}:
        return False
    return not case.appeals.filter(withdrawn_at=None, sent_at__gte=case.decided_at).exists()


def decisions_on_mine(viewer: Viewer) -> QuerySet[Case]:
    """What this viewer handed in, the latest first; nothing for a visitor."""
    if not viewer.actor.is_someone:
        return Case.objects.none()
    own_cases = Case.objects.filter(author=viewer.actor.party_id).exclude(state=State.WITHDRAWN)
    return own_cases.order_by("-submitted_at", "-pk")


def refused_of_mine(viewer: Viewer) -> QuerySet[Case]:
    """What was refused or hidden of the viewer's own, and they have not contested."""
    since = Appeal.objects.filter(case=OuterRef("pk"), withdrawn_at=None, sent_at__gte=OuterRef("decided_at"))
    return decisions_on_mine(viewer).filter(~Exists(since), state__in=[State.REFUSED, State.HIDDEN])


def being_read_of_mine(viewer: Viewer) -> QuerySet[Case]:
    """What of the viewer's own waits for the moderators: handed in and not out yet, or contested."""
    contested = Appeal.objects.filter(case=OuterRef("pk"), accepted=None, withdrawn_at=None)
    handed_in = Q(state=State.WAITING, is_out=False)
    return decisions_on_mine(viewer).filter(handed_in | Exists(contested))


def appeals_to_decide(viewer: Viewer, rows: list[Row]) -> list[Appeal]:
    """Of these rows of the queue, the appeals that this very viewer may decide: some statements for each."""
    appeals = (open_appeal(row.case) for row in rows if row.has_appeal)
    return [appeal for appeal in appeals if appeal and rules.may_decide_appeal(viewer, appeal)]


def needs_reading(member: Member, *, at: datetime | None = None) -> bool:
    """Whether what this member publishes waits for a moderator: a new member's does. Two statements at most."""
    return is_new(member, at=at or timezone.now())


def _cases() -> QuerySet[Case]:
    return Case.objects.select_related("organisation", "author__user")


def _row(viewer: Viewer, case: Any) -> Row:
    kind = kind_of(case)
    return Row(
        case=case,
        kind=str(kind.name) if kind else "",
        reports=case.open_reports,
        has_appeal=case.open_appeals > 0,
        is_mine=rules.is_author(viewer, case),
    )
