"""The one message of a file to its person: what is missing, and until when. As long as they have not had it, it follows
the day of their half-day."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.topic_messages import TO_CALL_FACT, refresh_message
from etabli.foundation.notify.prose import gettext as _, ngettext
from etabli.foundation.people.models import Role
from etabli.foundation.registries import Kind, Topic, Words
from etabli.foundation.ui.typography import day, full_day
from etabli.programme.funding.models import DocumentKind
from etabli.programme.funding.queries.documents import documents_due
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.files import file_of, read, standing_file
from etabli.programme.support.models import Appointment

DOCUMENTS = Kind(
    "funding.documents",
    gettext_lazy("A document that your training fund asks for"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
)
KINDS = [DOCUMENTS]


def ask_for_documents(dossier: Dossier, at: datetime) -> None:
    """What is missing in a file that can still be sent; inside an act."""
    refresh_message(
        MISSING,
        to=dossier.file.person,
        kind=DOCUMENTS,
        about=dossier.appointments[0],
        thread=f"funding:{dossier.file.pk}:documents",
        merge=lambda known: {**known, TO_CALL_FACT: True},
        at=at,
    )


def _write(notice: Notice) -> Words | None:
    about = notice.about
    assert isinstance(about, Appointment)
    file = file_of(about)
    standing = standing_file(file.pk) if file else None
    dossier = read([standing], today=timezone.localdate())[0] if standing else None
    due = documents_due(dossier) if dossier else None
    if dossier is None or due is None:
        return None
    first = dossier.appointments[0]
    return Words(
        title=ngettext(
            "A document to bring by %(day)s", "%(n)s documents to bring by %(day)s", len(due.documents)
        )
        % {"day": day(due.by), "n": len(due.documents)},
        text=_(
            "Your half-day of %(half_day)s may be paid by %(fund)s, to be checked together.\n\n"
            "What is missing: %(documents)s.\n\n"
            "Send or bring that to your adviser by %(day)s. The file has to leave by %(last)s: after that day, the "
            "fund pays nothing."
        )
        % {
            "half_day": full_day(first.half_day.on),
            "fund": dossier.file.fund.name,
            "documents": ", ".join(str(DocumentKind(kind).label) for kind in due.documents),
            "day": full_day(due.by),
            "last": full_day(due.last),
        },
        url=reverse("support:appointment", args=[first.pk]),
        see=_("Your half-day"),
        contact=first.half_day.adviser.name,
    )


MISSING = Topic("funding.documents", _write, of=Appointment)
TOPICS = [MISSING]
