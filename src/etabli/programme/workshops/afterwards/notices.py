"""What those who came are told of the documents."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from etabli.foundation.notices.telling import tell
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.notify.prose import lines
from etabli.foundation.people.models import Role
from etabli.foundation.rooms import Kind
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.models import SessionDocument

DOCUMENTS = Kind(
    "workshops.documents",
    gettext_lazy("Documents of a workshop that you came to"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
)


def key_of_documents(sign_up_id: int, latest_id: int) -> str:
    """By this key somebody is told once of the documents up to this one."""
    return f"documents:{sign_up_id}:{latest_id}"


def told_of_documents(sign_up: SignUp, fresh: Sequence[SessionDocument], at: datetime) -> None:
    """These documents are there; what was told before is not told again."""
    listed = lines(*(f"– {document.title}" for document in fresh))
    with override(settings.LANGUAGE_CODE):  # theirs, whatever the one who acts reads the site in
        tell(
            to=sign_up.person,
            kind=DOCUMENTS.code,
            title=_("Documents: %(title)s") % {"title": sign_up.occasion.title},
            text=_("Here is what was promised in the workshop “%(title)s”:\n\n%(listed)s")
            % {"title": sign_up.occasion.title, "listed": listed},
            url=reverse("workshops:documents", args=[sign_up.pk]),
            see=_("To open them"),
            key=key_of_documents(sign_up.pk, fresh[-1].pk),
            at=at,
        )
