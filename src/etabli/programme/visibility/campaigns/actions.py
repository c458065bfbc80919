"""Keeping a campaign, typing what really came of it; what the chamber assumes."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    action,
    change,
    record,
    undo_fields,
    undo_fields_if_free,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.visibility.campaigns.kept_rates import WrittenRates, written_rates
from etabli.programme.visibility.engine.campaigns import Answers
from etabli.programme.visibility.models import Campaign, CampaignAssumption, CampaignFigures
from etabli.programme.visibility.rules import may_do_beside, may_note


class NothingPlanned(ActionError):
    """The budget is too small: no network gets anything."""


class FiguresContradict(ActionError):
    """More customers than calls, or more clicks than were seen."""


def _undo_keep(entry: Entry, by: Any, at: datetime) -> None:
    """As long as nobody has typed what came of it."""
    campaign: Any = subject_of(entry)
    if campaign.withdrawn_at is None and campaign.figures.exclude(noted_on=None).exists():
        raise CannotUndo(_("What came of these ads was typed since: take that back first."))
    undo_fields(entry, by, at)


@action(
    "visibility.keep_campaign",
    sentence=_("kept a plan of paid ads: %(subject)s"),
    may=may_do_beside,
    undo=_undo_keep,
)
def keep_campaign(
    *,
    person: Person,
    answers: Answers,
    planned: Mapping[str, int],
    starts_on: date,
    rates: WrittenRates | None = None,
    by: Viewer,
    at: datetime,
) -> Campaign:
    """Keep a plan, the artisan or the staff beside them, with what is believed of its networks on that day; it is the
    artisan's. `planned`: cents, by network; `rates`: what was believed when a device noted it before. Raises
    NothingPlanned."""
    if not planned:
        raise NothingPlanned(_("This budget is too small for an ad: there is nothing to keep."))
    campaign = Campaign.objects.create(
        chamber_id=person.chamber_id,
        person=person,
        goal=answers.goal,
        trade=answers.trade.id,
        place=answers.place,
        budget_cents=answers.budget_cents,
        started_on=starts_on,
        kept_at=at,
        beside=not by.is_person(person.pk),
    )
    rates = rates or written_rates(person.chamber_id, answers.trade.id)
    CampaignFigures.objects.bulk_create(
        CampaignFigures(campaign=campaign, network=network, planned_cents=cents, rates=rates[network])
        for network, cents in planned.items()
    )
    record(campaign, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return campaign


@action(
    "visibility.remove_campaign",
    sentence=_("took away a plan of paid ads: %(subject)s"),
    may=may_note,
    undo=undo_fields,
    subject="campaign",
)
def remove_campaign(*, campaign: Campaign, by: Viewer, at: datetime) -> Campaign:
    """It is shown no more, and its figures count for nobody."""
    return change(campaign, withdrawn_at=at)


@action(
    "visibility.note_figures",
    sentence=_("typed what came of paid ads"),
    may=may_note,
    undo=undo_fields,
    subject="figures",
)
def note_figures(
    *,
    figures: CampaignFigures,
    spent_cents: int,
    views: int,
    clicks: int,
    contacts: int,
    customers: int,
    on: date,
    by: Viewer,
    at: datetime,
) -> CampaignFigures:
    """What really came of one network, in the place of what was typed before. More may call or come than have clicked.
    Raises FiguresContradict."""
    if views < clicks or contacts < customers:
        raise FiguresContradict(
            _("Nobody clicks on what was not seen, and each customer has called, written or come.")
        )
    return change(
        figures,
        spent_cents=spent_cents,
        views=views,
        clicks=clicks,
        contacts=contacts,
        customers=customers,
        noted_on=on,
    )


@action(
    "visibility.set_assumption",
    sentence=_("set what is assumed of paid ads: %(subject)s"),
    may=may_run,
    undo=undo_fields_if_free,
)
def set_assumption(
    *,
    chamber: Organisation,
    network: str,
    stage: str,
    value: Decimal,
    source: str,
    url: str,
    checked_on: date | None,
    by: Viewer,
    at: datetime,
) -> CampaignAssumption:
    """From now on, for this chamber, in the place of what comes with the package or was set before."""
    values: dict[str, Any] = {"value": value, "source": source, "url": url, "checked_on": checked_on}
    with transaction.atomic():
        rows = CampaignAssumption.objects.select_for_update().filter(chamber=chamber, network=network)
        if row := rows.filter(stage=stage, withdrawn_at=None).first():
            return change(row, **values, set_at=at)
    row = CampaignAssumption.objects.create(
        chamber=chamber, network=network, stage=stage, **values, set_at=at
    )
    record(row, before={"withdrawn_at": at, **values}, after={"withdrawn_at": None, **values})
    return row


@action(
    "visibility.reset_assumption",
    sentence=_("put back what was assumed of paid ads at first: %(subject)s"),
    may=may_run,
    undo=undo_fields_if_free,
    subject="assumption",
)
def reset_assumption(*, assumption: CampaignAssumption, by: Viewer, at: datetime) -> CampaignAssumption:
    """What comes with the package counts again."""
    return change(assumption, withdrawn_at=at)
