"""Three invented neighbours of the association, whose feeds stand in files here: nobody is asked on the internet."""

import re
from datetime import timedelta
from importlib.resources import files

from django.utils import timezone

from etabli.community.agenda import actions
from etabli.community.agenda.feeds.fetching import Reading, read_content
from etabli.community.agenda.feeds.models import NeighbourFeed
from etabli.community.agenda.feeds.refreshing import take_in
from etabli.demo.shared import Filling
from etabli.demo.working_days import worked_after
from etabli.foundation.people.viewer import Viewer

NEIGHBOURS = {
    "club.ics": ("Club des commerçants (inventé)", "https://club.example/"),
    "mairie.ics": ("Mairie (inventée)", "https://mairie.example/"),
    "ecole.xml": ("École de design (inventée)", "https://ecole.example/"),
}
NEVER_ASKED = timedelta(days=3650)
DAY = re.compile(r"@(\d+)@")


def fill_neighbours(filling: Filling, board: Viewer) -> None:
    """`board`: somebody of it who serves no chamber. "@6@" in a file is the sixth day of work from now."""
    for file_name, (name, page) in NEIGHBOURS.items():
        url = f"{page}{file_name}"
        feed = actions.add_feed(
            organisation=filling.association, name=name, url=url, page=page, by=board, at=filling.at
        )
        content = _content(filling, file_name)
        take_in(feed.pk, Reading(feed=read_content(content, at=filling.at)), url=url, at=filling.at)
        NeighbourFeed.objects.filter(pk=feed.pk).update(next_at=filling.at + NEVER_ASKED)


def _content(filling: Filling, file_name: str) -> bytes:
    text = (files(__package__) / "data" / "neighbours" / file_name).read_text(encoding="utf-8")
    first = timezone.localdate(filling.at)
    return DAY.sub(lambda match: f"{worked_after(first, int(match[1])):%Y%m%d}", text).encode()
