"""An assembly under way, in which the member one plays may vote; the one of the year before, with its minutes."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from etabli.community.assembly import actions
from etabli.community.assembly.models import Assembly, Item, Poll, Term
from etabli.community.assembly.poll_results import is_to_draw, outcome_of
from etabli.community.association.models import Member
from etabli.community.association.queries import voters
from etabli.demo.shared import CAST, Filling
from etabli.demo.working_days import at_hour, worked_until
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.diary.days import is_worked

CANDIDATE_COUNT, PRESENT_COUNT, VOTED_COUNT = 5, 30, 14  # of the assembly under way
PLACE = "Salle des fêtes inventée, Bordeaux"
RESOLUTION = {"kind": "resolution", "majority": "simple", "seats": 0, "is_secret": False}
REPORT = "Le conseil raconte l’année : les rencontres, les ateliers avec la chambre, les annonces relayées."
STATUTES = "Les statuts proposés, lus en séance, remplacent ceux de 2019."
STATEMENTS = (
    "Je veux faire vivre les rencontres et tenir les comptes clairs.",
    "Nouvelle dans le métier, je veux que les débutants trouvent leur place.",
    "Je propose un atelier commun par saison avec la chambre.",
    "Je m’occuperais des annonces : qu’aucune ne reste sans réponse.",
    "Trois ans au conseil de mon ancienne association : je sais préparer une assemblée.",
)
ACCOUNTS = "Les comptes de l’exercice sont approuvés tels qu’ils ont été présentés."


def fill_assemblies(filling: Filling) -> None:
    """Those who hold a voice, by their number; the member one plays is the first."""
    seat = Membership.objects.select_related("user", "organisation").get(
        user__email=CAST["board"].email, role=Role.BOARD
    )
    with_voice = voters(filling.association.pk, timezone.localdate(filling.at))
    long_there = with_voice.filter(joined_on__lt=(filling.at - timedelta(days=60)).date())
    played = Member.objects.get(user__email=CAST["member"].email, organisation=filling.association)
    members = [played, *long_there.exclude(pk=played.pk).order_by("pk")[:PRESENT_COUNT]]
    board = of_membership(seat)
    rules = {"notice_days": 15, "proxies_each": 2, "quorum_percent": 5}
    actions.set_bylaws(organisation=filling.association, rules=rules, by=board, at=filling.at)
    _last_year(filling, board, members[1:])
    _this_year(filling, board, members)


def _last_year(filling: Filling, board: Viewer, members: list[Member]) -> None:
    """Held three weeks ago: an open resolution, two seats by secret ballot, signed minutes."""
    start = _evening(filling.at - timedelta(days=21))
    made = _new_assembly(filling, board, "Assemblée générale extraordinaire", start, 20)
    talk = _add_item(
        filling, board, made, "Les nouveaux statuts", {**RESOLUTION, "majority": "two_thirds"}, STATUTES
    )
    election = {**RESOLUTION, "kind": "election", "majority": "relative", "seats": 2, "is_secret": True}
    seats = _add_item(filling, board, made, "Deux sièges au conseil", election, "")
    _candidates(seats, board, members[:3], filling)
    actions.convene(assembly=made, by=board, at=start - timedelta(days=20))
    for member in members:
        actions.arrive(assembly=made, member=member, by=board, at=start)
    actions.open_sitting(assembly=made, by=board, at=start)
    for item in (talk, seats):
        poll = actions.open_poll(item=item, by=board, at=start)
        for rank, member in enumerate(members):
            _vote(poll, member, rank, start)
        poll = actions.close_poll(poll=poll, by=board, at=start + timedelta(minutes=40))
    if is_to_draw(outcome_of(poll)):
        poll = actions.draw_tie(poll=poll, by=board, at=start + timedelta(minutes=45))
    actions.write_minutes(item=talk, text="Le texte est lu, puis débattu une demi-heure.", by=board, at=start)
    actions.close_sitting(assembly=made, by=board, at=start + timedelta(minutes=95))
    actions.seat_elected(poll=poll, by=board, at=start + timedelta(days=1))
    for term, office in zip(
        Term.objects.filter(poll=poll).order_by("pk"), ("chair", "treasurer"), strict=False
    ):
        actions.set_office(term=term, office=office, by=board, at=start + timedelta(days=1))
    actions.sign_minutes(assembly=made, by=board, at=start + timedelta(days=2))


def _this_year(filling: Filling, board: Viewer, members: list[Member]) -> None:
    """Opened half an hour ago, or on the last evening of work; the member one plays is there, holds a proxy, and has
    not voted."""
    is_today = is_worked(timezone.localdate(filling.at))
    start = filling.at - timedelta(minutes=30) if is_today else _evening(filling.at)
    made = _new_assembly(filling, board, "Assemblée générale annuelle", start, 18)
    _add_item(
        filling, board, made, "Le rapport du conseil", {**RESOLUTION, "kind": "talk", "majority": ""}, REPORT
    )
    _add_item(filling, board, made, "Approuver les comptes", RESOLUTION, ACCOUNTS)
    election = {**RESOLUTION, "kind": "election", "majority": "relative", "seats": 3, "is_secret": True}
    seats = _add_item(filling, board, made, "Élire trois membres du conseil", election, "")
    _candidates(seats, board, members[-CANDIDATE_COUNT:], filling)
    actions.convene(assembly=made, by=board, at=start - timedelta(days=18))
    played, absent, *others = members
    by, before = _as_member(absent), start - timedelta(days=2)
    actions.give_proxy(assembly=made, principal=absent, holder=played, by=by, at=before)
    for member in (played, *others):
        actions.arrive(assembly=made, member=member, by=board, at=start)
    actions.open_sitting(assembly=made, by=board, at=start)
    poll = actions.open_poll(item=seats, by=board, at=filling.at)
    for rank, member in enumerate(others[:VOTED_COUNT]):
        _vote(poll, member, rank, filling.at)


def _evening(at: datetime) -> datetime:
    """Of this day, or of the last day of work before it."""
    return at_hour(worked_until(timezone.localdate(at)), time(17))


def _new_assembly(filling: Filling, board: Viewer, title: str, start: datetime, before: int) -> Assembly:
    facts = {
        "title": f"{title} (démonstration)",
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "place": PLACE,
        "link": "",
        "note": "Un pot suit la séance. Venez nombreux.",
    }
    at = filling.at - timedelta(days=before + 30)
    return actions.prepare(organisation=filling.association, facts=facts, by=board, at=at)


def _add_item(
    filling: Filling, board: Viewer, assembly: Assembly, title: str, facts: dict[str, object], text: str
) -> Item:
    return actions.add_item(
        assembly=assembly, facts={**facts, "title": title, "text": text}, by=board, at=assembly.starts_at
    )


def _candidates(item: Item, board: Viewer, members: list[Member], filling: Filling) -> None:
    for member in members:
        actions.stand(
            item=item,
            member=member,
            statement=STATEMENTS[member.pk % len(STATEMENTS)],
            by=board,
            at=filling.at,
        )


def _vote(poll: Poll, member: Member, rank: int, at: datetime) -> None:
    by = _as_member(member)
    if not poll.is_secret:
        choice = ["against" if rank % 6 == 0 else "for"]
        actions.vote_openly(poll=poll, voice=member, choice=choice, by=by, at=at)
        return
    names = 1 + rank % poll.max_choices
    chosen = poll.options[-1:] if rank % 3 == 0 else poll.options[:names]
    actions.cast_ballot(poll=poll, voice=member, choice=chosen, by=by, at=at)


def _as_member(member: Member) -> Viewer:
    seats = Membership.objects.select_related("user", "organisation")
    return of_membership(seats.get(user=member.user_id, role=Role.MEMBER, ended_on=None))
