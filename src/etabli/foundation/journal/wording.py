"""How an act is told: a sentence with a subject and a verb, and what it changed, in plain words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from etabli.foundation.journal.actors import HasActor
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.registry import ACTS
from etabli.foundation.journal.undo import as_json_value, field_of
from etabli.foundation.parties import NOBODY, SYSTEM
from etabli.foundation.ui.elision import begins_with_vowel, join_little_words
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import clock, euros, full_day, full_spans, minutes, moment, number

_INSTANT_TEXT = re.compile(r"\d{4}-\d\d-\d\dT")
_DAY_TEXT = re.compile(r"\d{4}-\d\d-\d\d$")
# Of an entry that is told, what `select_related` brings with it.
SELECT_RELATED = ("undone_by", "actor", "root__actor")
NO_OTHER_NAMES: Mapping[str, str] = MappingProxyType({})  # each by their name
type Named = Mapping[tuple[type[models.Model], str], str]


@dataclass(frozen=True)
class Change:
    """One value that an act changed: what it is called, what it was, what it became, as they are read."""

    label: str
    before: str
    after: str


def sentence(
    entry: Entry, viewer: HasActor, called: Mapping[str, str] = NO_OTHER_NAMES, *, about_viewer: bool = False
) -> str:
    """ "À 9 h 12, vous avez annulé la séance « Être visible »." An undo comes with its `root`.

    An act that keeps no more than its day is told without an hour. `called`: what those of a role are called instead of
    by their name. `about_viewer`: the entry is about the viewer; what a visitor did is then told as theirs.
    """
    act = ACTS.get(entry.verb)
    if act is not None and act.anonymise is not None:
        return f"{capfirst(sentence_of(entry, viewer, called, about_viewer=about_viewer))}."
    phrase = sentence_of(entry, viewer, called, about_viewer=about_viewer)
    phrase = phrase.removesuffix(".")  # a name may end by one
    return _("At %(clock)s, %(told)s.") % {"clock": clock(entry.at), "told": phrase}


def sentence_of(
    entry: Entry,
    viewer: HasActor,
    called: Mapping[str, str] = NO_OTHER_NAMES,
    *,
    mine: bool = False,
    about_viewer: bool = False,
) -> str:
    """The same without its hour: "vous avez annulé la séance « Être visible »". `mine`: the caller knows that this
    visitor did it."""
    is_reader = mine or is_mine(entry, viewer)
    is_visitors = about_viewer and entry.actor_id == NOBODY
    act = _phrase(entry, is_own=not is_reader and (is_visitors or _is_about_actor(entry)))
    if entry.root is not None:
        values = {"told": sentence_of(entry.root, viewer, called, about_viewer=about_viewer)}
        act = (
            _("restored this: %(told)s") % values
            if entry.restores
            else _("took this back: %(told)s") % values
        )
    if is_reader:
        return _("you %(act)s") % {"act": act}
    if is_visitors:
        return _("you %(act)s, without signing in") % {"act": act}
    return _("%(who)s %(act)s") % {"who": called.get(entry.role) or _actor_name(entry), "act": act}


def sentence_without_actor(entry: Entry) -> str:
    """The same without who did it: "a annulé la séance « Être visible »"."""
    if entry.root is None:
        return _phrase(entry)
    values = {"told": _phrase(entry.root)}
    return _("restored this: %(told)s") % values if entry.restores else _("took this back: %(told)s") % values


def is_mine(entry: Entry, viewer: HasActor) -> bool:
    """Whether this viewer did it. All visitors are one party, so that nothing is any one visitor's."""
    return viewer.actor.is_someone and entry.actor_id == viewer.actor.party_id


def _is_about_actor(entry: Entry) -> bool:
    """Whether whoever acted did it on something of theirs, which bears their name."""
    return bool(entry.actor_name) and entry.actor_name == entry.subject_label


def _phrase(entry: Entry, *, is_own: bool = False) -> str:
    act = ACTS.get(entry.verb)
    if act is None:
        return _("did something that this version no longer knows: %(subject)s") % {
            "subject": entry.subject_label
        }
    text = str(act.own_sentence if is_own and act.own_sentence else act.sentence)
    if reader_language() == "fr" and begins_with_vowel(entry.subject_label):
        text = text.replace("de %(subject)s", "d’%(subject)s")
    return join_little_words(text % {"subject": entry.subject_label})


def _actor_name(entry: Entry) -> str:
    if entry.actor_id == SYSTEM:
        return "Établi"
    return (entry.actor_name if entry.actor_id != NOBODY else "") or _("a visitor")


def changes_of(entries: Iterable[Entry]) -> dict[int, list[Change]]:
    """What each entry changed, by its key, as far as its act names it (`tells`).

    No statement for plain values; one for each kind of thing that the values lead to, whatever the number of entries.
    """
    entries_with_labels = [
        (entry, act.tells) for entry in entries if (act := ACTS.get(entry.verb)) and act.tells
    ]
    named = _related_names(entries_with_labels)
    return {entry.pk: list(_changes(entry, tells, named)) for entry, tells in entries_with_labels}


def _changes(entry: Entry, tells: Mapping[str, Any], named: Named) -> Iterable[Change]:
    for name, label in tells.items():
        before, after = entry.before.get(name), entry.after.get(name)
        if before != after:
            field = _field(entry, name)
            yield Change(
                str(label),
                _displayed_value(name, field, before, named),
                _displayed_value(name, field, after, named),
            )


def _field(entry: Entry, name: str) -> "models.Field[Any, Any] | None":
    return field_of(apps.get_model(entry.subject_type)(), name)


def _related_names(entries_with_labels: list[tuple[Entry, Mapping[str, Any]]]) -> Named:
    """What the things are called that the values lead to."""
    keys_by_model: dict[type[models.Model], set[str]] = defaultdict(set)
    for entry, tells in entries_with_labels:
        for name in tells:
            field = _field(entry, name)
            if field is not None and field.related_model is not None:
                keys = [*_keys(entry.before.get(name)), *_keys(entry.after.get(name))]
                keys_by_model[field.related_model] |= set(keys)
    return {
        (model, str(pk)): str(row)
        for model, keys in keys_by_model.items()
        for pk, row in model._base_manager.in_bulk(list(keys)).items()
    }


def _keys(value: Any) -> list[str]:
    """The keys that a recorded value leads to: one, none, or those of a list."""
    keys = value if isinstance(value, list) else [value]
    return [str(key) for key in keys if key not in (None, "")]


def value_of(row: models.Model, name: str) -> str:
    """What a field of a row says now, as it is read; "" for nothing, for another row and for a list. No statement."""
    field, value = field_of(row, name), None
    if field is not None and not field.related_model:
        value = as_json_value(row, name)
    return (
        ""
        if value in (None, "") or isinstance(value, list | dict)
        else _displayed_value(name, field, value, {})
    )


def _displayed_value(name: str, field: "models.Field[Any, Any] | None", value: Any, named: Named) -> str:
    """A recorded value as it is read; a dash for none."""
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field is not None and field.related_model is not None:
        return ", ".join(named.get((field.related_model, key), "–") for key in _keys(value))
    if field is not None and field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, int | float):
        return _displayed_number(name, value)
    return _displayed_list(value) if isinstance(value, list) else _displayed_date(str(value))


def _displayed_number(name: str, value: float) -> str:
    if name.endswith("_minutes"):
        return minutes(value)
    return euros(int(value)) if name.endswith("_cents") else number(value)


def _displayed_list(values: list[Any]) -> str:
    """Words one after the other; pairs of instants as the half-days that they bound."""
    if all(isinstance(value, list) for value in values):
        return full_spans(
            (datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in values
        )
    return ", ".join(_displayed_date(str(value)) for value in values)


def _displayed_date(text: str) -> str:
    if _INSTANT_TEXT.match(text):
        return moment(parse_datetime(text))
    return full_day(parse_date(text)) if _DAY_TEXT.match(text) else text
