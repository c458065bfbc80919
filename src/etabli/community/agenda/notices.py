"""What the agenda tells: those who decide, that an event waits; the board, that a neighbour's feed is broken. What was
decided is told by moderation."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.community.agenda.feeds.notices import BROKEN, BROKEN_FEED
from etabli.community.agenda.models import Event, State
from etabli.community.moderation.models import Case
from etabli.community.moderation.queries import case_of
from etabli.community.moderation.rules import QUEUE_ROLES, deciders, may_decide
from etabli.foundation.notices.owners import readers_of
from etabli.foundation.notices.topic_messages import refresh_messages
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Membership
from etabli.foundation.registries import Kind, Topic, Words

PROPOSED = Kind("agenda.proposed", gettext_lazy("An event that a member proposes"), QUEUE_ROLES)
KINDS = [PROPOSED, BROKEN]


def update_proposed(case: Case, event: Event, at: datetime) -> None:
    """Those who may decide on it learn that it waits, and again once what they refused was corrected. Nobody is told of
    what is out: it is read in the queue."""
    if event.is_out:
        return
    posts = Membership.objects.filter(pk__in=[viewer.membership_id for viewer in deciders(case, event)])
    owners = {post.user_id: post for post in posts.select_related("user", "organisation").order_by("pk")}
    is_again = event.state == State.REFUSED
    refresh_messages(
        PROPOSED_EVENTS, owners.values(), kind=PROPOSED, about=event, even_if_told=is_again, at=at
    )


def _write_proposed(notice: Any) -> Words | None:
    """Nothing once it is decided, or withdrawn."""
    event: Event = notice.about
    case = case_of(event)
    is_waiting = case is not None and case.state == Case.State.WAITING and not case.is_out
    if event.withdrawn_at is not None or case is None or not is_waiting:
        return None
    if not any(may_decide(reader, case, event) for reader in readers_of(notice)):
        return None
    text = _("%(name)s proposes “%(title)s”. Nobody else sees it until the board has read it.")
    return Words(
        title=_("To read: the event “%(title)s”") % {"title": event.title},
        text=text % {"name": event.signed_by, "title": event.title},
        url=reverse("moderation:case", args=[case.pk]),
        see=_("Read it and decide"),
    )


PROPOSED_EVENTS = Topic("agenda.proposed", _write_proposed, of=Event)
TOPICS = [PROPOSED_EVENTS, BROKEN_FEED]
