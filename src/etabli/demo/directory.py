"""The directory: what invented members show of themselves, a few with drawn pieces, two that a moderator has to read.

Most profiles are written in one go, as an import would; those that a visitor plays with go through the acts.
"""

import tomllib
from datetime import timedelta
from importlib.resources import files
from random import Random
from typing import Any

from django.utils import timezone

from etabli.community.association.models import Member
from etabli.community.directory import actions
from etabli.community.directory.engine import FIELDS, Audience
from etabli.community.directory.engine.visibility import PRIVATE
from etabli.community.directory.models import Opening, Profile
from etabli.community.neutrality.charter import charter
from etabli.demo.shared import CAST, Filling
from etabli.demo.stories import drawing
from etabli.foundation.files.receiving import Examined
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.territory.places.models import Commune, Epci

WITH_PIECES_COUNT, WAITING_COUNT = 4, 2
FIELD_AUDIENCES = {name: str(Audience.NOBODY if name in PRIVATE else Audience.PUBLIC) for name in FIELDS}
SECTORS = ("ALIMENTATION", "BATIMENT", "FABRICATION", "SERVICES")
FICTION = "Professionnel inventé pour la démonstration."


def fill_directory(filling: Filling) -> None:
    """All the members but the one that a visitor plays, whose profile is begun and not published."""
    data = tomllib.loads((files(__package__) / "data" / "profiles.toml").read_text(encoding="utf-8"))
    members = list(Member.objects.filter(organisation=filling.association, left_on=None).order_by("pk"))
    played = next(member for member in members if member.user.email == CAST["member"].email)
    other_members = [member for member in members if member != played]
    waiting = other_members[-WAITING_COUNT:]
    profiles = _write_profiles(filling, other_members[:-WAITING_COUNT], data["trades"])
    for rank, profile in enumerate(profiles[:WITH_PIECES_COUNT]):
        _add_pieces(filling, profile.member, data["pieces"], rank)
    for member in waiting:
        _submit_profile(filling, member, data["trades"])
    _begin_profile(filling, played, data["trades"])


def _write_profiles(filling: Filling, members: list[Member], trades: dict[str, Any]) -> list[Profile]:
    random = Random(77)
    towns, epcis = list(Commune.objects.order_by("-population")[:60]), list(Epci.objects.order_by("code"))
    profiles = [_build_profile(filling, member, trades, random, towns, epcis) for member in members]
    Profile.objects.bulk_create(profiles)
    today = timezone.localdate(filling.at)
    Opening.objects.bulk_create(
        Opening(profile=profile, on=today - timedelta(days=day), times=random.randint(1, 5))
        for profile in [profile for profile in profiles if profile.published_at][:40]
        for day in random.sample(range(1, 29), 6)
    )
    return profiles


def _build_profile(
    filling: Filling,
    member: Member,
    trades: dict[str, Any],
    random: Random,
    towns: list[Commune],
    epcis: list[Epci],
) -> Profile:
    of_trade, at = trades[member.trade], filling.at - timedelta(days=random.randint(1, 300))
    near = random.choices(towns, [town.population for town in towns])[0]
    is_published = random.random() < 0.94
    return Profile(
        member=member,
        organisation=filling.association,
        headline=random.choice(of_trade["headlines"]),
        about=f"{random.choice(of_trade['abouts'])}\n\n{FICTION}",
        trades=random.sample([code for code in trades if code != member.trade], random.choice((0, 0, 1))),
        skills=random.sample(of_trade["skills"], 4),
        sectors=" ".join(sector for sector in SECTORS if random.random() < 0.45),
        places=" ".join(
            [near.code, *(epci.code for epci in random.sample(epcis, 2) if random.random() < 0.5)]
        ),
        is_remote=random.random() < 0.6,
        languages=" ".join(["fr", *random.choice(([], ["en"], ["en"], ["es"], ["en", "pt"]))]),
        availability=random.choice(("now", "now", "now", "", "from", "not")),
        available_on=timezone.localdate(filling.at) + timedelta(days=random.randint(10, 90)),
        website=f"https://membre-{member.pk}.invalid",
        phone="05 00 00 00 00",
        charter_version=charter("fr").number if random.random() < 0.7 else "",
        charter_on=timezone.localdate(at),
        visibility=FIELD_AUDIENCES,
        offered_at=at if is_published else None,
        published_at=at if is_published else None,
    )


def _add_pieces(filling: Filling, member: Member, pieces: list[dict[str, str]], rank: int) -> None:
    by = _viewer_of(member)
    for number in range(2):
        piece = pieces[(2 * rank + number) % len(pieces)]
        values = {**piece, "client_agrees": True, "agreement": "Par e-mail (inventé)"}
        photo = Examined("dessin.jpg", "image/jpeg", drawing(2 * rank + number))
        actions.add_piece(member=member, facts=values, photo=photo, by=by, at=filling.at - timedelta(days=20))


def _submit_profile(filling: Filling, member: Member, data: dict[str, Any]) -> None:
    """The profile of a newcomer: it waits in the moderators' queue."""
    Member.objects.filter(pk=member.pk).update(joined_on=timezone.localdate(filling.at) - timedelta(days=3))
    member.refresh_from_db()
    by, of_trade = _viewer_of(member), data[member.trade]
    words = {"headline": of_trade["headlines"][0], "about": f"{of_trade['abouts'][0]}\n\n{FICTION}"}
    actions.write(member=member, section="words", values=words, by=by, at=filling.at)
    actions.publish(member=member, visibility=FIELD_AUDIENCES, by=by, at=filling.at)


def _begin_profile(filling: Filling, member: Member, data: dict[str, Any]) -> None:
    """The one that a visitor plays has written a little, and left a draft."""
    by, of_trade, at = _viewer_of(member), data[member.trade], filling.at - timedelta(days=2)
    words = {"headline": of_trade["headlines"][0], "about": FICTION}
    actions.write(member=member, section="words", values=words, by=by, at=at)
    typed = {"skills": ["boutique en ligne, premier site"]}
    actions.keep_draft(member=member, section="work", typed=typed, by=by, at=at)


def _viewer_of(member: Member) -> Viewer:
    memberships = Membership.objects.select_related("organisation", "user")
    return of_membership(
        memberships.get(
            user=member.user_id, organisation=member.organisation_id, role=Role.MEMBER, ended_on=None
        )
    )
