"""The campaigns of an artisan, what all of a chamber's teach, and what the chamber assumes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Prefetch

from etabli.foundation.people.models import Person
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.needs.engine import Text
from etabli.programme.visibility.campaigns.data import guide
from etabli.programme.visibility.engine.campaigns import Assumption, CampaignCatalogue, Figures
from etabli.programme.visibility.models import Campaign, CampaignAssumption, CampaignFigures
from etabli.programme.visibility.rules import own_id


def own_campaigns(viewer: Viewer) -> list[Campaign]:
    """Those of this artisan, the latest first, each with its networks; none for anybody else: two statements."""
    person_id = own_id(viewer)
    if person_id is None:
        return []
    rows = Campaign.objects.filter(person_id=person_id, withdrawn_at=None)
    ordered = CampaignFigures.objects.order_by("pk")
    return list(rows.order_by("-kept_at", "-pk").prefetch_related(Prefetch("figures", ordered)))


def campaigns_beside(viewer: Viewer, person: Person) -> list[Campaign]:
    """The plans that the staff made beside this artisan, for the staff, the latest first, with their networks and
    without a figure of what came of them: two statements."""
    if not viewer.is_staff_of(person.chamber_id):
        return []
    rows = Campaign.objects.filter(person=person, beside=True, withdrawn_at=None)
    planned = CampaignFigures.objects.only("campaign", "network", "planned_cents", "rates").order_by("pk")
    return list(rows.order_by("-kept_at", "-pk").prefetch_related(Prefetch("figures", planned)))


def get_campaign_beside(viewer: Viewer, person: Person, pk: int) -> Campaign:
    """One of them, for the staff, with what was expected of it and nothing of what came. Raises NotVisible."""
    rows = [row for row in campaigns_beside(viewer, person) if row.pk == pk]
    if not rows:
        raise NotVisible
    for figures in rows[0].figures.all():
        figures.noted_on = figures.spent_cents = figures.views = figures.clicks = None
        figures.contacts = figures.customers = None
    return rows[0]


def get_campaign(viewer: Viewer, pk: int) -> Campaign:
    """One of them, for its artisan. Raises NotVisible."""
    campaign = next((row for row in own_campaigns(viewer) if row.pk == pk), None)
    if campaign is None:
        raise NotVisible
    return campaign


def get_figures(viewer: Viewer, pk: int) -> CampaignFigures:
    """One network of a campaign, for its artisan. Raises NotVisible."""
    rows = [row for campaign in own_campaigns(viewer) for row in campaign.figures.all() if row.pk == pk]
    if not rows:
        raise NotVisible
    return rows[0]


def figures_of_chamber(chamber_id: int, *, noted_before: date | None = None) -> list[Figures]:
    """What came of every campaign of a chamber, to be learnt from together alone; `noted_before`: what was typed until
    the day before alone. One statement."""
    rows = CampaignFigures.objects.filter(
        campaign__chamber_id=chamber_id, campaign__withdrawn_at=None, noted_on__isnull=False
    ).order_by("pk")
    if noted_before is not None:
        rows = rows.filter(noted_on__lt=noted_before)
    columns = ("campaign__person_id", "campaign__trade", "network", "spent_cents")
    counts = ("views", "clicks", "contacts", "customers")
    return [Figures(*row) for row in rows.values_list(*columns, *counts)]


def assumptions_set(chamber_id: int) -> dict[tuple[str, str], CampaignAssumption]:
    """What the chamber set itself, by network and stage: one statement."""
    rows = CampaignAssumption.objects.filter(chamber_id=chamber_id, withdrawn_at=None)
    return {(row.network, row.stage): row for row in rows}


def guide_of(chamber_id: int) -> CampaignCatalogue:
    """The guide, with what the chamber assumes in the place of what comes with the package: one statement."""
    base, rows = guide(), assumptions_set(chamber_id)
    networks = []
    for network in base.networks:
        row = rows.get((network.id, CampaignAssumption.LEARN))
        networks.append(
            replace(
                network,
                learn_cents=int(row.value * 100),
                learn_source=Text(row.source, row.source),
                learn_url=row.url,
                learn_checked_on=row.checked_on,
            )
            if row
            else network
        )
    assumptions = _in_force(base.assumptions, rows)
    return replace(base, networks=tuple(networks), assumptions=tuple(assumptions))


def _in_force(
    assumptions: Iterable[Assumption], rows: dict[tuple[str, str], CampaignAssumption]
) -> Iterable[Assumption]:
    for assumption in assumptions:
        row = rows.get((assumption.network, assumption.stage))
        if row is None:
            yield assumption
            continue
        source = Text(row.source, row.source)
        yield replace(
            assumption, mean=float(row.value), source=source, url=row.url, checked_on=row.checked_on
        )
