"""The one message of a file to its person: what is missing, and until when."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.foundation.notices.telling import tell_once
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Role
from etabli.foundation.registries import Kind, Words
from etabli.foundation.ui.typography import day, full_day
from etabli.programme.funding.models import DocumentKind
from etabli.programme.funding.queries.files import Dossier

DOCUMENTS = Kind(
    "funding.documents",
    gettext_lazy("A document that your training fund asks for"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
)
KINDS = [DOCUMENTS]


def ask_for_documents(dossier: Dossier, at: datetime) -> None:
    """What is missing in a file that can still be sent; inside an act."""
    verdict, first = dossier.verdict, dossier.appointments[0]
    assert verdict is not None  # asked only of a file of which something is missing
    assert verdict.apply_by is not None
    by, missing = verdict.apply_by, verdict.missing
    tell_once(
        DOCUMENTS,
        to=dossier.file.person,
        words=lambda: Words(
            title=_("A document to bring before %(day)s") % {"day": day(by)},
            text=_(
                "Your half-day of %(half_day)s may be paid by %(fund)s, to be checked together.\n\n"
                "What is missing: %(documents)s.\n\n"
                "Send or bring it to your adviser before %(day)s. After that day, the fund pays nothing."
            )
            % {
                "half_day": full_day(first.half_day.on),
                "fund": dossier.file.fund.name,
                "documents": ", ".join(str(DocumentKind(kind).label) for kind in missing),
                "day": full_day(by),
            },
            url=reverse("support:appointment", args=[first.pk]),
            see=_("Your half-day"),
            contact=first.half_day.adviser.name,
        ),
        key=f"funding:{dossier.file.pk}:documents",
        call=f"funding:{dossier.file.pk}",
        at=at,
    )
