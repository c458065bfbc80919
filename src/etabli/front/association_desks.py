"""The desks of a member, of the board and of a moderator: what waits, and one main thing to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from etabli.community.approaches.queries import approaches
from etabli.community.assembly.queries import open_polls, removals
from etabli.community.association.models import Application
from etabli.community.association.queries import owed, past_due, place_of
from etabli.community.directory.queries import own_contacts, own_profile
from etabli.community.market.queries import ads_to_answer, threads_to_answer
from etabli.community.moderation.models import Case
from etabli.community.moderation.queries import Row, decisions_on_mine, queue
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.addresses import address_of

State = Case.State


MAIN = {Role.MEMBER: "market:ads", Role.BOARD: "association:to_do", Role.MODERATOR: "moderation:queue"}


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: a sentence with its number, where it is done, whose turn it is and, of what is the
    reader's turn, the verb of its button and why.

    `tone`: "ask" when it is the reader's, "wait" when it is somebody else's, "few" for what may be read.
    """

    text: str
    url: str
    tone: str = "few"
    act: str = ""
    why: str = ""


def association_desk(viewer: Viewer, at: datetime) -> tuple[str, dict[str, Any]]:
    """(name of the desk, what it shows) for a member, the board or a moderator."""
    entries = {Role.MEMBER: _member, Role.BOARD: _board, Role.MODERATOR: _moderator}[viewer.role](viewer, at)
    waiting = [entry for entry in entries if entry is not None]
    first = next((entry for entry in waiting if entry.act), None)
    others = [entry for entry in waiting if entry is not first]
    return "association", {"first": first, "waiting": others, "main": MAIN[viewer.role]}


def _member(viewer: Viewer, at: datetime) -> Iterator[Waiting | None]:
    """The votes that are open, the ads, the messages, one's profile and dues, what was refused."""
    votes = open_polls(viewer).count()
    text = ngettext("%(n)d vote is open", "%(n)d votes are open", votes)
    yield _asked(
        votes,
        text,
        reverse("assembly:list"),
        _("See the vote"),
        _("Your voice counts until the board closes the poll."),
    )
    ads = ads_to_answer(viewer, at=at)
    yield _some(ads, ngettext("%(n)d ad to read", "%(n)d ads to read", ads), reverse("market:ads"))
    yield from _own(viewer)
    yield from _moderated(viewer)


def _own(viewer: Viewer) -> Iterator[Waiting | None]:
    """The messages to answer, one's profile and dues."""
    place = place_of(viewer)
    count = threads_to_answer(viewer)
    text = ngettext("%(n)d artisan wrote to you", "%(n)d artisans wrote to you", count)
    yield _asked(
        count, text, reverse("market:answered"), _("Read and answer"), _("Only you two read these messages.")
    )
    asked = own_contacts(place).filter(answered_at=None).count() if place else 0
    text = ngettext("%(n)d message to answer", "%(n)d messages to answer", asked)
    yield _asked(
        asked,
        text,
        reverse("directory:contacts"),
        _("Read and answer"),
        _("Whoever wrote gets your answer by e-mail."),
    )
    unseen = place is not None and own_profile(place).offered_at is None
    yield _some(unseen, _("Nobody sees your profile yet: publish it"), reverse("directory:mine"))
    due = owed(place.organisation_id).filter(member=place).count() if place else 0
    yield _asked(
        due,
        _("Your dues are to be paid"),
        address_of("association:mine"),
        _("See my dues"),
        _("Whoever is late has no vote."),
    )


def _moderated(viewer: Viewer) -> Iterator[Waiting | None]:
    """What the moderators refused of one's own, and what they are reading."""
    mine = decisions_on_mine(viewer)
    refused = mine.filter(state__in=[State.REFUSED, State.HIDDEN]).count()
    text = ngettext(
        "%(n)d thing of yours was not accepted", "%(n)d things of yours were not accepted", refused
    )
    yield _asked(
        refused,
        text,
        reverse("moderation:mine"),
        _("Read why"),
        _("You can change it, or contest the decision."),
    )
    waiting = mine.filter(state=State.WAITING, is_out=False).count()
    text = ngettext("%(n)d thing of yours is being read", "%(n)d things of yours are being read", waiting)
    yield _some(waiting, text, reverse("moderation:mine"), tone="wait")


def _board(viewer: Viewer, at: datetime) -> Iterator[Waiting | None]:
    """Those who ask to join, the dues that are late, what moderators have waiting."""
    organisation_id = viewer.organisation_id or 0
    asked = Application.objects.filter(organisation=organisation_id, state=Application.State.WAITING).count()
    text = ngettext("%(n)d person asks to join", "%(n)d people ask to join", asked)
    yield _asked(
        asked,
        text,
        address_of("association:to_do"),
        _("Read the requests"),
        _("The oldest first. Each one gets your answer by e-mail."),
    )
    late = past_due(organisation_id, timezone.localdate(at)).values("member").distinct().count()
    text = ngettext("%(n)d member is late with their dues", "%(n)d members are late with their dues", late)
    yield _some(late, text, f"{to_do}#late" if (to_do := address_of("association:to_do")) else "")
    ends = len(removals(viewer))
    text = ngettext("%(n)d end of a role to confirm", "%(n)d ends of roles to confirm", ends)
    yield _asked(
        ends,
        text,
        reverse("assembly:board"),
        _("Read and answer"),
        _("Without an answer within fifteen days, nothing changes."),
    )
    yield _queued(queue(viewer))
    going_on = approaches(viewer).filter(outcome="").count()
    text = ngettext("%(n)d approach is under way", "%(n)d approaches are under way", going_on)
    yield _some(going_on, text, reverse("approaches:register"))


def _moderator(viewer: Viewer, at: datetime) -> Iterator[Waiting | None]:
    """What is to be read, and what is contested."""
    rows = queue(viewer)
    contested = sum(row.has_appeal for row in rows)
    text = ngettext("%(n)d decision is contested", "%(n)d decisions are contested", contested)
    yield _asked(
        contested,
        text,
        reverse("moderation:queue"),
        _("Open the queue"),
        _("Somebody else than whoever decided answers."),
    )
    yield _queued(rows)


def _queued(rows: list[Row]) -> Waiting | None:
    number = len(rows)
    text = ngettext("%(n)d thing to read", "%(n)d things to read", number)
    return _asked(
        number,
        text,
        reverse("moderation:queue"),
        _("Open the queue"),
        _("The oldest first. Their authors wait for an answer."),
    )


def _asked(number: int, text: str, url: str, act: str, why: str) -> Waiting | None:
    """What is this reader's turn; None when nothing waits."""
    return Waiting(text % {"n": number}, url, "ask", act, why) if number else None


def _some(number: int, text: str, url: str, tone: str = "few") -> Waiting | None:
    """What may be read, or is somebody else's turn; None when nothing waits."""
    return Waiting(text % {"n": number}, url, tone) if number else None
