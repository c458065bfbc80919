"""What has changed in an occasion, for somebody who has seen some of it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import field_of
from etabli.foundation.notify.prose import Prose
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.seats.models import Occasion
from etabli.foundation.ui.typography import full_spans

TIMES = ("starts_at", "ends_at", "sittings")


def differences(occasion: Occasion, before: Mapping[str, Any]) -> list[Prose]:
    """From what to what, a line for each of the subject, the time and the place; nothing for what is the same.

    `before` holds the fields of the occasion that were others.
    """
    return list(_differences(occasion, before))


def before_since(occasion: Occasion, seen_at: datetime) -> dict[str, Any]:
    """The fields of the occasion that changed after that instant, as they were then: one statement."""
    changes = Entry.objects.filter(verb="seats.change", subject_type=occasion._meta.label_lower)
    found: dict[str, Any] = {}
    for entry in changes.filter(subject_id=str(occasion.pk), at__gt=seen_at).order_by("pk"):
        for name, value in entry.before.items():
            field = field_of(occasion, name)
            if field is not None:
                found.setdefault(name, field.to_python(value))
    return found


def _differences(occasion: Occasion, before: Mapping[str, Any]) -> Iterator[Prose]:
    was = {name: before.get(name, getattr(occasion, name)) for name in ("title", "place", *TIMES)}
    times = Occasion(**{name: was[name] for name in TIMES})
    said = (
        (_("Subject: %(now)s, and no longer %(before)s."), was["title"], occasion.title),
        (
            _("Day and hours: %(now)s, and no longer %(before)s."),
            full_spans(times.spans),
            full_spans(occasion.spans),
        ),
        (_("Place: %(now)s, and no longer %(before)s."), was["place"], occasion.place),
    )
    for line, before_it, now in said:
        if before_it != now:
            yield line % {"now": now, "before": before_it}
