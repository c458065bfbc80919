"""Reading assemblies: those of the association for which the viewer acts; in preparation, the board alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from etabli.community.assembly import rules
from etabli.community.assembly.electorate import Electorate, electorate_of, voters_of
from etabli.community.assembly.models import (
    Assembly,
    Attendance,
    Bylaws,
    Candidate,
    Item,
    Poll,
    Proxy,
    Removal,
    RollEntry,
    Term,
)
from etabli.community.assembly.poll_results import (
    Outcome,
    Score,
    labels_of,
    outcome_of,
    outcomes_of,
    scores_of,
)
from etabli.community.assembly.referrals import question_of_item
from etabli.community.association.models import Member
from etabli.community.association.queries import in_force, member_of
from etabli.community.neutrality.rules import acts_for_association
from etabli.foundation.people.models import Membership, Organisation, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.text_lookups import contains


def visible_assemblies_condition(viewer: Viewer, *, through: str = "") -> Q:
    """What they may see, as a condition on assemblies, or on what leads to one by `through` ("item__assembly")."""
    if not acts_for_association(viewer):
        return Q(pk=None)
    path = f"{through}__" if through else ""
    condition = Q(**{f"{path}organisation": viewer.organisation_id})
    return condition if viewer.role == Role.BOARD else condition & Q(**{f"{path}convened_at__isnull": False})


def organisation_of(viewer: Viewer) -> Organisation:
    """The association for whose board the viewer acts. Raises NotVisible."""
    organisation = Organisation.objects.filter(pk=viewer.organisation_id or 0).first()
    if organisation is None or viewer.role != Role.BOARD:
        raise NotVisible
    return organisation


def bylaws_of(organisation: Organisation) -> Bylaws:
    """Its rules; an unsaved row of defaults when it set none."""
    return Bylaws.objects.filter(organisation=organisation).first() or Bylaws(organisation=organisation)


def assemblies(viewer: Viewer) -> QuerySet[Assembly]:
    """Newest first; one that was given up before its convocation is shown to nobody."""
    given_up = Q(convened_at=None, cancelled_at__isnull=False)
    return Assembly.objects.filter(visible_assemblies_condition(viewer)).exclude(given_up)


def get_assembly(viewer: Viewer, pk: int) -> Assembly:
    """One statement. Raises NotVisible."""
    assembly = (
        Assembly.objects.filter(visible_assemblies_condition(viewer), pk=pk)
        .select_related("organisation")
        .first()
    )
    if assembly is None:
        raise NotVisible
    return assembly


def get_item(viewer: Viewer, pk: int) -> Item:
    """One item of an agenda. Raises NotVisible."""
    items = Item.objects.filter(
        visible_assemblies_condition(viewer, through="assembly"), pk=pk, withdrawn_at=None
    )
    item = items.select_related("assembly__organisation").first()
    if item is None:
        raise NotVisible
    return item


def get_poll(viewer: Viewer, pk: int) -> Poll:
    """One poll. Raises NotVisible."""
    polls = Poll.objects.filter(visible_assemblies_condition(viewer, through="item__assembly"), pk=pk)
    poll = polls.select_related("item__assembly__organisation").first()
    if poll is None:
        raise NotVisible
    return poll


def get_candidate(viewer: Viewer, pk: int) -> Candidate:
    """A candidate who stands, for themselves and the board. Raises NotVisible."""
    candidates = Candidate.objects.filter(
        visible_assemblies_condition(viewer, through="item__assembly"), pk=pk, withdrawn_at=None
    )
    candidate = candidates.select_related("item__assembly__organisation", "member").first()
    if candidate is None or not (
        rules.may_lead(viewer, candidate.item) or rules.is_this_member(viewer, candidate.member)
    ):
        raise NotVisible
    return candidate


def get_proxy(viewer: Viewer, pk: int) -> Proxy:
    """A proxy that stands, for the member who gave it and the board. Raises NotVisible."""
    proxies = Proxy.objects.filter(
        visible_assemblies_condition(viewer, through="assembly"), pk=pk, withdrawn_at=None
    )
    proxy = proxies.select_related("assembly__organisation", "principal", "holder").first()
    if proxy is None or not (rules.may_lead(viewer, proxy) or rules.is_this_member(viewer, proxy.principal)):
        raise NotVisible
    return proxy


def get_term(viewer: Viewer, pk: int) -> Term:
    """A term that goes on, for the board. Raises NotVisible."""
    terms = Term.objects.filter(organisation=viewer.organisation_id, pk=pk, ended_on=None)
    term = terms.select_related("member", "organisation").first()
    if term is None or viewer.role != Role.BOARD:
        raise NotVisible
    return term


@dataclass(frozen=True)
class AgendaPoll:
    """A poll in the agenda; its scores once closed."""

    poll: Poll
    outcome: Outcome | None
    scores: list[Score]


@dataclass
class AgendaLine:
    """One item of the agenda, who stands, its polls."""

    rank: int
    item: Item
    candidates: list[Candidate] = field(default_factory=list)
    polls: list[AgendaPoll] = field(default_factory=list)
    question: str = ""  # what nobody else is free to decide, until the vote

    @property
    def takes_poll(self) -> bool:
        """A poll may be opened: none yet, or the last left seats without an owner and nobody drew lots."""
        if not self.item.is_voted or not self.polls:
            return self.item.is_voted
        last = self.polls[-1]
        return last.outcome is not None and (last.outcome.result.vacant > 0 or last.outcome.result.cast == 0)


def agenda_of(assembly: Assembly) -> list[AgendaLine]:
    """The items in order, with candidates, polls and results: five statements, and a few for what was referred."""
    items = list(assembly.items.filter(withdrawn_at=None).select_related("assembly"))
    lines = {
        item.pk: AgendaLine(rank, item, question=question_of_item(item))
        for rank, item in enumerate(items, start=1)
    }
    for candidate in Candidate.objects.filter(item__in=items).select_related("member").order_by("name"):
        if candidate.withdrawn_at is None:
            lines[candidate.item_id].candidates.append(candidate)
    polls = list(Poll.objects.filter(item__in=items))
    for poll in polls:
        poll.item = lines[poll.item_id].item
    outcomes = outcomes_of([poll for poll in polls if poll.closed_at is not None])
    for poll in polls:
        line = lines[poll.item_id]
        outcome = outcomes.get(poll.pk)
        names = {str(candidate.pk): candidate.name for candidate in line.candidates}
        labels = names if poll.item.kind == Item.Kind.ELECTION else labels_of(poll.item)
        line.polls.append(AgendaPoll(poll, outcome, scores_of(outcome, labels) if outcome else []))
    return list(lines.values())


@dataclass(frozen=True)
class VotingPosition:
    """A member in an assembly: their voice, those that they may use now (members by their number), the proxies given
    and held, whether they are there."""

    member: Member
    has_voice: bool
    usable_voices: frozenset[int]
    given_proxy: Proxy | None
    held_proxies: list[Proxy]
    attendance: Attendance | None


def voting_position_of(viewer: Viewer, assembly: Assembly, electorate: Electorate) -> VotingPosition | None:
    """None for whoever doesn't act as a member. Three statements."""
    member = member_of(viewer) if viewer.role == Role.MEMBER else None
    if member is None:
        return None
    either = Q(principal=member) | Q(holder=member)
    proxies = Proxy.objects.filter(either, assembly=assembly, withdrawn_at=None)
    rows = list(proxies.select_related("principal", "holder").order_by("pk"))
    attendances = Attendance.objects.filter(assembly=assembly, member=member, left_at=None, withdrawn_at=None)
    return VotingPosition(
        member=member,
        has_voice=member.pk in electorate.voters,
        usable_voices=electorate.usable_voices(member.pk),
        given_proxy=next((proxy for proxy in rows if proxy.principal_id == member.pk), None),
        held_proxies=[proxy for proxy in rows if proxy.holder_id == member.pk],
        attendance=attendances.first(),
    )


def open_polls(viewer: Viewer) -> QuerySet[Poll]:
    """Those that one may vote in now, in the assemblies that the viewer sees."""
    return Poll.objects.filter(visible_assemblies_condition(viewer, through="item__assembly"), closed_at=None)


def polls_to_vote(viewer: Viewer) -> list[Poll]:
    """The open polls in which the viewer has a voice that is not used yet, be it that they still have to come, or in
    which they hold another that is left: three statements at most, two for each assembly that has one, and six
    for each poll in which their own is used.
    """
    polls = list(open_polls(viewer).select_related("item__assembly"))
    member = member_of(viewer) if polls else None
    if member is None:
        return []
    own_votes = RollEntry.objects.filter(poll__in=polls, member=member, withdrawn_at=None)
    voted_ids = set(own_votes.values_list("poll_id", flat=True))
    voting_ids = {
        assembly.pk
        for assembly in {poll.item.assembly for poll in polls}
        if voters_of(assembly).filter(pk=member.pk).exists()
    }
    return [
        poll
        for poll in polls
        if (poll.pk not in voted_ids and poll.item.assembly_id in voting_ids) or voices_left(viewer, poll)
    ]


def poll_to_vote(position: VotingPosition | None, polls: Sequence[Poll]) -> Poll | None:
    """The first of these open polls for which somebody who is there has a voice left: one statement at most."""
    if position is None or not position.usable_voices or not polls:
        return None
    used = RollEntry.objects.filter(poll__in=polls, member__in=position.usable_voices, withdrawn_at=None)
    counts = Counter(used.values_list("poll_id", flat=True))
    return next((poll for poll in polls if counts[poll.pk] < len(position.usable_voices)), None)


def voices_left(viewer: Viewer, poll: Poll) -> list[Member]:
    """The voices that the viewer may use in this poll now, their own first: at most six statements."""
    member = member_of(viewer) if viewer.role == Role.MEMBER else None
    if member is None or poll.closed_at is not None:
        return []
    usable_ids = electorate_of(poll.item.assembly).usable_voices(member.pk)
    used = RollEntry.objects.filter(poll=poll, member__in=usable_ids, withdrawn_at=None).values("member")
    members = Member.objects.filter(pk__in=usable_ids).exclude(pk__in=used).order_by("display_name", "pk")
    return sorted(members, key=lambda voice: voice.pk != member.pk)


def possible_holders(assembly: Assembly, principal: Member | None = None) -> QuerySet[Member]:
    """Those to whom a proxy may go, by name; the act says who has no room left."""
    members = voters_of(assembly).order_by("display_name", "pk")
    return members.exclude(pk=principal.pk) if principal else members


@dataclass(frozen=True)
class AttendanceRow:
    """A member in the attendance list: whether they are there, and who holds their voice otherwise."""

    member: Member
    attendance: Attendance | None
    proxy: Proxy | None


def attendance_rows(assembly: Assembly, members: list[Member]) -> list[AttendanceRow]:
    """Two statements."""
    rows = Attendance.objects.filter(assembly=assembly, member__in=members, left_at=None, withdrawn_at=None)
    attendance_of = {row.member_id: row for row in rows}
    proxies = Proxy.objects.filter(assembly=assembly, principal__in=members, withdrawn_at=None)
    proxy_of = {proxy.principal_id: proxy for proxy in proxies.select_related("holder")}
    return [
        AttendanceRow(member, attendance_of.get(member.pk), proxy_of.get(member.pk)) for member in members
    ]


def members_by_name(assembly: Assembly, words: str = "") -> QuerySet[Member]:
    """The members in force, by name, whose name holds these words."""
    members = in_force(assembly.organisation_id).order_by("display_name", "pk")
    return members.filter(contains("display_name", words)) if words else members


def get_attendance(assembly: Assembly, member: Member) -> Attendance:
    """That of a member who is there. Raises NotVisible."""
    rows = Attendance.objects.filter(assembly=assembly, member=member, left_at=None, withdrawn_at=None)
    attendance = rows.select_related("assembly", "member").first()
    if attendance is None:
        raise NotVisible
    return attendance


def poll_scores(poll: Poll) -> tuple[Outcome, list[Score], dict[str, str]]:
    """A closed poll, counted: at most three statements."""
    labels, outcome = labels_of(poll.item), outcome_of(poll)
    return outcome, scores_of(outcome, labels), labels


def terms(viewer: Viewer) -> QuerySet[Term]:
    """The terms that go on, of the association for which the viewer acts."""
    if not acts_for_association(viewer):
        return Term.objects.none()
    return Term.objects.filter(organisation=viewer.organisation_id, ended_on=None).select_related("member")


def role_endings(viewer: Viewer) -> list[Removal]:
    """What waits for the board, the oldest first: one statement. Nothing for anybody else."""
    if viewer.role != Role.BOARD:
        return []
    role_endings = Removal.objects.filter(organisation=viewer.organisation_id, state=Removal.State.WAITING)
    return list(_with_what_it_shows(role_endings.filter(withdrawn_at=None)))


def get_role_ending(viewer: Viewer, pk: int) -> Removal:
    """One, settled or not, for the board. Raises NotVisible."""
    role_ending = _with_what_it_shows(
        Removal.objects.filter(organisation=viewer.organisation_id or 0, pk=pk)
    ).first()
    if role_ending is None or viewer.role != Role.BOARD:
        raise NotVisible
    return role_ending


def _with_what_it_shows(role_endings: QuerySet[Removal]) -> QuerySet[Removal]:
    about = ("organisation", "membership__user", "membership__organisation", "term__member__user", "asked_by")
    return role_endings.select_related(*about).order_by("pk")


def get_role_that_takes_two(viewer: Viewer, kind: str, pk: int) -> Membership | Term:
    """What takes two members of the board to end: a role ("role"), or the office of a treasurer's term ("mandat").

    Raises NotVisible for anything else.
    """
    if viewer.role != Role.BOARD or viewer.organisation_id is None:
        raise NotVisible
    memberships = Membership.objects.filter(pk=pk, organisation=viewer.organisation_id, ended_on=None)
    role = (
        get_term(viewer, pk)
        if kind == "mandat"
        else memberships.select_related("user", "organisation").first()
    )
    if role is None or not rules.needs_second(role, viewer):
        raise NotVisible
    return role
