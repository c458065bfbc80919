"""What is checked of a neighbour's feed before it is kept."""

from django.utils.translation import gettext as _

from etabli.community.agenda.actions.writing import NotFit
from etabli.community.agenda.feeds.keeping import is_ours
from etabli.community.agenda.feeds.models import MAX_ADDRESS_LENGTH, MAX_NAME_LENGTH, NeighbourFeed
from etabli.foundation.calendars.engine.texts import web_address
from etabli.foundation.people.models import Organisation
from etabli.foundation.ui.typography import one_line


def check_new_feed(*, organisation: Organisation, name: str, url: str, page: str = "") -> None:
    """What `add_feed` would refuse, before anybody's server is asked. Raises NotFit."""
    address = checked_feed(name, url, page)["url"]
    if NeighbourFeed.objects.filter(organisation=organisation, url=address, ended_at=None).exists():
        raise NotFit(_("This address is read already."))


def checked_feed(name: str, url: str, page: str) -> dict[str, str]:
    """The fields to keep. Raises NotFit."""
    name, url, page = one_line(name), web_address(url), page.strip()
    if not name:
        raise NotFit(_("Say whose agenda it is."))
    if not url or (page and not web_address(page)):
        raise NotFit(_("Write an address of the web, which begins with https://."))
    if max(len(url), len(page)) > MAX_ADDRESS_LENGTH or len(name) > MAX_NAME_LENGTH:
        raise NotFit(_("This is too long: copy it again."))
    if is_ours(url):
        raise NotFit(_("This address is one of ours: our own events are shown already."))
    return {"name": name, "url": url, "page": page}
