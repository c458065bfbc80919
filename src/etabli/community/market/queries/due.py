"""What the clock finds to do about ads, in bounded batches."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from etabli.community.association.models import Member
from etabli.community.association.queries import member_of
from etabli.community.association.trades import trades
from etabli.community.market import rules
from etabli.community.market.models import Ad, Alert, split_codes
from etabli.community.market.queries.availability import IS_OUT
from etabli.community.neutrality.rules import who_declared
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer, of_membership

ADS_AT_ONCE, MEMBERS_AT_ONCE = 3, 60  # each minute: 450 members are told within three of them
REMINDED_BEFORE = timedelta(days=3)
ASKED_WITHIN = timedelta(days=30)  # an installation that was stopped asks of no ad older than this


def ads_to_announce(at: datetime) -> QuerySet[Ad]:
    """The ads that are out, of which some members were not told yet, the oldest first: one statement."""
    ads = Ad.objects.filter(IS_OUT, alerted_at=None, deadline_on__gte=timezone.localdate(at))
    return ads.select_related("person").order_by("pk")[:ADS_AT_ONCE]


def next_members_to_alert(ad: Ad) -> tuple[list[Membership], int | None]:
    """The memberships of those to tell among the next members, and the last who was looked at (None: nobody is left).

    Those who must stand aside are not told. Four statements.
    """
    members = Member.objects.filter(
        organisation__chamber_id=ad.chamber_id,
        left_on=None,
        suspended_at=None,
        pk__gt=ad.alerted_through or 0,
    )
    batch = list(members.select_related("ad_alert").order_by("pk")[:MEMBERS_AT_ONCE])
    interested = [member for member in batch if _wants(member, ad)]
    memberships = _memberships(interested)
    declared = who_declared(
        rules.interest_keys(ad), of=[membership.user_id for membership, _roles in memberships]
    )
    reachable = [
        membership
        for membership, roles in memberships
        if membership.user_id not in declared and rules.answers_by_role(of_membership(membership, roles), ad)
    ]
    return reachable, batch[-1].pk if len(batch) == MEMBERS_AT_ONCE else None


def ads_to_remind(at: datetime) -> QuerySet[Ad]:
    """The ads whose last day is near, each once per last day: one statement."""
    today = timezone.localdate(at)
    last = today + REMINDED_BEFORE
    ads = Ad.objects.filter(IS_OUT, deadline_on=last).exclude(reminded_on=today)
    return ads.select_related("person", "consent")[:MEMBERS_AT_ONCE]


def ads_to_ask_about(at: datetime) -> QuerySet[Ad]:
    """The ads that are over since yesterday or more, and of which nobody said what came: one statement."""
    today = timezone.localdate(at)
    ads = Ad.objects.filter(IS_OUT, asked_at=None, came_of="", deadline_on__lt=today)
    return ads.filter(deadline_on__gte=today - ASKED_WITHIN).select_related("person")[:MEMBERS_AT_ONCE]


def _wants(member: Member, ad: Ad) -> bool:
    """By their own choice; by their trade alone, for who chose nothing. No ad asks for a trade that an association
    added: such a member is told of all."""
    alert = getattr(member, "ad_alert", None)
    if alert is None:
        return _has_common_code([member.trade] if member.trade in trades() else (), ad.trade_codes)
    if alert.stopped_at is not None:
        return False
    places = split_codes(alert.epci_codes)
    is_near = not places or not ad.epci_code or ad.epci_code in places
    return is_near and _has_common_code(split_codes(alert.trades), ad.trade_codes)


def _has_common_code(chosen: Sequence[str], other_codes: Sequence[str]) -> bool:
    """All trades on one side, or one in common."""
    return not chosen or not other_codes or bool(set(chosen) & set(other_codes))


def _memberships(members: Sequence[Member]) -> list[tuple[Membership, frozenset[tuple[str, int]]]]:
    """The membership of each as a member, with all the roles of that human being: one statement."""
    users = [member.user_id for member in members]
    memberships_of_user: dict[int, list[Membership]] = defaultdict(list)
    for membership in Membership.objects.filter(user__in=users, ended_on=None).select_related(
        "user", "organisation"
    ):
        memberships_of_user[membership.user_id].append(membership)
    memberships = []
    for member in members:
        roles = frozenset(
            (str(membership.role), membership.organisation_id)
            for membership in memberships_of_user[member.user_id]
        )
        for membership in memberships_of_user[member.user_id]:
            if membership.role == Role.MEMBER and membership.organisation_id == member.organisation_id:
                memberships.append((membership, roles))
    return memberships


# Which new ads a member is told of.


@dataclass(frozen=True)
class Alerts:
    """What they chose; of those who chose nothing, their own trade, everywhere."""

    member: Member
    trades: tuple[str, ...]
    epci_codes: tuple[str, ...]
    stopped: bool


def alerts_of(viewer: Viewer) -> Alerts:
    """For the member themselves: two statements. Raises NotVisible."""
    member = member_of(viewer) if viewer.role == Role.MEMBER else None
    if member is None:
        raise NotVisible
    alert = Alert.objects.filter(member=member).first()
    if alert is None:
        return Alerts(member, (member.trade,), (), False)
    return Alerts(
        member, split_codes(alert.trades), split_codes(alert.epci_codes), alert.stopped_at is not None
    )
