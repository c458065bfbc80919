"""The list that visitors choose among, kept in memory: what an act changes of a member or a profile is read again.

For each audience apart, and only what it may see: a word or a facet never tells what its member hides.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import Any

from etabli.community.association.trades import trades
from etabli.community.directory.codes import SECTORS, languages_named, places_named
from etabli.community.directory.engine import (
    Answer,
    Audience,
    Choice,
    Held,
    Index,
    Lexicon,
    Listed,
    Result,
    Shown,
    Source,
    choose,
    clauses,
    shown_of,
)
from etabli.community.directory.models import Piece, Profile
from etabli.community.neutrality.row_cache import CachedRows, rows_of
from etabli.foundation.registries import registry_modules

OF_PROFILE = (
    "headline", "about", "trades", "skills", "is_remote", "availability", "available_on", "website", "email", "phone",
    "charter_version", "charter_on",
)  # fmt: skip


def content_of(profile: Profile) -> Held:
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
    return shown_of(
        content_of(profile), profile.visibility, audience_of(profile.organisation_id, colleagues_of)
    )


@cache
def published_profiles() -> Any:
    """The profiles that are published, of members in force. Every page asks here: it is put together once."""
    profiles = Profile.objects.filter(published_at__isnull=False, hidden_at=None)
    return profiles.filter(member__left_on=None, member__suspended_at=None).select_related("member")


@dataclass(frozen=True)
class Row:
    """One profile as one audience sees it."""

    shown: Shown
    listed: Listed
    pieces: str  # the words of its portfolio

    @property
    def texts(self) -> Mapping[Source, list[str]]:
        """By what words they are found, where they say them."""
        shown, named = self.shown, trades()
        of_trades = [f"{named[t].fr} {named[t].en}" if t in named else t for t in shown.all_trades]
        sectors = [f"{SECTORS[code]} {code}" for code in shown.sectors if code in SECTORS]
        places, languages = places_named(shown.places), languages_named(shown.languages)
        return {
            Source.CLAIM: [shown.name, *of_trades, *shown.skills, *sectors, *places, *languages],
            Source.HEADLINE: clauses(shown.headline),
            Source.PROSE: clauses(f"{shown.about}\n{self.pieces}"),
        }


@cache
def _lexicon() -> Lexicon:
    return Lexicon.of(group for module in registry_modules("synonyms") for group in module.synonyms())


def find(kept: CachedRows[Row], choice: Choice, near_codes: frozenset[str]) -> Result:
    """Who answers a choice; when nobody does near the place, who does elsewhere. No statement."""

    def compute() -> Result:
        answer = _answer(kept, choice.words) if choice.words else None
        met = answer.owners if answer else None
        listed = [row.listed for row in kept.rows.values()]
        result = choose(listed, choice, near=near_codes, met=met)
        if answer and choice.place and not result.pks:
            result = replace(choose(listed, replace(choice, place=""), met=met), is_elsewhere=True)
        return replace(result, missed=answer.missed, read_as=answer.read_as) if answer else result

    return kept.worked_out((choice, near_codes), compute)


def _answer(kept: CachedRows[Row], text: str) -> Answer:
    def index() -> Index:
        return Index.of({pk: row.texts for pk, row in kept.rows.items()}, _lexicon())

    return kept.worked_out("index", index).answer(text)


def listing(colleagues_of: int | None, today: date) -> CachedRows[Row]:
    """All those that this audience sees: one statement while nothing changes, and two more for those that did."""
    return rows_of("directory", partial(_read_rows, colleagues_of, today), today=today, of=colleagues_of)


def _read_rows(colleagues_of: int | None, today: date, pks: Collection[int] | None) -> dict[int, Row]:
    asked = published_profiles() if pks is None else published_profiles().filter(pk__in=pks)
    shown = [shown_to(profile, colleagues_of) for profile in asked.order_by("pk")]
    places_named({code for profile in shown for code in profile.places})  # those never met, all at once
    pieces = _pieces({profile.pk for profile in shown if profile.shows_pieces}, pks)
    return {
        profile.pk: Row(profile, _listed_profile(profile, today), pieces.get(profile.pk, ""))
        for profile in shown
    }


def _listed_profile(shown: Shown, today: date) -> Listed:
    return Listed(
        pk=shown.pk,
        trades=shown.all_trades,
        sectors=shown.sectors,
        places=shown.places,
        languages=shown.languages,
        is_remote=shown.is_remote,
        is_available=shown.is_available(today),
    )


def _pieces(seen: Collection[int], pks: Collection[int] | None) -> dict[int, str]:
    """The words of the portfolios that are shown."""
    asked = pieces_out() if pks is None else pieces_out().filter(profile__in=pks)
    texts: defaultdict[int, str] = defaultdict(str)
    for pk, title, text in asked.values_list("profile_id", "title", "text"):
        if pk in seen:
            texts[pk] += f"\n{title}\n{text}"
    return dict(texts)


def pieces_out() -> Any:
    """The pieces that may be shown: their client agrees, nobody took them off."""
    return Piece.objects.filter(client_agrees=True, withdrawn_at=None, hidden_at=None)
