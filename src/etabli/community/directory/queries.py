"""Reading the directory: the list and its facets, one profile as one audience sees it, a member's own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Sum
from django.utils import timezone

from etabli.community.association.models import Member
from etabli.community.association.queries import member_of
from etabli.community.directory import listing
from etabli.community.directory.codes import languages_named, places_named, sectors_named, trades_named
from etabli.community.directory.engine import Audience, Choice, Counts, Result, Shown, shown_of
from etabli.community.directory.listing import content_of, pieces_out, published_profiles, shown_to
from etabli.community.directory.models import Contact, Opening, Piece, Profile
from etabli.community.directory.rules import is_own, may_moderate
from etabli.community.neutrality import draws
from etabli.community.neutrality.exposure_counts import ALL
from etabli.community.neutrality.models import Showing
from etabli.community.neutrality.row_cache import CachedRows
from etabli.community.neutrality.rules import acts_for_association
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places.models import Commune
from etabli.territory.places.queries import distances_from

A_PAGE = 12
NEAR_KM = 30
LOOKED_UP = "search"  # no key of a visit: it leads to one of the day's


@dataclass(frozen=True)
class Card:
    """A member in the list, with all names written out. All cards look alike: no picture catches the eye."""

    pk: int
    name: str
    trades: tuple[str, ...]
    headline: str
    skills: tuple[str, ...]
    places: tuple[str, ...]
    is_remote: bool
    is_available: bool


@dataclass(frozen=True)
class People:
    """One page of those found. `key` is the draw's, to be kept in the addresses; `counts` are those of the facets."""

    cards: Sequence[Card]
    page: "Page[int]"
    key: str
    result: Result

    @property
    def counts(self) -> Counts:
        return self.result.counts


@dataclass(frozen=True)
class LookedUp:
    """Some of those whom the page that looks up everything shows, of how many."""

    total: int
    cards: Sequence[Card]


@dataclass(frozen=True)
class PieceCard:
    """A piece as its page shows it."""

    pk: int
    title: str
    text: str
    link: str
    has_photo: bool
    photo_says: str


@dataclass(frozen=True)
class Sheet:
    """A profile as one audience sees it, with all names written out."""

    shown: Shown
    trades: tuple[str, ...]
    sectors: tuple[str, ...]
    places: tuple[str, ...]
    languages: tuple[str, ...]
    pieces: tuple[PieceCard, ...]
    association: str
    is_available: bool


def colleagues_of(viewer: Viewer) -> int | None:
    """The association whose members' own fields this viewer sees."""
    return viewer.organisation_id if acts_for_association(viewer) else None


def listed_profiles(
    viewer: Viewer, choice: Choice, *, near: Commune | None, page: str | int, key: str, at: datetime
) -> People:
    """Those who answer a choice among those whom this viewer may see, in the order drawn for this visit.

    `key` leads to the same order again. Three statements, one more for the roads; after a change, two for what changed.
    """
    today, codes = timezone.localdate(at), near_codes(near) if near else frozenset()
    kept = listing.listing(colleagues_of(viewer), today)
    result = listing.find(kept, choice, codes)
    drawn = draws.draw(list_name="directory", filters=choice.canonical, eligible=result.pks, key=key, at=at)
    on_page = Paginator(drawn.order, A_PAGE).get_page(page)
    pks = list(on_page)
    if on_page.number == 1:
        draws.note_shown(drawn, pks)
    return People(_cards(kept, pks, today), on_page, drawn.key, result)


def look_up(viewer: Viewer, text: str, *, limit: int, offset: int, at: datetime) -> LookedUp:
    """Those who answer all of these words, in the order of one visit of the day, which nobody makes: it is the same for
    whoever types them, and no showing of it is counted. Three statements; one when nobody does."""
    today, choice = timezone.localdate(at), Choice(words=text)
    kept = listing.listing(colleagues_of(viewer), today)
    result = listing.find(kept, choice, frozenset())
    if result.missed or not result.pks:
        return LookedUp(0, [])
    drawn = draws.draw(
        list_name="directory", filters=choice.canonical, eligible=result.pks, key=LOOKED_UP, at=at
    )
    return LookedUp(len(drawn.order), _cards(kept, drawn.order[offset : offset + limit], today))


def published_count() -> int:
    """How many profiles are out."""
    count: int = published_profiles().count()
    return count


def visible_counts(viewer: Viewer, *, at: datetime) -> tuple[int, Counts]:
    """How many this viewer may see in all, and those of each facet: one statement while nothing changes."""
    kept = listing.listing(colleagues_of(viewer), timezone.localdate(at))
    listed_profiles = listing.find(kept, Choice(), frozenset())
    return len(listed_profiles.pks), listed_profiles.counts


def near_codes(commune: Commune) -> frozenset[str]:
    """The communes within `NEAR_KM` by road, and the intercommunal body around: one statement."""
    roads = distances_from(commune.code)
    within = {code for code, km in roads.items() if km <= NEAR_KM}
    return frozenset({commune.code, commune.epci_id, *within})


def _cards(kept: CachedRows[listing.Row], pks: Sequence[int], today: date) -> list[Card]:
    """These members, in this order; who left is not there, even when no act told the list. One statement."""
    still = set(published_profiles().filter(pk__in=pks).values_list("pk", flat=True))
    return [_card(kept.rows[pk].shown, today) for pk in pks if pk in still]


def get_profile(viewer: Viewer, pk: int) -> Profile:
    """A profile: for all while it is out, else for its member and the moderators; one statement. Raises NotVisible."""
    profile = Profile.objects.select_related("member", "organisation").filter(pk=pk).first()
    if profile is None or not may_see(viewer, profile):
        raise NotVisible
    return profile


def may_see(viewer: Viewer, profile: Profile) -> bool:
    """Everybody while it is out; its member always, the moderators from the instant it is offered."""
    is_read = profile.offered_at is not None and may_moderate(viewer, profile)
    return is_shown(profile) or is_own(viewer, profile) or is_read


def is_shown(profile: Profile) -> bool:
    """Whether anybody may see it: published, not taken off, of a member in force."""
    return profile.is_out and profile.member.in_force


def sheet_for(viewer: Viewer, profile: Profile, *, at: datetime) -> Sheet:
    """What this viewer sees of a profile: one statement when it shows its portfolio, two for places never asked."""
    audience = listing.audience_of(profile.organisation_id, colleagues_of(viewer))
    return sheet(profile, audience, today=timezone.localdate(at))


def sheet(profile: Profile, audience: Audience, *, today: date, with_pieces: bool = True) -> Sheet:
    """What an audience sees of a profile; without its pieces, no statement but for places never asked."""
    shown = shown_of(content_of(profile), profile.visibility, audience)
    seen = with_pieces and shown.shows_pieces
    pieces = pieces_out().filter(profile=profile) if seen else Piece.objects.none()
    return Sheet(
        shown=shown,
        trades=tuple(trades_named(shown.all_trades)),
        sectors=tuple(sectors_named(shown.sectors)),
        places=tuple(places_named(shown.places)),
        languages=tuple(languages_named(shown.languages)),
        pieces=tuple(_piece(piece) for piece in pieces),
        association=profile.organisation.name,
        is_available=shown.is_available(today),
    )


def own_member(viewer: Viewer) -> Member:
    """The place of whoever acts as a member. Raises NotVisible."""
    member = member_of(viewer)
    if member is None:
        raise NotVisible
    return member


def own_profile(member: Member) -> Profile:
    """The member's own, an unsaved one when nothing was written yet: one statement."""
    profile = Profile.objects.filter(pk=member.pk).first()
    profile = profile or Profile(member=member, organisation_id=member.organisation_id)
    profile.member, profile.organisation = member, member.organisation
    return profile


def own_pieces(member: Member) -> list[Piece]:
    """All those that the member did not take out, in their order."""
    return list(Piece.objects.filter(profile=member.pk, withdrawn_at=None))


def get_piece(viewer: Viewer, pk: int) -> Piece:
    """A piece, for its member while it was not taken out. Raises NotVisible."""
    piece = _pieces().filter(pk=pk, withdrawn_at=None).first()
    if piece is None or not is_own(viewer, piece):
        raise NotVisible
    return piece


def get_shown_piece(viewer: Viewer, pk: int) -> Piece:
    """A piece for whoever may see it: one statement. Raises NotVisible."""
    piece = _pieces().filter(pk=pk).first()
    if piece is None or not may_see_piece(viewer, piece):
        raise NotVisible
    return piece


def may_see_piece(viewer: Viewer, piece: Piece) -> bool:
    """Its audience while it is shown; its member until they take it out; the moderators, of what is or was shown."""
    if piece.withdrawn_at is not None:
        return False
    if is_own(viewer, piece):
        return True
    if not piece.client_agrees or not shown_to(piece.profile, colleagues_of(viewer)).shows_pieces:
        return False
    is_read = piece.profile.offered_at is not None and may_moderate(viewer, piece)
    return is_read or (piece.hidden_at is None and is_shown(piece.profile))


def get_contact(viewer: Viewer, pk: int) -> Contact:
    """A message whose author proved their address, for the member whom it is to. Raises NotVisible."""
    contacts = Contact.objects.select_related("profile__member", "profile__organisation")
    contact = contacts.filter(pk=pk, withdrawn_at=None, confirmed_at__isnull=False).first()
    if contact is None or not is_own(viewer, contact):
        raise NotVisible
    return contact


def own_contacts(member: Member) -> QuerySet[Contact]:
    """The messages that came, the latest first."""
    came = Contact.objects.filter(profile=member.pk, withdrawn_at=None, confirmed_at__isnull=False)
    return came.order_by("-sent_at", "-pk")


def skills_used(*, but: Collection[str] = ()) -> list[str]:
    """The skills that members show to all, the commonest first: what the form proposes. Two statements at most."""
    kept = listing.listing(None, timezone.localdate())
    counts: dict[str, int] = {}
    for row in kept.rows.values():
        for skill in row.shown.skills:
            counts[skill] = counts.get(skill, 0) + 1
    return sorted(counts.keys() - set(but), key=lambda skill: (-counts[skill], skill))


def _pieces() -> QuerySet[Piece]:
    return Piece.objects.select_related("profile__member", "profile__organisation", "photo")


def _card(shown: Shown, today: date) -> Card:
    return Card(
        pk=shown.pk,
        name=shown.name,
        trades=tuple(trades_named(shown.all_trades)),
        headline=shown.headline,
        skills=shown.skills[:6],
        places=tuple(places_named(shown.places[:4])),
        is_remote=shown.is_remote,
        is_available=shown.is_available(today),
    )


def _piece(piece: Piece) -> PieceCard:
    return PieceCard(
        piece.pk, piece.title, piece.text, piece.link, piece.photo_id is not None, piece.photo_says
    )


# A member's own figures: counts of the last days, of nobody.

DAYS = 30


@dataclass(frozen=True)
class Figures:
    """Over the last `DAYS` days: how often among the first ten of the list, how often opened, how many wrote."""

    first_ten: int
    opened: int
    contacts: int


def figures_of_own_profile(member: Member, *, today: date) -> Figures:
    """Three statements. Each visit counts once in the first ten, with whatever filters."""
    since = today - timedelta(days=DAYS - 1)
    counted = Showing.objects.filter(list_name="directory", filters=ALL, day__gte=since)
    stood = counted.filter(subject=f"member:{member.pk}")
    opened = Opening.objects.filter(profile=member.pk, on__gte=since)
    contacts = Contact.objects.filter(
        profile=member.pk, confirmed_at__isnull=False, withdrawn_at=None, sent_at__date__gte=since
    )
    return Figures(
        first_ten=stood.aggregate(Sum("shown"))["shown__sum"] or 0,
        opened=opened.aggregate(Sum("times"))["times__sum"] or 0,
        contacts=contacts.count(),
    )
