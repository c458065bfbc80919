"""What those who came are told afterwards: their certificate, the documents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.topic_messages import refresh_message
from etabli.foundation.notify.prose import gettext as _, lines
from etabli.foundation.people.models import Role
from etabli.foundation.registries import Kind, Topic, Words
from etabli.foundation.seats.models import SignUp
from etabli.foundation.seats.titles import title_of
from etabli.foundation.ui.typography import full_spans
from etabli.programme.workshops.models import SessionDocument

CERTIFICATE = Kind(
    "workshops.certificate",
    gettext_lazy("Your certificate of attendance, after a workshop"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
)
DOCUMENTS = Kind(
    "workshops.documents",
    gettext_lazy("Documents of a workshop that you came to"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
)
KINDS = [CERTIFICATE, DOCUMENTS]


def notices_of(kind: Kind, sign_ups: Iterable[SignUp]) -> Iterator[tuple[int, Notice]]:
    """By the key of the sign-up, what was told of these or is about to be, to them or to whoever brought them: one
    statement, for rows that come with both."""
    people = {row.holder_id for row in sign_ups}
    bringers = {row.brought_by.holder_id for row in sign_ups if row.brought_by is not None}
    for notice in Notice.objects.filter(kind=kind.code, owner__in=people | bringers):
        yield int(notice.key.split(":")[1]), notice


def documents_of(notice: Notice) -> Iterable[int]:
    """The keys of the documents that it tells of; what was said once and for all, in no topic, bears the last one in
    its own key."""
    last = notice.key.rpartition(":")[2]
    return notice.facts["documents"] if notice.topic else range(int(last) + 1)


def update_documents(sign_up: SignUp, document_ids: Sequence[int], at: datetime) -> None:
    """These are there for them."""

    def merge(known: Mapping[str, Any]) -> dict[str, Any]:
        return {"documents": [*known.get("documents", []), *document_ids]}

    refresh_message(GIVEN, to=sign_up.required_person, kind=DOCUMENTS, about=sign_up, merge=merge, at=at)


def _write_certificate(notice: Notice) -> Words | None:
    sign_up = notice.about
    assert isinstance(sign_up, SignUp)
    if not _has_attended(sign_up):
        return None
    occasion = sign_up.occasion
    values = {"title": title_of(occasion), "when": full_spans(occasion.spans), "name": sign_up.name}
    return Words(
        title=_("Certificate of attendance: %(title)s") % values,
        text=_(
            "Thank you for coming. %(name)s was at “%(title)s”, %(when)s: the certificate of attendance is ready. "
            "A training fund may ask for it: keep it with your papers."
        )
        % values,
        url=reverse("workshops:attended", args=[sign_up.pk]),
        see=_("To open the certificate"),
    )


def _write_documents(notice: Notice) -> Words | None:
    sign_up = notice.about
    assert isinstance(sign_up, SignUp)
    documents = SessionDocument.objects.filter(pk__in=notice.facts["documents"], withdrawn_at=None)
    if not documents or not _has_attended(sign_up):
        return None
    document_lines = lines(*(f"– {document.title}" for document in documents))
    values = {"title": title_of(sign_up.occasion), "listed": document_lines}
    return Words(
        title=_("To open: the documents of “%(title)s”") % values,
        text=_("Here is what was promised in the workshop “%(title)s”:\n\n%(listed)s") % values,
        url=reverse("workshops:documents", args=[sign_up.pk]),
        see=_("To open them"),
    )


def _has_attended(sign_up: SignUp) -> bool:
    """As the roll says it now."""
    return sign_up.attendances.filter(present=True).exists()


CERTIFICATES = Topic("workshops.certificate", _write_certificate, of=SignUp)
GIVEN = Topic("workshops.documents", _write_documents, of=SignUp)
TOPICS = [CERTIFICATES, GIVEN]
