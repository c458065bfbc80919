"""Mails of the market."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from etabli.community.market.models import Answer
from etabli.foundation.notify.queue import send
from etabli.foundation.people.links import give_link, link_url
from etabli.foundation.people.models import SecretLink


def told_of_answer(answer: Answer, at: datetime) -> None:
    """Tell the artisan that an answer is there; neither its author nor its price stands in a mail."""
    person = answer.ad.person
    if not person.email:
        return
    link = give_link(person=person, scope=SecretLink.Scope.SPACE, at=at)
    url = link_url(link, to=reverse("market:mine"))
    with override(settings.LANGUAGE_CODE):  # the artisan's, whatever the member reads the site in
        send(
            to=person.email,
            subject=_("An answer to your ad"),
            body=_body(answer, url),
            key=f"answer:{answer.pk}:{answer.sent_at:%Y%m%d%H%M%S}",
            chamber_id=answer.ad.chamber_id,
            at=at,
        )


def _body(answer: Answer, url: str) -> str:
    return _(
        "Hello,\n\n"
        "Your ad “%(title)s” has got an answer.\n\n"
        "Read it here:\n%(url)s\n\n"
        "Nothing presses: you may wait until you have several, and compare.\n"
        "Établi recommends no one: the order of the answers is drawn by lot."
    ) % {"title": answer.ad.title, "url": url}
