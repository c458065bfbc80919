"""A long history, read by kind, by author, by day, by words, page after page."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from etabli.foundation.journal.actors import HasActor
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import Line, lines_of, without_refused_undos
from etabli.foundation.journal.registry import ACTS
from etabli.foundation.journal.wording import SELECT_RELATED
from etabli.foundation.parties import NOBODY, SYSTEM
from etabli.foundation.registries import registry_modules
from etabli.foundation.text_lookups import contains

PAGE_SIZE = 12
ME, OTHERS, MACHINE = "me", "others", "machine"
WHO_CHOICES = [(ME, _("By me")), (OTHERS, _("By somebody else")), (MACHINE, _("By Établi itself"))]


@dataclass(frozen=True)
class HistoryFilter:
    """What somebody looks for in a history; each is left out when empty. `kind` is an app's label."""

    words: str = ""
    kind: str = ""
    who: str = ""
    since: date | None = None
    until: date | None = None


def kinds() -> list[tuple[str, str]]:
    """The kinds of acts: (app's label, its name), in the order of the wings."""
    labels = {verb.partition(".")[0] for verb in ACTS}
    return [(app.label, str(app.verbose_name)) for app in apps.get_app_configs() if app.label in labels]


def page_of(
    viewer: HasActor,
    entries: QuerySet[Entry],
    wanted: HistoryFilter,
    number: str | None,
    *,
    in_charge: bool = False,
    about_viewer: bool = False,
) -> Page[Line]:
    """One page of what is wanted of these entries, newest first: two statements, whatever their number, and what
    `without_refused_undos` and the names of a relay ask.

    `in_charge`: the caller knows that the viewer's chamber owns what they are about; `about_viewer`: that they are
    about the viewer, whom what a visitor did is then told of.
    """
    matching = entries.filter(_condition(viewer, wanted, about_viewer)).order_by("-at", "-pk")
    pages = Paginator(matching.select_related(*SELECT_RELATED), PAGE_SIZE)
    page: Any = pages.get_page(number)  # of entries, then of their lines
    shown_entries = list[Entry](page.object_list)
    lines = lines_of(viewer, shown_entries, in_charge=in_charge, about_viewer=about_viewer)
    names = _person_names(viewer, shown_entries)
    page.object_list = [
        _with_person(line, names) for line in without_refused_undos(viewer, shown_entries, lines)
    ]
    displayed: Page[Line] = page
    return displayed


def _with_person(line: Line, names: dict[int, str]) -> Line:
    if line.entry_id not in names:
        return line
    values = {"told": line.sentence, "name": names[line.entry_id]}
    return replace(line, sentence=gettext("%(told)s For %(name)s.") % values)


def _person_names(viewer: HasActor, entries: list[Entry]) -> dict[int, str]:
    """By entry, whom it is about, for those who may know no more of them than a name (`histories.py`)."""
    naming = (getattr(module, "names_in", None) for module in registry_modules("histories"))
    return {pk: name for names_in in naming if names_in for pk, name in names_in(viewer, entries).items()}


def _condition(viewer: HasActor, wanted: HistoryFilter, about_viewer: bool) -> Q:
    condition = Q()
    for word in wanted.words.split()[:8]:
        condition &= (
            contains("subject_label", word) | contains("actor_name", word) | Q(verb__in=_verbs_with(word))
        )
    if wanted.kind:
        condition &= Q(verb__startswith=f"{wanted.kind}.")
    condition &= in_period(wanted.since, wanted.until)
    me = [viewer.actor.party_id, NOBODY] if about_viewer else [viewer.actor.party_id]
    mine, machine = Q(actor__in=me), Q(actor=SYSTEM)
    return condition & {ME: mine, OTHERS: ~mine & ~machine, MACHINE: machine}.get(wanted.who, Q())


def _verbs_with(word: str) -> list[str]:
    """The verbs whose sentence holds this word."""
    return [verb for verb, act in ACTS.items() if word.casefold() in str(act.sentence).casefold()]


def in_period(since: date | None, until: date | None) -> Q:
    """What has its `at` from the first day to the last, both included; without one, as far as it goes."""
    condition = Q()
    if since:
        condition &= Q(at__gte=_start_of_day(since))
    if until:
        condition &= Q(at__lt=_start_of_day(until + timedelta(days=1)))
    return condition


def _start_of_day(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
