"""Reading the register."""

from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet
from django.utils.dateformat import format as dated
from django.utils.translation import gettext as _

from etabli.community.approaches import rules
from etabli.community.approaches.models import Approach, FollowUp, SectorFigures
from etabli.foundation.people.models import ASSOCIATION, Organisation, OrganisationKind
from etabli.foundation.people.queries import NotVisible, default_chamber
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.text_lookups import contains


def association_of(viewer: Viewer) -> Organisation | None:
    """The one the viewer acts for; for anybody else, that of the chamber: one or two statements."""
    if viewer.role in ASSOCIATION and viewer.organisation_id is not None:
        return Organisation.objects.filter(pk=viewer.organisation_id).first()
    chamber_id = viewer.chamber_id or default_chamber().pk
    organisations = Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION, chamber=chamber_id)
    return organisations.order_by("pk").first()


def approaches(viewer: Viewer, *, year: int | None = None, words: str = "") -> QuerySet[Approach]:
    """What this viewer may read, the latest first: one statement beside `association_of`."""
    association = association_of(viewer)
    approaches = Approach.objects.filter(organisation=association, withdrawn_at=None)
    if association is None:
        return Approach.objects.none()
    if not rules.is_inside(viewer, association.pk):
        approaches = approaches.exclude(opened_at=None)
    if year:
        approaches = approaches.filter(on__year=year)
    for word in words.split()[:6]:
        approaches = approaches.filter(contains("institution", word) | contains("subject", word))
    return approaches.select_related("document").order_by("-on", "-pk")


def years(viewer: Viewer) -> list[int]:
    """The years in which there is something to read."""
    return [day.year for day in approaches(viewer).order_by("-on").dates("on", "year", order="DESC")]


def get_approach(viewer: Viewer, pk: int) -> Approach:
    """One entry with what followed: two statements. Raises NotVisible."""
    follow_ups = FollowUp.objects.filter(withdrawn_at=None).order_by("on", "pk")
    approaches = Approach.objects.filter(pk=pk).select_related("organisation", "document")
    approach = approaches.prefetch_related(
        Prefetch("follow_ups", queryset=follow_ups, to_attr="followed")
    ).first()
    if approach is None or not rules.may_read(viewer, approach):
        raise NotVisible
    return approach


def get_own_approach(viewer: Viewer, pk: int) -> Approach:
    """One entry, for the board that writes it: two statements. Raises NotVisible."""
    approach = get_approach(viewer, pk)
    if not rules.may_write(viewer, approach):
        raise NotVisible
    return approach


def are_figures_public(organisation_id: int) -> bool:
    """Whether the board shows the figures of its sector to everybody: one statement."""
    return SectorFigures.objects.filter(organisation=organisation_id).exclude(opened_at=None).exists()


def as_rows(approaches: QuerySet[Approach]) -> Iterator[list[str]]:
    """The register for a spreadsheet: a line of names, then a line an entry."""
    yield [
        _("Date"),
        _("Institution"),
        _("Subject"),
        _("Who went"),
        _("What was asked"),
        _("What came of it"),
    ]
    for approach in approaches:
        yield [
            dated(approach.on, "Y-m-d"),
            approach.institution,
            approach.subject,
            approach.led_by,
            approach.text,
            approach.outcome,
        ]
