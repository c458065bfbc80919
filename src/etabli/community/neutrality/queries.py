"""Reading the log, the draws and the interests."""

import itertools
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Count, Max, Min, Subquery
from django.utils.translation import gettext as _

from etabli.community.neutrality.draws import SUBJECT_OF_LIST, drawn_lists
from etabli.community.neutrality.engine import FIRST_PREVIOUS_HASH, ChainLink, Verdict, verify
from etabli.community.neutrality.figures import exposure, shares
from etabli.community.neutrality.log import pseudonyms
from etabli.community.neutrality.models import Chain, DeclaredInterest, DrawSeed, LogEntry
from etabli.community.neutrality.rules import acts_for_association, interest_key
from etabli.foundation.people.models import ASSOCIATION, Membership, Organisation, User
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Moderated, registry_modules

PERSON_LABEL = "people.user"  # the label of an interest about somebody
LINK_FIELDS = ("number", "at", "kind", "payload", "previous_hash", "hash")  # in the order of ChainLink


@dataclass(frozen=True)
class KindCount:
    """How many entries of one kind, and between when and when."""

    kind: str
    entries: int
    first_at: datetime
    last_at: datetime


def verdict() -> Verdict:
    """Is the log as it was written? Two statements; the entries are read in a stream.

    The chain's row is read with the entries, in their very statement: an entry written meanwhile is in neither, and
    a site at work is never told that its log was changed.
    """
    chain = Chain.objects.filter(pk=1)
    chain_state = [Subquery(chain.values("length")), Subquery(chain.values("last_hash"))]
    entries = (
        LogEntry.objects.order_by("number").values_list(*LINK_FIELDS, *chain_state).iterator(chunk_size=2000)
    )
    first = next(entries, None)
    if first is None:  # the row alone says whether there were some
        return verify((), length=chain.values_list("length", flat=True).first() or 0)
    length, last_hash = first[len(LINK_FIELDS) :]
    links = (ChainLink(*entry[: len(LINK_FIELDS)]) for entry in itertools.chain([first], entries))
    return verify(links, length=length or 0, last_hash=last_hash or FIRST_PREVIOUS_HASH)


def kind_counts() -> list[KindCount]:
    """What the log holds, by kind: one statement."""
    rows = (
        LogEntry.objects.order_by("kind")
        .values("kind")
        .annotate(entries=Count("pk"), first_at=Min("at"), last_at=Max("at"))
    )
    return [KindCount(**row) for row in rows]


def problems() -> list[str]:
    """What is not as the log says, by the `proofs.py` of each app: sentences."""
    return [
        problem for module in registry_modules("proofs") for proof in module.PROOFS for problem in proof()
    ]


def missing_hashes(hashes: Sequence[str]) -> list[str]:
    """Those of the hashes noted elsewhere that are in the log no more: it was written again since. One statement."""
    existing_hashes = set(LogEntry.objects.filter(hash__in=hashes).values_list("hash", flat=True))
    return [
        _("The log was written again: it no longer holds %(hash)s.") % {"hash": fingerprint}
        for fingerprint in hashes
        if fingerprint not in existing_hashes
    ]


def verification(*, since: date, until: date) -> dict[str, Any]:
    """For machines: the verdict on the chain, what is not as it says, and how evenly the lists showed everybody."""
    result = verdict()
    return {
        "entries": result.entries,
        "broken_at": result.broken_at,
        "last_hash": result.last_hash,
        "problems": problems(),
        "exposure": {
            f"{row.list_name}?{row.filters}": {
                "members": row.evenness.members,
                "visits": row.evenness.visits,
                "least": round(row.evenness.min_share, 6),
                "most": round(row.evenness.max_share, 6),
                "max_over_min": row.evenness.ratio and round(row.evenness.ratio, 4),
            }
            for row in exposure(since=since, until=until)
        },
    }


def report(*, since: date, until: date) -> dict[str, Any]:
    """For machines: the verification, what the log holds, and the exposure of each, under the name of the log."""
    counts = [
        {**asdict(kind), "first_at": kind.first_at.isoformat(), "last_at": kind.last_at.isoformat()}
        for kind in kind_counts()
    ]
    return {
        **verification(since=since, until=until),
        "kinds": counts,
        "members": {name: _under_pseudonyms(name, since, until) for name in SUBJECT_OF_LIST},
    }


def _under_pseudonyms(list_name: str, since: date, until: date) -> list[dict[str, Any]]:
    rows = shares(list_name, since=since, until=until)
    numbers = {share.subject: int(share.subject.partition(":")[2]) for share in rows}
    names = pseudonyms(SUBJECT_OF_LIST[list_name], numbers.values())
    return [
        {"who": names.get(numbers[row.subject], ""), "shown": row.shown, "eligible": row.eligible}
        for row in rows
    ]


@dataclass(frozen=True)
class InterestCard:
    """An interest as everybody reads it. `who` is empty where no name is shown."""

    organisation: str
    who: str
    kind: str
    text: str
    about: str
    declared_at: datetime


def public_interests() -> list[InterestCard]:
    """Those in force, by association, the latest first: one statement."""
    declared_interests = DeclaredInterest.objects.filter(ended_at=None).select_related("organisation", "user")
    names = {kind.model.lower(): str(kind.name) for kind in _moderated_kinds()}
    names |= {"people.organisation": _("chamber of trades"), PERSON_LABEL: _("somebody of the association")}
    return [
        InterestCard(
            interest.organisation.name,
            interest.user.name if interest.is_named else "",
            interest.get_kind_display(),
            interest.text,
            names.get(interest.about.partition(":")[0], ""),
            interest.declared_at,
        )
        for interest in declared_interests.order_by("organisation__name", "-pk")
    ]


def acting_for(viewer: Viewer) -> tuple[Organisation, User]:
    """The association that somebody acts for, and their account: one statement. Raises NotVisible."""
    memberships = Membership.objects.filter(ended_on=None, role__in=ASSOCIATION)
    memberships = memberships.select_related("organisation", "user")
    membership = memberships.filter(pk=viewer.membership_id).first() if viewer.membership_id else None
    if membership is None:
        raise NotVisible
    return membership.organisation, membership.user


def interest_subjects(viewer: Viewer, asked_key: str) -> list[tuple[str, str]]:
    """What an interest may be about, with its name: the thing that was asked for ("market.ad:12"), if moderators of the
    viewer's association read such a thing, or the person ("people.user:7"), if they are of that association; else
    nothing in particular, or the chamber beside it. Two statements.
    """
    label, _colon, number = asked_key.partition(":")
    if label == PERSON_LABEL and number.isascii() and number.isdigit() and len(number) < 10:
        memberships = Membership.objects.filter(
            user=int(number), organisation=viewer.organisation_id or 0, role__in=ASSOCIATION, ended_on=None
        ).select_related("user")
        membership = memberships.first()
        return [(asked_key, str(membership.user))] if membership else interest_subjects(viewer, "")
    kind = next((kind for kind in _moderated_kinds() if kind.model.lower() == label), None)
    if kind is not None and number.isascii() and number.isdigit() and len(number) < 10:
        thing = apps.get_model(kind.model)._base_manager.filter(pk=number).first()
        if thing is not None and kind.organisation_id(thing) == viewer.organisation_id:
            is_seen = kind.may_see(viewer, thing)
            return [(asked_key, _title(kind, thing) if is_seen else str(kind.name))]
    chambers = Organisation.objects.filter(pk=viewer.chamber_id or 0)
    return [
        ("", _("nothing in particular")),
        *((interest_key("people.organisation", chamber.pk), chamber.name) for chamber in chambers),
    ]


def _title(kind: Moderated, thing: Any) -> str:
    return _("%(name)s “%(title)s”") % {"name": kind.name, "title": kind.title(thing)}


def _moderated_kinds() -> list[Moderated]:
    """What moderators read, of all the apps."""
    return [kind for module in registry_modules("moderated") for kind in module.MODERATED]


def my_interests(viewer: Viewer) -> list[DeclaredInterest]:
    """Those in force of whoever acts for an association, the latest first: one statement."""
    if not acts_for_association(viewer) or viewer.user_id is None or viewer.organisation_id is None:
        return []
    declared_interests = DeclaredInterest.objects.filter(
        user_id=viewer.user_id, organisation_id=viewer.organisation_id, ended_at=None
    )
    return list(declared_interests.select_related("organisation").order_by("-pk"))


def get_interest(viewer: Viewer, pk: int) -> DeclaredInterest:
    """One of the viewer's own: one statement. Raises NotVisible."""
    for interest in my_interests(viewer):
        if interest.pk == pk:
            return interest
    raise NotVisible


@dataclass(frozen=True)
class SeedCard:
    """A day's draw of a list: `seed` is empty while it is secret."""

    day: date
    list_name: str
    label: str
    commitment: str
    seed: str


def seeds(*, since: date) -> list[SeedCard]:
    """The draws from a day on, tomorrow's included, the latest first: one statement."""
    draw_seeds = DrawSeed.objects.filter(day__gte=since).order_by("-day", "list_name")
    labels = {name: str(drawn_list.label) for name, drawn_list in drawn_lists().items()}
    return [
        SeedCard(
            seed.day,
            seed.list_name,
            labels.get(seed.list_name, seed.list_name),
            seed.commitment,
            seed.seed if seed.revealed_at else "",
        )
        for seed in draw_seeds
    ]


@dataclass(frozen=True)
class DrawnDay:
    """The draws of a day, of all the lists that have a page."""

    day: date
    is_today: bool
    draws: tuple[SeedCard, ...]


def drawn_days(*, since: date, today: date) -> list[DrawnDay]:
    """The draws by day, the latest first: one statement."""
    lists = drawn_lists()
    shown_seeds = [seed for seed in seeds(since=since) if seed.list_name in lists]
    days = itertools.groupby(shown_seeds, key=lambda seed: seed.day)
    return [DrawnDay(day, day == today, tuple(of_day)) for day, of_day in days]


def log_state() -> tuple[int, str]:
    """How many entries the log has, and its last hash: one statement."""
    chain = Chain.objects.first()
    return (chain.length, chain.last_hash) if chain else (0, FIRST_PREVIOUS_HASH)
