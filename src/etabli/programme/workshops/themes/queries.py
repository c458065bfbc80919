"""Reading the catalogue, one theme, its versions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from etabli.foundation.people.queries import NotVisible, default_chamber
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.language import reader_language
from etabli.programme.workshops.models import Session, Theme, ThemeVersion
from etabli.programme.workshops.queries import themes
from etabli.programme.workshops.themes.engine import Content, Difference, content_in, differences

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Offer:
    """A theme of the catalogue, and its next session, if one is announced."""

    theme: Theme
    next: Session | None


@dataclass(frozen=True)
class StaffTheme:
    """A theme as its chamber sees it: whose text holds, how often it was given in a year, and should be."""

    theme: Theme
    version: ThemeVersion | None
    given: int
    wanted: int


@dataclass(frozen=True)
class VersionStep:
    """A version, the sessions given with it, and what changed since the one before."""

    version: ThemeVersion
    sessions: int
    before: ThemeVersion | None

    @property
    def changes(self) -> Sequence[Difference]:
        return differences(self.before.shown_content, self.version.shown_content) if self.before else ()


def catalogue(viewer: Viewer, *, level: int | None, at: datetime) -> list[Offer]:
    """The themes given here, those for who begins first, each with its next session: three statements."""
    chamber_id = viewer.chamber_id or default_chamber().pk
    theme_rows = [theme for theme in themes(chamber_id) if level in (None, theme.level)]
    to_come = Session.objects.filter(
        published_at__isnull=False, occasion__starts_at__gt=at, occasion__cancelled_at=None
    )
    nearest: dict[str, Session] = {}
    for session in to_come.select_related("occasion", "venue__commune").order_by(
        "-occasion__starts_at", "-pk"
    ):
        nearest[session.theme_id] = session
    offers = [Offer(theme, nearest.get(theme.pk)) for theme in theme_rows]
    return sorted(offers, key=lambda offer: offer.theme.level)


def get_theme(viewer: Viewer, code: str) -> Theme:
    """A theme that the viewer may see: those given, and for the staff those that their chamber put away."""
    theme = Theme.objects.filter(pk=code).select_related("chamber").first()
    if theme is None or (theme.withdrawn_at is not None and not viewer.is_staff_of(theme.chamber_id)):
        raise NotVisible
    return theme


def theme_to_write(viewer: Viewer, code: str) -> Theme:
    """A theme of which the viewer's chamber may write its own text; NotVisible otherwise."""
    theme = get_theme(viewer, code)
    if not viewer.is_staff_of(theme.chamber_id or viewer.chamber_id):
        raise NotVisible
    return theme


def own_theme(viewer: Viewer, code: str) -> Theme:
    """A theme that the viewer's chamber made; NotVisible otherwise."""
    theme = get_theme(viewer, code)
    if not viewer.is_staff_of(theme.chamber_id):
        raise NotVisible
    return theme


def step_of(viewer: Viewer, theme: Theme, pk: int) -> VersionStep:
    """One version among those that the viewer's chamber reads; NotVisible otherwise."""
    for step in version_history(viewer, theme):
        if step.version.pk == pk:
            return step
    raise NotVisible


def staff_themes(viewer: Viewer, *, at: datetime) -> list[StaffTheme]:
    """All themes of the viewer's chamber, for its staff, those put away last: three statements."""
    if not viewer.is_staff_of(viewer.chamber_id):
        raise NotVisible
    of_chamber = Q(chamber=None) | Q(chamber_id=viewer.chamber_id)
    version_of_theme: dict[str, ThemeVersion] = {}
    versions = ThemeVersion.objects.filter(of_chamber, ended_at=None).order_by("pk")
    for version in sorted(versions, key=lambda version: version.chamber_id is not None):
        version_of_theme[version.theme_id] = version
    year = Session.objects.filter(
        chamber_id=viewer.chamber_id,
        published_at__isnull=False,
        occasion__cancelled_at=None,
        occasion__starts_at__gt=at - YEAR,
        occasion__starts_at__lte=at,
    )
    sessions_given = Counter(year.values_list("theme_id", flat=True))
    rows = [
        StaffTheme(
            theme,
            version_of_theme.get(theme.pk),
            sessions_given[theme.pk],
            _times_a_year(version_of_theme.get(theme.pk)),
        )
        for theme in Theme.objects.filter(of_chamber)
    ]
    return sorted(rows, key=lambda row: (row.theme.withdrawn_at is not None, row.theme.title))


def version_history(viewer: Viewer, theme: Theme) -> list[VersionStep]:
    """The versions that the viewer's chamber reads, the latest first, each after the one it came from: one statement.

    The first text of a chamber's own came from the one delivered at that time.
    """
    session_count = Count(
        "sessions",
        filter=Q(sessions__chamber_id=viewer.chamber_id, sessions__published_at__isnull=False),
    )
    versions = _read_by(viewer, theme).annotate(used=session_count).select_related("theme", "chamber")
    rows = list(versions.order_by("pk"))
    return [VersionStep(row, row.used, _previous_version(row, rows[:rank])) for rank, row in enumerate(rows)][
        ::-1
    ]


def _previous_version(version: ThemeVersion, earlier: Sequence[ThemeVersion]) -> ThemeVersion | None:
    own_versions = [other for other in earlier if other.chamber_id == version.chamber_id]
    versions = own_versions or list(earlier)
    return versions[-1] if versions else None


def _read_by(viewer: Viewer, theme: Theme) -> QuerySet[ThemeVersion]:
    if not viewer.is_staff_of(viewer.chamber_id):
        raise NotVisible
    return theme.versions.filter(Q(chamber=None) | Q(chamber_id=viewer.chamber_id))


def content_of(version: ThemeVersion | None, theme: Theme) -> Content:
    """What a theme says to the reader."""
    return version.shown_content if version else content_in(theme.text, reader_language())


def _times_a_year(version: ThemeVersion | None) -> int:
    return int(version.content["times_a_year"]) if version else 0
