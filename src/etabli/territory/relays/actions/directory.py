"""Running the directory of relays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, TypedDict

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.dateparse import parse_datetime
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    Irreversible,
    action,
    change,
    record,
    undo,
    undo_fields,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Organisation, OrganisationKind, Role
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places.models import Commune
from etabli.territory.relays.actions.contacts import add_contact
from etabli.territory.relays.models import Relay
from etabli.territory.relays.rules import may_edit_own

# Acts made of many small ones: each keeps its own entry, and all of them are taken back in one go.


def undo_together(entry: Entry, by: Any, at: datetime) -> None:
    """Take back, or do again, all that was done at once; what somebody changed since stays as they left it. What the
    acts were about as a whole (a file) is withdrawn with them, when the entry says so."""
    subject = subject_of(entry, lock=True)
    for part in entry.parts.order_by("-pk"):
        with suppress(CannotUndo), transaction.atomic():
            undo(entry=part, by=by, at=at)
    if "withdrawn_at" in entry.before:
        subject.withdrawn_at = parse_datetime(entry.before["withdrawn_at"] or "")  # type: ignore[attr-defined]  # it bears it
        subject.save(update_fields=["withdrawn_at"])
    record(subject, before=entry.after, after=entry.before, label=entry.subject_label)


# Read aloud and typed from a poster: no 0/o, no 1/l/i.
CODE_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class Facts(TypedDict, total=False):
    """What may be known of a relay beside its kind, its name and its commune; what isn't given is left as it is."""

    communes: Iterable[Commune]
    address: str
    postal_code: str
    website: str
    opening_hours: str
    pivot: str
    standard: dict[str, str]


class NothingChosen(ActionError):
    """No relay was ticked."""


def _put_back(entry: Entry, by: Any, at: datetime) -> None:
    """Like the stock undo, for a relay: the communes of its territory stand in a table of their own."""
    relay = subject_of(entry, lock=True)
    assert isinstance(relay, Relay)
    if _present_values(relay, entry.after) != entry.after:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    _apply_values(relay, entry.before, at)
    record(relay, before=entry.after, after=entry.before, label=entry.subject_label)


@action("relays.create", sentence=_("added the relay “%(subject)s”"), may=may_run, undo=undo_fields)
def create_relay(
    *,
    chamber: Organisation,
    kind: str,
    name: str,
    commune: Commune,
    organisation: Organisation | None = None,
    person: Mapping[str, Any] | None = None,
    facts: Facts | None = None,
    by: Viewer,
    at: datetime,
) -> Relay:
    """A relay of `chamber`, with a link of its own; `person`: whom to ask for there, as `add_contact` takes it.

    Taken back, it leaves the directory and its link stays good.
    """
    values: dict[str, Any] = dict(facts or {})
    around = values.pop("communes", ())
    relay = Relay.objects.create(
        chamber=chamber,
        organisation=organisation,
        kind=kind,
        name=name.strip(),
        commune=commune,
        code=_new_code(commune.name),
        created_at=at,
        updated_at=at,
        **values,
    )
    if around:
        relay.communes.set(around)
    record(relay, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    if person is not None:
        add_contact(relay=relay, **person, by=by, at=at)
    return relay


@action(
    "relays.correct",
    sentence=_("corrected the record of the relay “%(subject)s”"),
    tells={
        "kind": _("Kind"),
        "name": _("Name"),
        "commune_id": _("Commune"),
        "communes": _("Communes around"),
        "address": _("Address"),
        "postal_code": _("Postal code"),
        "website": _("Website"),
        "opening_hours": _("Opening hours"),
        "pivot": _("SIRET, or number of the association"),
    },
    may=may_run,
    undo=_put_back,
    subject="relay",
)
def correct_relay(
    *,
    relay: Relay,
    kind: str,
    name: str,
    commune: Commune,
    facts: Facts | None = None,
    by: Viewer,
    at: datetime,
) -> Relay:
    """Change what is known of a relay; its link doesn't change, since it is printed."""
    after: dict[str, Any] = {"kind": kind, "name": name.strip(), "commune_id": commune.pk, **(facts or {})}
    if "communes" in after:
        after["communes"] = sorted(commune.pk for commune in after["communes"])
    before = _present_values(relay, after)
    _apply_values(relay, after, at)
    record(relay, before=before, after=after)
    return relay


@action(
    "relays.wish",
    sentence=_("wrote down what the relay “%(subject)s” likes to receive"),
    tells={"likes": _("Likes"), "months": _("Months"), "closes_on": _("Closing day"), "wishes": _("Wishes")},
    may=may_edit_own,
    undo=undo_fields,
    subject="relay",
)
def tell_wishes(
    *,
    relay: Relay,
    likes: Sequence[str],
    months: Sequence[int],
    closes_on: int | None,
    wishes: str,
    by: Viewer,
    at: datetime,
) -> Relay:
    """What to send to a relay, in which months, before which day of the month; said by itself or by the staff."""
    months = sorted(months)
    return change(relay, likes=list(likes), months=months, closes_on=closes_on, wishes=wishes.strip())


@action(
    "relays.withdraw",
    sentence=_("took the relay “%(subject)s” out of the directory"),
    may=may_edit_own,
    undo=undo_fields,
    subject="relay",
)
def withdraw_relay(*, relay: Relay, by: Viewer, at: datetime) -> Relay:
    """The relay leaves the directory, as the staff or itself wishes; its link then shows the nearest workshops."""
    return change(relay, withdrawn_at=at)


@action(
    "relays.withdraw_several",
    sentence=_("took %(subject)s relays out of the directory at once"),
    may=may_run,
    may_undo=lambda by, chamber: by.is_staff_of(chamber.pk),
    undo=undo_together,
)
def withdraw_several(*, chamber: Organisation, relays: Sequence[Relay], by: Viewer, at: datetime) -> None:
    """Several relays leave the directory at once, and come back at once. Raises NothingChosen."""
    if not relays:
        raise NothingChosen(_("Tick at least one relay."))
    for relay in relays:
        withdraw_relay(relay=relay, by=by, at=at)
    record(chamber, before={}, after={}, label=str(len(relays)))


@action(
    "relays.open_space",
    sentence=_("opened a space for the relay “%(subject)s”"),
    may=lambda by, relay: by.role == Role.MANAGER and may_run(by, relay),
    undo=Irreversible(_("A relay keeps its space: without anybody invited to it, it does nothing.")),
    subject="relay",
)
def open_space(*, relay: Relay, by: Viewer, at: datetime) -> Relay:
    """From now on people of this relay can be invited to sign in; a second opening changes nothing."""
    relay = Relay.objects.select_for_update().get(pk=relay.pk)
    made = relay.organisation or Organisation.objects.create(
        kind=OrganisationKind.RELAY, name=relay.name, chamber_id=relay.chamber_id
    )
    return change(relay, organisation_id=made.pk)


def _present_values(relay: Relay, names: Mapping[str, Any]) -> dict[str, Any]:
    """What stands now under these names, the communes of its territory by their codes."""
    return {
        name: sorted(relay.communes.values_list("pk", flat=True))
        if name == "communes"
        else getattr(relay, name)
        for name in names
    }


def _apply_values(relay: Relay, values: Mapping[str, Any], at: datetime) -> None:
    relay.updated_at = at
    for name, value in values.items():
        if name == "communes":
            relay.communes.set(value)
        else:
            setattr(relay, name, value)
    relay.save(update_fields=[*(values.keys() - {"communes"}), "updated_at"])


def _new_code(commune: str) -> str:
    """The first words of the commune and four signs: short enough to be typed, not to be guessed by counting."""
    words = slugify(commune)
    while len(words) > 18 and "-" in words:
        words = words.rpartition("-")[0]
    return f"{words[:30]}-{get_random_string(4, CODE_ALPHABET)}"
