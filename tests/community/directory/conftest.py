"""Members with a profile, and a short way to write and publish one."""

from typing import Any

import pytest

from etabli.community.association.models import Member
from etabli.community.directory import actions
from etabli.community.directory.models import Profile
from etabli.foundation.people.viewer import Viewer
from tests.community.conftest import AT, as_member

TOLD: dict[str, Any] = {
    "headline": "Des sites simples pour les artisans",
    "about": "Je viens à l’atelier.",
    "trades": [],
    "skills": ["boutique en ligne", "photos"],
    "sectors": "ALIMENTATION",
    "places": "",
    "is_remote": True,
    "languages": "fr en",
    "availability": "now",
    "available_on": None,
    "website": "https://studio.example",
    "email": "studio@example.net",
    "phone": "05 56 00 00 00",
}
ALL_PUBLIC = dict.fromkeys(
    [
        "headline", "about", "trades", "skills", "sectors", "places", "languages", "availability", "website", "email",
        "phone", "pieces", "charter",
    ],
    "public",
)  # fmt: skip


def write_all(member: Member, *, by: Viewer | None = None, **told: Any) -> Profile:
    """Every section, at once."""
    values, by = {**TOLD, **told}, by or as_member(member)
    for section in ("words", "work", "places", "availability", "reach"):
        profile = actions.write(member=member, section=section, values=values, by=by, at=AT)
    return profile


def published(member: Member, visibility: dict[str, str] | None = None, **told: Any) -> Profile:
    """A profile in the directory."""
    write_all(member, **told)
    seen = {**ALL_PUBLIC, **(visibility or {})}
    return actions.publish(member=member, visibility=seen, by=as_member(member), at=AT)


@pytest.fixture
def profile(world: Any) -> Profile:
    """That of the first member, all of it public."""
    return published(world.member)
