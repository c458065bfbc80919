"""All that was done about a person, by day; and all that was ever entered for them, thing by thing: nothing is lost."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Max, Model, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import Line, lines_of
from etabli.foundation.journal.registry import ACTS
from etabli.foundation.journal.wording import SELECT_RELATED, value_of
from etabli.foundation.own_data.field_names import field_name, model_name
from etabli.foundation.own_data.holdings import Holding, Identifiers, holdings, of_person
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Personal
from etabli.territory.register.trades import trade

PAGE_SIZE = 8
_MAX_SHOWN = 300  # of one value: its own page shows all of it
_HIDDEN_FIELDS = frozenset({"subject_type", "subject_id", "brief_ref", "via"})  # what only a program reads
# How a row says that it was taken back, and the pages on which it is seen.
_SET_ASIDE_FIELDS = (
    "withdrawn_at",
    "cancelled_at",
    "restored_at",
    "left_on",
    "ended_on",
    "erased_at",
    "revoked_at",
)
_PAGE_NAMES = {
    "briefs.brief": "briefs:overview",
    "quotes.quotereading": "quotes:detail",
    "market.ad": "market:ad",
    "support.appointment": "support:appointment",
    "seats.signup": "seats:sign_up",
}


@dataclass(frozen=True)
class EnteredObject:
    """One thing that was entered: what it says now, whether it was taken back, and all that was done to it."""

    kind: str
    title: str
    first: Line
    is_aside: bool
    is_gone: bool
    url: str
    values: list[tuple[str, str]]
    lines: list[Line]


@dataclass(frozen=True)
class AppObjects:
    """The things of one app, under its name."""

    label: str | Promise
    things: list[EnteredObject]


def entries_about(viewer: Viewer, person: Person) -> QuerySet[Entry]:
    """The acts about all that is held of a person, as far as the viewer may read them; one statement for each table.

    The caller has authorised the person.
    """
    return _entries_of_holdings(holdings(_identifiers(viewer, person), viewer))


def all_that_was_entered(
    viewer: Viewer, person: Person, number: str | None
) -> tuple[list[AppObjects], Page[Any]]:
    """A page of things, by theme, the latest first: one statement for each table, and two."""
    found_holdings = holdings(_identifiers(viewer, person), viewer)
    entries = _entries_of_holdings(found_holdings).order_by()
    subjects = list(entries.values("subject_type", "subject_id").annotate(latest=Max("pk")))
    place = {app.label: rank for rank, app in enumerate(apps.get_app_configs())}
    subjects.sort(key=lambda subject: (place[_app_of(subject["subject_type"])], -subject["latest"]))
    page = Paginator(subjects, PAGE_SIZE).get_page(number)
    lines, rows = _lines(viewer, person, entries, page.object_list), _rows(found_holdings)
    themes: defaultdict[str, list[EnteredObject]] = defaultdict(list)
    for thing in page.object_list:
        key = thing["subject_type"], thing["subject_id"]
        themes[_app_of(key[0])].append(_entered_object(key, rows.get(key), lines[key]))
    return [AppObjects(apps.get_app_config(app).verbose_name, things) for app, things in themes.items()], page


def _identifiers(viewer: Viewer, person: Person) -> Identifiers:
    """With those who, for the staff, are this person."""
    return of_person(person, waiting=viewer.is_staff_of(person.chamber_id))


def _entries_of_holdings(found_holdings: list[Holding]) -> QuerySet[Entry]:
    matches = [
        holding.rows for holding in found_holdings if holding.owned.model is Entry and holding.owned.is_whole
    ]
    return matches[0] if matches else Entry.objects.none()


def _app_of(label: str) -> str:
    return label.partition(".")[0]


def _lines(
    viewer: Viewer, person: Person, history: QuerySet[Entry], things: Any
) -> dict[tuple[str, str], list[Line]]:
    """What was done to each of these things, the latest first."""
    condition = Q(pk=None)
    for subject in things:
        condition |= Q(subject_type=subject["subject_type"], subject_id=subject["subject_id"])
    entries = list(history.filter(condition).select_related(*SELECT_RELATED).order_by("-pk"))
    lines = lines_of(viewer, entries, in_charge=viewer.is_staff_of(person.chamber_id))
    grouped: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    for entry, line in zip(entries, lines, strict=True):
        grouped[entry.subject_type, entry.subject_id].append(line)
    return grouped


def _rows(found_holdings: list[Holding]) -> dict[tuple[str, str], tuple[Model, dict[str, Personal]]]:
    """Each row that is there, and those of its fields that are the person's."""
    return {
        (holding.owned.model._meta.label_lower, str(row.pk)): (row, holding.owned.fields)
        for holding in found_holdings
        if holding.owned.is_whole and holding.owned.model is not Entry
        for row in holding.rows
    }


def _entered_object(
    key: tuple[str, str], row: tuple[Model, dict[str, Personal]] | None, lines: list[Line]
) -> EnteredObject:
    label, pk = key
    address = (
        reverse(_PAGE_NAMES[label], args=[pk])
        if label in _PAGE_NAMES and row and not _is_set_aside(row[0])
        else ""
    )
    return EnteredObject(
        kind=model_name(apps.get_model(label)._meta.label),
        title=lines[0].subject,
        first=lines[-1],
        is_aside=row is not None and _is_set_aside(row[0]),
        is_gone=row is None,
        url=address,
        values=_values(*row) if row else [],
        lines=lines,
    )


def _values(row: Model, uses: dict[str, Personal]) -> list[tuple[str, str]]:
    """What the fields that are the person's say now, called as the history calls them."""
    labels = {
        n: label
        for verb, act in ACTS.items()
        if _app_of(verb) == row._meta.app_label
        for n, label in act.tells.items()
    }
    values = [
        (name, trade(value).label if name == "trade_code" and value else value)
        for name, use in uses.items()
        if not use.withheld and name not in _HIDDEN_FIELDS
        for value in [value_of(row, name)]
    ]
    labels["trade_code"] = _("Trade")  # its code is what a program reads
    return [
        (
            capfirst(str(labels.get(name) or field_name(row._meta.label, name))),
            Truncator(value).chars(_MAX_SHOWN),
        )
        for name, value in values
        if value
    ]


def _is_set_aside(row: Model) -> bool:
    marked = any(getattr(row, name, None) is not None for name in _SET_ASIDE_FIELDS)
    return marked or "withdrawn" in {str(getattr(row, name, "")) for name in ("state", "status")}
