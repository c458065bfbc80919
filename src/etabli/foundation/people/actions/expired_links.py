"""A way in once more, for whoever holds a link that opens nothing any more."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import Irreversible, action, anyone, record
from etabli.foundation.notify.prose import gettext, link
from etabli.foundation.notify.queue import send
from etabli.foundation.people.links import give_link, link_url
from etabli.foundation.people.models import Person, SecretLink
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import full_day


@action(
    "people.send_link_again",
    sentence=_("asked for the link of %(subject)s again"),
    may=anyone,
    undo=Irreversible(_("A mail that has left can’t be called back: cut the link off instead.")),
    subject="person",
)
def send_link_again(*, person: Person, by: Viewer, at: datetime) -> SecretLink:
    """Their own space by a link, to their own address alone: what a code sent there opens as well.

    Whatever the link that led here opened, and whoever cut it off: that one opens nothing more.
    """
    fresh = give_link(person=person, scope=SecretLink.Scope.SPACE, at=at)
    record(fresh, before={}, after={}, label=person.name)
    body = gettext(
        "Good day,\n\nSomebody asked for your link on the page of one that opens nothing any more. This one opens your "
        "space until %(until)s:\n%(url)s\n\nIt is yours alone: pass it on to nobody. If you asked for nothing, do "
        "nothing.\n\n%(chamber)s"
    )
    send(
        to=person.email,
        subject=gettext("Your link to come back to your space"),
        body=body
        % {
            "until": full_day(fresh.expires_at),
            "url": link(link_url(fresh)),
            "chamber": person.chamber.name,
        },
        key=f"link_again:{person.pk}:{at.isoformat()}",
        chamber_id=person.chamber_id,
        language=person.party.language,
        insist=True,
        at=at,
    )
    return fresh
