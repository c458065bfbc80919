"""What those who came are told afterwards."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from etabli.foundation.notices.telling import tell
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Role
from etabli.foundation.rooms import Kind
from etabli.foundation.seats.models import SignUp
from etabli.foundation.ui.typography import full_spans
from etabli.programme.workshops.afterwards.notices import DOCUMENTS

CERTIFICATE = Kind(
    "workshops.certificate",
    gettext_lazy("Your certificate of attendance, after a workshop"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
)
KINDS = [CERTIFICATE, DOCUMENTS]


def key_of_certificate(sign_up_id: int) -> str:
    """By this key somebody is told once of their certificate."""
    return f"certificate:{sign_up_id}"


def told_of_certificate(sign_up: SignUp, at: datetime) -> None:
    """The certificate is there, behind the link to their space; nothing of it is in the mail itself."""
    occasion = sign_up.occasion
    with override(settings.LANGUAGE_CODE):  # theirs, whatever the one who acts reads the site in
        said = {"title": occasion.title, "when": full_spans(occasion.spans), "name": sign_up.person.name}
        tell(
            to=sign_up.told,
            kind=CERTIFICATE.code,
            title=_("Certificate of attendance: %(title)s") % said,
            text=_(
                "Thank you for coming. %(name)s was at “%(title)s”, %(when)s: the certificate of attendance is ready. "
                "A training fund may ask for it: keep it with your papers."
            )
            % said,
            url=reverse("workshops:attended", args=[sign_up.pk]),
            see=_("To open the certificate"),
            key=key_of_certificate(sign_up.pk),
            at=at,
        )
