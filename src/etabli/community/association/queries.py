"""Reading the association: who is in it, what waits for the board, the sheet of a member (who reads their own)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict

from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from etabli.community.association.impartiality import (
    SuspensionRight,
    may_judge_appeal,
    may_lift,
    suspension_right,
)
from etabli.community.association.models import (
    Application,
    Category,
    Dues,
    DuesRules,
    Member,
    MemberKind,
    OwnTrade,
    Payment,
    Period,
    Suspension,
)
from etabli.community.association.rules import is_board_of, is_self
from etabli.community.neutrality.rules import acts_for_association
from etabli.foundation.journal import refusal_of
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import Line, lines_of, without_refused_undos
from etabli.foundation.kept_statements import Given, KeptStatement
from etabli.foundation.people.models import Organisation, OrganisationKind, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.text_lookups import contains


def association_of(chamber_id: int) -> Organisation | None:
    """The association that works beside this chamber; the first, should there be several: one statement."""
    organisations = Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION, chamber_id=chamber_id)
    return organisations.order_by("pk").first()


# Reading the members: who is in, who may vote, and the place of whoever looks.


def member_of(viewer: Viewer) -> Member | None:
    """The membership of whoever acts for the association today: one statement; none for anybody else, nor for a
    member who is suspended."""
    place = own_member(viewer)
    return place if place is not None and place.in_force else None


def own_member(viewer: Viewer) -> Member | None:
    """Like `member_of`, and of whoever is suspended too: what they read of themselves. One statement."""
    if not acts_for_association(viewer) or viewer.user_id is None or viewer.organisation_id is None:
        return None
    return _OWN_MEMBER.first(user=viewer.user_id, organisation=viewer.organisation_id)


_OWN_MEMBER = KeptStatement(
    Member.objects.filter(
        user=Given("user", BigIntegerField()),
        organisation=Given("organisation", BigIntegerField()),
        left_on=None,
    )
    .select_related("organisation", "user", "category")
    .order_by("pk")
)


def in_force(organisation_id: int) -> QuerySet[Member]:
    """The members who neither left nor are suspended: those who are listed, and may answer."""
    return Member.objects.filter(organisation=organisation_id, left_on=None, suspended_at=None)


def voters(organisation_id: int, on: date) -> QuerySet[Member]:
    """Who has a vote on that day: persons in force, whose dues are settled or within the grace. Two statements."""
    late = late_dues(organisation_id, on).filter(member=OuterRef("pk"))
    persons = in_force(organisation_id).filter(kind=MemberKind.PERSON, joined_on__lte=on)
    return persons.exclude(Exists(late))


def late_dues(organisation_id: int, on: date) -> QuerySet[Dues]:
    """What is still owed once the grace is over: one statement for the rules, one for whoever reads the rows."""
    grace = rules_of(organisation_id).grace_days
    return dues_to_pay(organisation_id).filter(due_on__lt=on - timedelta(days=grace))


def past_due(organisation_id: int, on: date) -> QuerySet[Dues]:
    """What members in force still owe after its day, within the grace or not: one statement."""
    return dues_to_pay(organisation_id).filter(due_on__lt=on, member__left_on=None)


def dues_to_pay(organisation_id: int) -> QuerySet[Dues]:
    """What is still to be paid, late or not."""
    dues = Dues.objects.filter(member__organisation=organisation_id, withdrawn_at=None, waived_at=None)
    return dues.filter(period__withdrawn_at=None, paid_cents__lt=F("amount_cents"))


def rules_of(organisation_id: int) -> DuesRules:
    """How the association asks for its dues; an unsaved row of defaults when it chose nothing."""
    dues_rules = DuesRules.objects.filter(organisation=organisation_id).first()
    return dues_rules or DuesRules(organisation_id=organisation_id)


def get_member(viewer: Viewer, pk: int) -> Member:
    """A member, gone or not, for the board and for themselves: one statement. Raises NotVisible."""
    member = Member.objects.select_related("organisation", "user", "category").filter(pk=pk).first()
    board = member is not None and viewer.role == Role.BOARD and is_board_of(viewer, member.organisation_id)
    if member is None or not (board or is_self(viewer, member)):
        raise NotVisible
    return member


MEMBER_STATES = ("in", "late", "suspended", "left")
MAX_SHOWN = 12  # of each kind, on the page of what waits


@dataclass(frozen=True)
class Filters:
    """What the board looks for, "" for all; `state` is one of MEMBER_STATES: by default, those who are in."""

    words: str = ""
    state: str = "in"
    trade: str = ""


@dataclass(frozen=True)
class MemberSheet:
    """All that is known of a member, for the board and for themselves."""

    member: Member
    dues: Sequence[Dues]
    suspension: Suspension | None
    history: Sequence[Line]
    way: SuspensionRight  # who would suspend them
    rules: DuesRules
    has_vote: bool
    today: date
    cancel_refusals: Mapping[int, str]  # by dues, why what was paid can't be cancelled today

    @property
    def why_kept(self) -> str:
        return next(iter(self.cancel_refusals.values()), "")

    @property
    def asks_assembly(self) -> bool:
        """Nothing changes before the general assembly votes."""
        return self.way == SuspensionRight.ASSEMBLY

    @property
    def may_suspend(self) -> bool:
        return self.way != SuspensionRight.OTHERS

    @property
    def owes(self) -> bool:
        """Something is still to be paid, late or not."""
        return any(row.left_cents for row in self.dues)


@dataclass(frozen=True)
class Todo:
    """What waits for the board: `applications` and `appeals` are cut at MAX_SHOWN; `late` is whole, and has a page."""

    applications: Sequence[Application]
    applications_count: int
    late: QuerySet[Dues]
    appeals: Sequence[Suspension]
    asked_count: int

    @property
    def appeal_to_judge(self) -> Suspension | None:
        """The oldest that the board answers itself."""
        return next((appeal for appeal in self.appeals if not appeal.waits_for_assembly), None)


def filtered_members(viewer: Viewer, filters: Filters) -> QuerySet[Member]:
    """The members of the viewer's association, by name, each with `owes` (something is late). Nobody but the board."""
    organisation = _board_of(viewer)
    today = timezone.localdate()
    late = dues_to_pay(organisation).filter(member=OuterRef("pk"), due_on__lt=today)
    members = Member.objects.filter(organisation=organisation).annotate(owes=Exists(late))
    match filters.state:
        case "left":
            members = members.exclude(left_on=None)
        case "suspended":
            members = members.filter(left_on=None).exclude(suspended_at=None)
        case "late":
            members = members.filter(left_on=None, owes=True)
        case "in":
            members = members.filter(left_on=None)
    if filters.trade:
        members = members.filter(trade=filters.trade)
    for word in filters.words.split()[:6]:
        members = members.filter(
            contains("display_name", word) | contains("user__name", word) | contains("user__email", word)
        )
    return members.select_related("user", "category").order_by("display_name", "pk")


def count_by_state(viewer: Viewer) -> dict[str, int]:
    """How many members there are in each of MEMBER_STATES: one statement."""
    organisation = _board_of(viewer)
    late = Exists(dues_to_pay(organisation).filter(member=OuterRef("pk"), due_on__lt=timezone.localdate()))
    is_in = Q(left_on=None)
    return Member.objects.filter(organisation=organisation).aggregate(
        **{"in": Count("pk", filter=is_in), "late": Count("pk", filter=is_in & Q(late))},
        suspended=Count("pk", filter=is_in & Q(suspended_at__isnull=False)),
        left=Count("pk", filter=~is_in),
    )


def board_todo(viewer: Viewer) -> Todo:
    """The treasurer's hour: four statements, and two for a page of what is late."""
    organisation, today = _board_of(viewer), timezone.localdate()
    applications = Application.objects.filter(organisation=organisation)
    waiting_applications = applications.filter(state=Application.State.WAITING).order_by("confirmed_at", "pk")
    late = past_due(organisation, today).select_related("member__user", "period")
    late = late.order_by("due_on", "member__display_name", "pk")
    appeals = Suspension.objects.filter(member__organisation=organisation, ended_at=None, decided_at=None)
    appeals = appeals.exclude(appealed_at=None).select_related("member").order_by("appealed_at", "pk")
    return Todo(
        applications=list(waiting_applications[:MAX_SHOWN]),
        applications_count=waiting_applications.count(),
        late=late.order_by("due_on", "member__display_name", "pk"),
        appeals=list(appeals[:MAX_SHOWN]),
        asked_count=applications.filter(state=Application.State.ASKED).count(),
    )


def member_sheet(viewer: Viewer, member: Member) -> MemberSheet:
    """A member's dues with their payments, newest first; suspension; history. The caller has authorised the member."""
    dues = Dues.objects.filter(member=member, withdrawn_at=None, period__withdrawn_at=None)
    rows = list(dues.select_related("period").prefetch_related("payments").order_by("-due_on", "-pk"))
    for row in rows:
        row.member = member
    suspension = Suspension.objects.filter(member=member).order_by("-suspended_at", "-pk").first()
    if suspension is not None:
        suspension.member = member
    rules, today = rules_of(member.organisation_id), timezone.localdate()
    return MemberSheet(
        member=member,
        dues=rows,
        suspension=suspension if suspension and suspension.ended_at is None else None,
        history=_history(viewer, member, rows),
        way=suspension_right(viewer, member) if viewer.role == Role.BOARD else SuspensionRight.OTHERS,
        rules=rules,
        has_vote=has_vote(member, rows, rules, today),
        today=today,
        cancel_refusals=_why_not_cancelled(viewer, rows),
    )


def _why_not_cancelled(viewer: Viewer, rows: Sequence[Dues]) -> dict[int, str]:
    """For the board; of dues that are no longer asked for, everything may be cancelled."""
    if viewer.role != Role.BOARD:
        return {}
    now = timezone.now()
    paid = [row for row in rows if row.paid_cents and row.waived_at is None]
    return {
        row.pk: reason for row in paid if (reason := refusal_of("association.waive_dues", row, viewer, now))
    }


@dataclass(frozen=True)
class AppealRights:
    """What a member of the board may do about a suspension."""

    may_lift: bool
    may_judge: bool

    @property
    def is_aside(self) -> bool:
        return not (self.may_lift or self.may_judge)


def appeal_rights(viewer: Viewer, suspension: Suspension) -> AppealRights:
    """Four statements at most."""
    is_waiting = suspension.appealed_at is not None and suspension.decided_at is None
    return AppealRights(may_lift(viewer, suspension), is_waiting and may_judge_appeal(viewer, suspension))


def get_own_member(viewer: Viewer) -> Member:
    """The viewer's own place, suspended or not. Raises NotVisible for whoever has none."""
    place = own_member(viewer)
    if place is None:
        raise NotVisible
    return place


def has_vote(member: Member, dues: Sequence[Dues], rules: DuesRules, on: date) -> bool:
    """The rule of `voters`, of one member whose dues are at hand."""
    grace = timedelta(days=rules.grace_days)
    late = any(row.left_cents > 0 and row.due_on + grace < on for row in dues)
    return member.kind == "person" and member.in_force and not late


def get_application(viewer: Viewer, pk: int) -> Application:
    """A request whose address was proved, for the board. Raises NotVisible."""
    applications = Application.objects.filter(pk=pk, organisation=_board_of(viewer)).exclude(
        confirmed_at=None
    )
    return _get(applications.select_related("organisation", "member"))


def get_dues(viewer: Viewer, pk: int) -> Dues:
    """Dues, for the board. Raises NotVisible."""
    dues = Dues.objects.filter(pk=pk, withdrawn_at=None, period__withdrawn_at=None)
    return _get(dues.filter(member__organisation=_board_of(viewer)).select_related("member", "period"))


def get_payment(viewer: Viewer, pk: int) -> Payment:
    """A payment that counts, for the board and for whoever paid. Raises NotVisible."""
    rows = Payment.objects.filter(pk=pk, withdrawn_at=None)
    payment = rows.select_related("dues__member__user", "dues__period", "organisation").first()
    board = (
        viewer.role == Role.BOARD
        and payment is not None
        and viewer.organisation_id == payment.organisation_id
    )
    if payment is None or not (board or is_self(viewer, payment.dues.member)):
        raise NotVisible
    return payment


def get_category(viewer: Viewer, pk: int) -> Category:
    """A category of dues in use, for the board. Raises NotVisible."""
    return _get(Category.objects.filter(pk=pk, organisation=_board_of(viewer), withdrawn_at=None))


def get_own_trade(viewer: Viewer, pk: int) -> OwnTrade:
    """A trade that the association added, for its board. Raises NotVisible."""
    return _get(OwnTrade.objects.filter(pk=pk, organisation=_board_of(viewer), withdrawn_at=None))


def get_period(viewer: Viewer, pk: int) -> Period:
    """A period of dues, for the board. Raises NotVisible."""
    return _get(Period.objects.filter(pk=pk, organisation=_board_of(viewer), withdrawn_at=None))


class RulesPage(TypedDict):
    """What the page of rules shows."""

    rules: DuesRules
    categories: list[Category]
    periods: list[Period]
    own_trades: list[OwnTrade]


def rules_page(viewer: Viewer) -> RulesPage:
    """What the association settled: rules, categories, periods, own trades: four statements."""
    organisation = _board_of(viewer)
    in_use = {"organisation": organisation, "withdrawn_at": None}
    return {
        "rules": rules_of(organisation),
        "categories": list(Category.objects.filter(**in_use).order_by("pk")),
        "periods": list(Period.objects.filter(**in_use).order_by("-starts_on", "-pk")[:10]),
        "own_trades": list(OwnTrade.objects.filter(**in_use).order_by("name")),
    }


def owed_for_period(viewer: Viewer, period: Period) -> QuerySet[Dues]:
    """What is still owed for a period, by name."""
    rows = dues_to_pay(_board_of(viewer)).filter(period=period, member__left_on=None)
    return rows.select_related("member__user", "period").order_by("member__display_name", "pk")


def _board_of(viewer: Viewer) -> int:
    """The association on whose board the viewer sits, in the role they act in. Raises NotVisible."""
    if viewer.role != Role.BOARD or viewer.organisation_id is None:
        raise NotVisible
    return viewer.organisation_id


def _get[M: (Application, Dues, Category, OwnTrade, Period)](rows: QuerySet[M]) -> M:
    row = rows.first()
    if row is None:
        raise NotVisible
    return row


def _history(viewer: Viewer, member: Member, dues: Sequence[Dues]) -> list[Line]:
    """The acts on the member, their dues, payments and suspensions, newest first."""
    payments = [str(row.pk) for dues_row in dues for row in dues_row.payments.all()]
    suspensions = [str(pk) for pk in Suspension.objects.filter(member=member).values_list("pk", flat=True)]
    about = Q(subject_type="association.member", subject_id=str(member.pk))
    for kind, keys in [
        ("association.dues", [str(row.pk) for row in dues]),
        ("association.payment", payments),
        ("association.suspension", suspensions),
    ]:
        about |= Q(subject_type=kind, subject_id__in=keys)
    entries = list(
        Entry.objects.filter(about).select_related("undone_by", "root").order_by("-at", "-pk")[:50]
    )
    return without_refused_undos(viewer, entries, lines_of(viewer, entries))
