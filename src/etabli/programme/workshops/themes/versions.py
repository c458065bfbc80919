"""Which text of a theme holds, for whom, since when. A version never changes: another one follows it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Q

from etabli.programme.workshops.models import Session, Theme, ThemeVersion
from etabli.programme.workshops.occasion_texts import practical_of


def version_in_force(theme: Theme, chamber_id: int | None) -> ThemeVersion | None:
    """The chamber's own text, else the one delivered: one statement. None for a theme that has no text yet."""
    of_owner = Q(chamber_id=chamber_id) if chamber_id else Q(chamber=None)
    theme_versions = ThemeVersion.objects.filter(of_owner | Q(chamber=None), theme=theme, ended_at=None)
    return theme_versions.order_by(F("chamber").asc(nulls_last=True), "-number").first()


def own_version(theme: Theme, chamber_id: int | None) -> ThemeVersion | None:
    """The text that holds among those of this chamber, or (None) among those delivered."""
    return ThemeVersion.objects.filter(theme=theme, chamber_id=chamber_id, ended_at=None).first()


def add_version(
    theme: Theme,
    chamber_id: int | None,
    content: Mapping[str, Any],
    former_version: ThemeVersion | None,
    at: datetime,
) -> ThemeVersion:
    """A new version after `former_version`; called inside an act, the theme locked."""
    last = ThemeVersion.objects.filter(theme=theme, chamber_id=chamber_id).aggregate(last=Max("number"))[
        "last"
    ]
    if former_version is not None:
        set_ended_at(former_version, at)
    version = ThemeVersion.objects.create(
        theme=theme, chamber_id=chamber_id, number=(last or 0) + 1, content=content, published_at=at
    )
    apply_version_in_force(theme, chamber_id, at)
    return version


def set_ended_at(version: ThemeVersion, at: datetime | None) -> None:
    """This version holds no longer; with None, it holds again."""
    version.ended_at = at
    version.save(update_fields=["ended_at"])


def apply_version_in_force(theme: Theme, chamber_id: int | None, at: datetime) -> None:
    """After a version came or went: sessions to come are given with what holds now, those given keep theirs.

    What is told before the day follows; nobody is written to for that.
    """
    current_version = version_in_force(theme, chamber_id)
    of_it = Q(chamber_id=chamber_id) if chamber_id else Q(version=None) | Q(version__chamber=None)
    to_come = Session.objects.filter(of_it, theme=theme, occasion__starts_at__gt=at)
    for session in to_come.select_related("venue__commune", "occasion"):
        session.version, session.occasion.practical = (
            current_version,
            practical_of(current_version, session.venue),
        )
        session.save(update_fields=["version"])
        session.occasion.save(update_fields=["practical"])
    if theme.chamber_id == chamber_id and current_version is not None:
        theme.level = current_version.content["level"]
        theme.text = {
            language: {name: texts[name] for name in ("title", "promise")}
            for language in ("fr", "en")
            if (texts := current_version.content.get(language))
        }
        theme.save(update_fields=["level", "text"])
