"""Who may do what with events.

The choices made:

- The members of an association in force propose events; the board reads them first. What a member of the board
  proposes as such is the association's own, and is out at once.
- Whoever proposed an event decides nothing of it, nor does anybody who serves a chamber of trades: the rules look at
  the person, not at the role. An event that such a person proposes, in any role, is a member's: it waits.
- Its author corrects it, changes its dates and withdraws it; the association's own, any member of its board who serves
  no chamber.
- Who acts for the association signs up for what has places. Its author and the board read who comes, and give a place
  that is free; the online link is theirs and of those who have a place.
- Members read what is out; everybody reads what is open to all.
- The board has neighbours' feeds read, and decides which events are one; whoever serves a chamber doesn't.
"""

from typing import Any

from django.db.models import Q

from etabli.community.agenda.models import Event, EventDate, out
from etabli.community.association.queries import member_of
from etabli.community.neutrality.rules import acts_for_association, interest_of
from etabli.foundation.people.models import Organisation, Role
from etabli.foundation.people.viewer import Viewer


def event_of(subject: Event | EventDate) -> Event:
    """The event itself, or that of a date."""
    return subject.event if isinstance(subject, EventDate) else subject


def readable_by(viewer: Viewer, event: str = "") -> Q:
    """The condition on the events (`event`: the lookup to them) that this viewer reads: those that are out, and in
    whatever state those that they wrote or, of what was not withdrawn, that the board and the moderators look at."""
    condition = listable_by(viewer, event)
    if not acts_for_association(viewer) or viewer.organisation_id is None:
        return condition
    here = {f"{event}organisation": viewer.organisation_id}
    if viewer.user_id is not None:
        condition |= Q(**here, **{f"{event}author__user": viewer.user_id})
    if viewer.role == Role.BOARD:
        condition |= Q(**here, **{f"{event}author": None})
    if viewer.role in {Role.BOARD, Role.MODERATOR}:
        condition |= Q(**here, **{f"{event}withdrawn_at": None})
    return condition


def listable_by(viewer: Viewer, event: str = "") -> Q:
    """The condition on the events that the lists show this viewer: of what is out, their association's, and what is
    open to all."""
    is_open = Q(**{f"{event}is_open": True})
    if acts_for_association(viewer) and viewer.organisation_id is not None:
        return out(event) & (is_open | Q(**{f"{event}organisation": viewer.organisation_id}))
    return out(event) & is_open


def is_system(by: Viewer) -> bool:
    """The clock and the tasks."""
    return by.actor.kind == "system"


def is_author(by: Viewer, subject: Event | EventDate) -> bool:
    """Wrote it, acting today for the association where it is; of the association's own, its board; or the installation
    itself."""
    event = event_of(subject)
    if is_system(by):
        return True
    if not acts_for_association(by) or by.organisation_id != event.organisation_id:
        return False
    if event.author is None:
        return speaks_for(by, event.organisation_id)
    return by.user_id is not None and by.user_id == event.author.user_id


def speaks_for(by: Viewer, organisation_id: int) -> bool:
    """Acts for the board of this association, and serves no chamber."""
    is_board = by.role == Role.BOARD and by.organisation_id == organisation_id
    return is_board and not interest_of(by).is_double


def may_run_places(by: Viewer, event: Event) -> bool:
    """Its author, and the board of its association: they read who comes."""
    return is_author(by, event) or speaks_for(by, event.organisation_id)


def may_sign_up(by: Viewer, event: Event) -> bool:
    """Acts for the association that holds it: those are told of their place there."""
    return acts_for_association(by) and by.user_id is not None and by.organisation_id == event.organisation_id


def may_propose(by: Viewer, given: dict[str, Any]) -> bool:
    """The board, and a member in force, in their own association: one statement at most."""
    organisation: Organisation = given["organisation"]
    if speaks_for(by, organisation.pk):
        return True
    member = member_of(by)
    return member is not None and member.organisation_id == organisation.pk


def may_add_date(by: Viewer, given: dict[str, Any]) -> bool:
    """Whoever wrote the event."""
    return is_author(by, given["event"])


def has_no_interest(viewer: Viewer, event: Event) -> bool:
    """Neither proposed it, nor serves a chamber."""
    if interest_of(viewer).is_double:
        return False
    return event.author is None or viewer.user_id is None or viewer.user_id != event.author.user_id


def may_moderate(by: Viewer, event: Event) -> bool:
    """The installation, or somebody of the board or a moderator there who has no interest in it. Which of the two
    decides is moderation's affair."""
    reads = by.role in {Role.BOARD, Role.MODERATOR} and by.organisation_id == event.organisation_id
    return is_system(by) or (reads and has_no_interest(by, event))
