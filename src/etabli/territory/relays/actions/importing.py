"""Taking in a file of relays: one act, taken back as a whole."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, record
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.territory.relays.actions.contacts import add_contact
from etabli.territory.relays.actions.directory import correct_relay, create_relay, undo_together
from etabli.territory.relays.models import Relay, RelayImport
from etabli.territory.relays.pending_import import ImportPlan, PlannedRelay


class NothingToTakeIn(ActionError):
    """The file brings nothing new."""


@action(
    "relays.import",
    sentence=_("took in the list of relays “%(subject)s”"),
    may=may_run,
    undo=undo_together,
)
def import_relays(
    *,
    chamber: Organisation,
    file_name: str,
    plan: ImportPlan,
    lines_to_skip: Collection[int] = (),
    by: Viewer,
    at: datetime,
) -> RelayImport:
    """Add what is new and change what the file changes, but for `lines_to_skip`. Nobody agrees by being in a list.

    Taken back, what somebody corrected since stays as they left it. Raises NothingToTakeIn.
    """
    new = [row for row in plan.new if row.line not in lines_to_skip]
    changed = [row for row in plan.changed if row.line not in lines_to_skip]
    if not (new or changed):
        raise NothingToTakeIn(_("There is nothing to take in: all of it is there already, or to be mended."))
    for row in new:
        _add(chamber, row, by, at)
    for row in changed:
        _update(row, by, at)
    done = RelayImport.objects.create(
        chamber=chamber,
        file_name=file_name[:160],
        at=at,
        added=len(new),
        updated=len(changed),
        unchanged=len(plan.rows) - len(new) - len(changed),
        refused=[[row.line, row.name[:80], row.fault, row.value[:80]] for row in plan.refused][:1000],
    )
    record(done, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return done


def _add(chamber: Organisation, row: PlannedRelay, by: Viewer, at: datetime) -> None:
    relay = create_relay(
        chamber=chamber, kind=row.kind, name=row.name, commune=row.commune, facts=row.facts, by=by, at=at
    )
    _add_people(relay, row, by, at)


def _update(row: PlannedRelay, by: Viewer, at: datetime) -> None:
    relay = row.relay
    assert relay is not None
    after: Any = {name: value for name, (_before, value) in row.changes.items()}
    if after:
        kind, name = after.pop("kind", relay.kind), after.pop("name", relay.name)
        correct_relay(relay=relay, kind=kind, name=name, commune=relay.commune, facts=after, by=by, at=at)
    _add_people(relay, row, by, at)


def _add_people(relay: Relay, row: PlannedRelay, by: Viewer, at: datetime) -> None:
    for person in row.people:
        add_contact(
            relay=relay,
            name=person.name,
            role=person.role,
            email=person.email,
            phone=person.phone,
            is_generic=person.is_generic,
            by=by,
            at=at,
        )
