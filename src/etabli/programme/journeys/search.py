"""Finding a call or a note: by what was written, and about whom."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Done, Indexed
from etabli.foundation.search.visibility import to_staff
from etabli.foundation.ui.typography import full_day
from etabli.programme.journeys.models import ContactNote


def _row_to_reindex(action: Done) -> ContactNote | None:
    return action.subject if isinstance(action.subject, ContactNote) else None


def _detail(note: ContactNote) -> str:
    pieces = [full_day(note.at), note.get_kind_display(), note.get_outcome_display(), note.text[:200]]
    return " · ".join(str(piece) for piece in pieces if piece)


SEARCH = [
    Indexed(
        kind="contact_note",
        plural_label=_("Calls and notes"),
        objects=lambda: ContactNote.objects.filter(withdrawn_at=None).select_related("person").order_by("pk"),
        title=lambda note: note.person.name,
        detail=_detail,
        text=lambda note: note.text,
        url=lambda note: reverse("journeys:notes", args=[note.person_id]),
        visible_to=to_staff,
        row_to_reindex=_row_to_reindex,
    )
]
