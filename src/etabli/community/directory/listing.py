"""The list that visitors choose among, kept in memory until an act on a member or a profile begins another edition.

For each audience apart, and only what it may see: a word or a facet never tells what its member hides.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from etabli.community.association.models import Member
from etabli.community.association.trades import trades
from etabli.community.directory.codes import languages_named, places_named, sectors_named
from etabli.community.directory.engine import Audience, Choice, Found, Held, Listed, Shown, chosen, shown_of
from etabli.community.directory.models import Edition, Piece, Profile
from etabli.foundation.search.engine import Vocabulary, near, words

SURE = 0.7  # the word itself, one of its stem, or its beginning: what is nearer than a slip
OF_PROFILE = (
    "headline", "about", "trades", "skills", "is_remote", "availability", "available_on", "website", "email", "phone",
    "charter_version", "charter_on",
)  # fmt: skip


def held_of(profile: Profile) -> Held:
    """All that a profile holds, with its member loaded."""
    kept: dict[str, Any] = {name: getattr(profile, name) for name in OF_PROFILE}
    return Held(
        pk=profile.pk,
        name=profile.member.display_name,
        trade=profile.member.trade,
        **{**kept, "trades": tuple(profile.trades), "skills": tuple(profile.skills)},
        sectors=tuple(profile.sectors.split()),
        places=tuple(profile.places.split()),
        languages=tuple(profile.languages.split()),
    )


def audience_of(organisation_id: int, colleagues_of: int | None) -> Audience:
    """As whom somebody who acts for the association `colleagues_of` looks at a member of this one."""
    return Audience.MEMBERS if organisation_id == colleagues_of else Audience.PUBLIC


def shown_to(profile: Profile, colleagues_of: int | None) -> Shown:
    return shown_of(held_of(profile), profile.visibility, audience_of(profile.organisation_id, colleagues_of))


def out() -> Any:
    """The profiles that are published, of members in force. Every page asks here."""
    members = Member.objects.filter(left_on=None, suspended_at=None)
    found = Profile.objects.filter(published_at__isnull=False, hidden_at=None, member__in=members)
    return found.select_related("member")


@dataclass(frozen=True)
class Listing:
    """One edition, as one audience sees it."""

    shown: tuple[Shown, ...]
    rows: tuple[Listed, ...]
    pieces: Mapping[int, str]

    @cached_property
    def postings(self) -> Mapping[str, list[int]]:
        """For each folded word, who holds it."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for one in self.shown:
            for word in dict.fromkeys(words(f"{text_of(one)} {self.pieces.get(one.pk, '')}")):
                found[word].append(one.pk)
        return dict(found)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary.of(self.postings)

    def who_holds(self, text: str) -> frozenset[int]:
        """Those who hold all the words typed; a slip of the finger is forgiven where nothing is nearer."""
        met: frozenset[int] | None = None
        for word in dict.fromkeys(words(text)):
            meant = near(word, self.vocabulary)
            sure = [each for each, nearness in meant.items() if nearness >= SURE] or list(meant)
            holding = frozenset(pk for each in sure for pk in self.postings[each])
            met = holding if met is None else met & holding
        return met or frozenset()


def text_of(shown: Shown) -> str:
    """The words by which somebody is found: all that is shown of them but their addresses."""
    named = trades()
    of_trades = [f"{named[t].fr} {named[t].en}" if t in named else t for t in shown.all_trades]
    parts = [shown.name, *of_trades, shown.headline, shown.about, *shown.skills]
    return " ".join(
        [
            *parts,
            *sectors_named(shown.sectors),
            *places_named(shown.places),
            *languages_named(shown.languages),
        ]
    )


def edition() -> int | None:
    """One statement; None while nothing was ever done."""
    return Edition.objects.filter(pk=1).values_list("number", flat=True).first()


def find(choice: Choice, near_codes: frozenset[str], *, colleagues_of: int | None, today: date) -> Found:
    """Who answers a choice: one statement while the edition lasts, and two more when it is another one."""
    number = edition()
    if number is None:
        return _found.__wrapped__(number, colleagues_of, today, choice, near_codes)
    return _found(number, colleagues_of, today, choice, near_codes)


def listing(number: int | None, colleagues_of: int | None, today: date) -> Listing:
    return (_listing if number is not None else _listing.__wrapped__)(number, colleagues_of, today)


@lru_cache(maxsize=128)
def _found(
    number: int | None, colleagues_of: int | None, today: date, choice: Choice, near_codes: frozenset[str]
) -> Found:
    kept = listing(number, colleagues_of, today)
    met = kept.who_holds(choice.words) if choice.words else None
    return chosen(kept.rows, choice, near=near_codes, met=met)


@lru_cache(maxsize=3)
def _listing(number: int | None, colleagues_of: int | None, today: date) -> Listing:
    profiles = list(out().order_by("pk"))
    shown = tuple(shown_to(profile, colleagues_of) for profile in profiles)
    return Listing(shown, tuple(_listed(one, today) for one in shown), _pieces(shown))


def _listed(shown: Shown, today: date) -> Listed:
    return Listed(
        pk=shown.pk,
        trades=shown.all_trades,
        sectors=shown.sectors,
        places=shown.places,
        languages=shown.languages,
        is_remote=shown.is_remote,
        is_available=shown.is_available(today),
    )


def _pieces(shown: tuple[Shown, ...]) -> dict[int, str]:
    """The words of the portfolios that are shown."""
    seen = {one.pk for one in shown if one.shows_pieces}
    found: defaultdict[int, str] = defaultdict(str)
    for pk, title, text in pieces_out().values_list("profile_id", "title", "text"):
        if pk in seen:
            found[pk] += f" {title} {text}"
    return dict(found)


def pieces_out() -> Any:
    """The pieces that may be shown: their client agrees, nobody took them off."""
    return Piece.objects.filter(client_agrees=True, withdrawn_at=None, hidden_at=None)
