"""The desks of a member, of the board and of a moderator: what waits, and one main thing to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from etabli.community.approaches.queries import approaches
from etabli.community.assembly.queries import open_polls, polls_to_vote, role_endings
from etabli.community.assembly.rules import may_confirm
from etabli.community.association.models import Application
from etabli.community.association.queries import dues_to_pay, own_member, past_due
from etabli.community.directory.queries import own_contacts, own_profile
from etabli.community.market.queries import ads_to_answer, threads_to_answer
from etabli.community.moderation.queries import (
    appeals_to_decide,
    being_read_of_mine,
    queue,
    refused_of_mine,
)
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.page_urls import address_of

MAIN_PAGES = {Role.MEMBER: "market:ads", Role.BOARD: "association:to_do", Role.MODERATOR: "moderation:queue"}


@dataclass(frozen=True)
class DeskEntry:
    """One thing that waits: a sentence with its number, where it is done, whose turn it is and, of what is the
    reader's turn, the words of its button and why.

    `tone`: "ask" when it is the reader's, "wait" when it is somebody else's, "" for what may be read.
    """

    text: str
    url: str
    tone: str = ""
    button_label: str = ""
    why: str = ""


def association_desk(viewer: Viewer, at: datetime) -> tuple[str, dict[str, Any]]:
    """(name of the desk, what it shows) for a member, the board or a moderator."""
    entries = {Role.MEMBER: _member_entries, Role.BOARD: _board_entries, Role.MODERATOR: _moderator_entries}[
        viewer.role
    ](viewer, at)
    waiting = [entry for entry in entries if entry is not None]
    main_entry = next((entry for entry in waiting if entry.button_label), None)
    other_entries = [entry for entry in waiting if entry is not main_entry]
    return "association", {"first": main_entry, "waiting": other_entries, "main": MAIN_PAGES[viewer.role]}


def _member_entries(viewer: Viewer, at: datetime) -> Iterator[DeskEntry | None]:
    """The votes that are open, the ads, the messages, one's profile and dues, what was refused."""
    votes, to_vote = open_polls(viewer).count(), len(polls_to_vote(viewer))
    yield _to_do_entry(
        to_vote,
        ngettext("%(n)d vote is open", "%(n)d votes are open", to_vote),
        reverse("assembly:list"),
        _("See the vote"),
        _("Your voice counts until the board closes the poll."),
    )
    voted = 0 if to_vote else votes  # it may still be watched
    yield _entry(
        voted, ngettext("%(n)d vote is open", "%(n)d votes are open", voted), reverse("assembly:list")
    )
    ads = ads_to_answer(viewer, at=at)
    yield _entry(ads, ngettext("%(n)d ad to read", "%(n)d ads to read", ads), reverse("market:ads"))
    yield from _own_entries(viewer)
    yield from _moderated_entries(viewer)


def _own_entries(viewer: Viewer) -> Iterator[DeskEntry | None]:
    """The messages to answer, one's profile and dues."""
    member = own_member(viewer)
    count = threads_to_answer(viewer)
    text = ngettext("%(n)d artisan wrote to you", "%(n)d artisans wrote to you", count)
    yield _to_do_entry(
        count, text, reverse("market:answered"), _("Read and answer"), _("Only you two read these messages.")
    )
    messages = own_contacts(member).filter(answered_at=None).count() if member else 0
    text = ngettext("%(n)d message to answer", "%(n)d messages to answer", messages)
    yield _to_do_entry(
        messages,
        text,
        reverse("directory:contacts"),
        _("Read and answer"),
        _("Whoever wrote gets your answer by e-mail."),
    )
    unseen = member is not None and own_profile(member).offered_at is None
    yield _entry(unseen, _("Nobody sees your profile yet: publish it"), reverse("directory:mine"))
    due = dues_to_pay(member.organisation_id).filter(member=member).count() if member else 0
    yield _to_do_entry(
        due,
        _("Your dues are to be paid"),
        address_of("association:mine"),
        _("See my dues"),
        _("Whoever is late has no vote."),
    )


def _moderated_entries(viewer: Viewer) -> Iterator[DeskEntry | None]:
    """What the moderators refused of one's own, and what they are reading."""
    refused = refused_of_mine(viewer).count()
    text = ngettext(
        "%(n)d thing of yours was not accepted", "%(n)d things of yours were not accepted", refused
    )
    yield _to_do_entry(
        refused,
        text,
        reverse("moderation:mine"),
        _("Read why"),
        _("You can change it, or contest the decision."),
    )
    waiting = being_read_of_mine(viewer).count()
    text = ngettext("%(n)d thing of yours is being read", "%(n)d things of yours are being read", waiting)
    yield _entry(waiting, text, reverse("moderation:mine"), tone="wait")


def _board_entries(viewer: Viewer, at: datetime) -> Iterator[DeskEntry | None]:
    """Those who ask to join, the dues that are late, what moderators have waiting."""
    organisation_id = viewer.organisation_id or 0
    applications = Application.objects.filter(
        organisation=organisation_id, state=Application.State.WAITING
    ).count()
    text = ngettext("%(n)d person asks to join", "%(n)d people ask to join", applications)
    yield _to_do_entry(
        applications,
        text,
        address_of("association:to_do"),
        _("Read the requests"),
        _("The oldest first. Each one gets your answer by e-mail."),
    )
    late = past_due(organisation_id, timezone.localdate(at)).values("member").distinct().count()
    text = ngettext("%(n)d member is late with their dues", "%(n)d members are late with their dues", late)
    yield _entry(late, text, f"{to_do}#late" if (to_do := address_of("association:to_do")) else "")
    ends = sum(may_confirm(viewer, role_ending) for role_ending in role_endings(viewer))
    text = ngettext("%(n)d end of a role to confirm", "%(n)d ends of roles to confirm", ends)
    yield _to_do_entry(
        ends,
        text,
        reverse("assembly:board"),
        _("Read and answer"),
        _("Without an answer within fifteen days, nothing changes."),
    )
    yield from _moderator_entries(viewer, at)
    going_on = approaches(viewer).filter(outcome="").count()
    text = ngettext("%(n)d approach is under way", "%(n)d approaches are under way", going_on)
    yield _entry(going_on, text, reverse("approaches:register"))


def _moderator_entries(viewer: Viewer, at: datetime) -> Iterator[DeskEntry | None]:
    """What this reader may answer of what is contested, and what is to be read that they did not write."""
    rows = queue(viewer)
    contested = len(appeals_to_decide(viewer, rows))
    text = ngettext("%(n)d decision is contested", "%(n)d decisions are contested", contested)
    yield _to_do_entry(
        contested,
        text,
        reverse("moderation:queue"),
        _("Open the queue"),
        _("Somebody else than whoever decided answers."),
    )
    unread = sum(not (row.has_appeal or row.is_mine) for row in rows)
    text = ngettext("%(n)d thing to read", "%(n)d things to read", unread)
    yield _to_do_entry(
        unread,
        text,
        reverse("moderation:queue"),
        _("Open the queue"),
        _("The oldest first. Their authors wait for an answer."),
    )


def _to_do_entry(number: int, text: str, url: str, button_label: str, why: str) -> DeskEntry | None:
    """What is this reader's turn; None when nothing waits."""
    return DeskEntry(text % {"n": number}, url, "ask", button_label, why) if number else None


def _entry(number: int, text: str, url: str, tone: str = "") -> DeskEntry | None:
    """What may be read, or is somebody else's turn; None when there is nothing."""
    return DeskEntry(text % {"n": number}, url, tone) if number else None
