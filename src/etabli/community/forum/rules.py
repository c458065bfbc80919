"""Who may do what with questions and answers.

The choices made:

- The members of an association in force, in whatever role they act there, ask and answer; those who act for it read.
- What their author opened to everybody is read by all, and written by members alone.
- A moderator who wrote anything in a thread decides on nothing of it, nor does anybody who serves a chamber of trades:
  the rules look at the person, not at the role.
- Nor do they move, split or merge one with which it shares answers.
- Only who asked accepts an answer.
- The board certifies what an answer says, never one's own, nor in a thread where one wrote or has an interest.
- An artisan asks the association that works beside their chamber; its staff may ask beside them, take that back,
  and read it with them. No member reads the name of whoever did not choose to show it.
"""

from typing import Any

from django.db.models import Q

from etabli.community.association.models import Member
from etabli.community.association.queries import member_of
from etabli.community.forum.models import Post, Thanks, Thread, Watch, out
from etabli.community.moderation.queries import needs_reading
from etabli.community.neutrality.rules import (
    acts_for_association,
    has_declared,
    interest_key,
    interest_of,
)
from etabli.foundation.people.models import Organisation, Person, Role
from etabli.foundation.people.viewer import Viewer


def thread_of(writing: Thread | Post) -> Thread:
    """The question itself, or that which is answered."""
    return writing.thread if isinstance(writing, Post) else writing


def readable_by(viewer: Viewer, thread: str = "") -> Q:
    """The condition on the questions (`thread`: the lookup to them) that this viewer reads, one that moderators took
    off included where they act for the association: its answers stay. An artisan, and the staff of their chamber, read
    theirs in whatever state."""
    condition = Q(**{f"{thread}is_public": True}) & out(thread)
    if viewer.is_person(viewer.person_id):
        condition |= Q(**{f"{thread}person": viewer.person_id})
    if viewer.is_staff_of(viewer.chamber_id):
        condition |= Q(**{f"{thread}person__chamber": viewer.chamber_id})
    if acts_for_association(viewer) and viewer.organisation_id is not None:
        there = {f"{thread}published_at__isnull": False, f"{thread}withdrawn_at": None}
        condition |= Q(**{f"{thread}organisation": viewer.organisation_id}, **there)
    return condition


def is_author(by: Viewer, writing: Thread | Post) -> bool:
    """Wrote it: a member acting today for the association where it is, an artisan in their space; or the installation
    itself."""
    if is_system(by):
        return True
    if writing.author is None:
        return isinstance(writing, Thread) and by.is_person(writing.person_id)
    return is_member(by, writing.author)


def is_member(by: Viewer, member: Member) -> bool:
    """Is this member, acting today for their association, in whatever role."""
    acts_there = acts_for_association(by) and by.organisation_id == member.organisation_id
    return acts_there and by.user_id is not None and by.user_id == member.user_id


def is_own(by: Viewer, row: Thanks | Watch) -> bool:
    """Said thank you, or follows."""
    if row.member is None:
        return isinstance(row, Thanks) and by.is_person(row.person_id)
    return is_member(by, row.member)


def is_system(by: Viewer, subject: Any = None) -> bool:
    """The clock and the tasks."""
    return by.actor.kind == "system"


def may_write_in(by: Viewer, organisation_id: int) -> bool:
    """A member in force of this association: one statement."""
    member = member_of(by)
    return member is not None and member.organisation_id == organisation_id


def may_ask(by: Viewer, given: dict[str, Any]) -> bool:
    """A member in force, in their own association."""
    organisation: Organisation = given["organisation"]
    return may_write_in(by, organisation.pk)


def may_take_in(by: Viewer, given: dict[str, Any]) -> bool:
    """The board of this association, or the installation."""
    organisation: Organisation = given["organisation"]
    return is_system(by) or (by.role == Role.BOARD and by.organisation_id == organisation.pk)


def may_take_back_import(by: Viewer, organisation: Organisation) -> bool:
    """The same."""
    return may_take_in(by, {"organisation": organisation})


def may_ask_as_artisan(by: Viewer, given: dict[str, Any]) -> bool:
    """The artisan, or the staff of their chamber beside them."""
    person: Person = given["person"]
    return by.is_person(person.pk) or by.is_staff_of(person.chamber_id)


def may_withdraw(by: Viewer, thread: Thread) -> bool:
    """Who asked; of an artisan's question, the staff of their chamber too."""
    return is_author(by, thread) or (thread.person is not None and by.is_staff_of(thread.person.chamber_id))


def may_answer(by: Viewer, given: dict[str, Any]) -> bool:
    """A member in force, in that of the question."""
    thread: Thread = given["thread"]
    return may_write_in(by, thread.organisation_id)


def may_thank(by: Viewer, given: dict[str, Any]) -> bool:
    """A member in force, for what another wrote; the artisan who asked."""
    post: Post = given["post"]
    if post.thread.is_artisans and is_author(by, post.thread):
        return True
    return may_write_in(by, post.organisation_id) and (post.author is None or not is_member(by, post.author))


def may_follow(by: Viewer, given: dict[str, Any]) -> bool:
    """A member in force: a question of their own association, or any trade."""
    thread: Thread | None = given.get("thread")
    member = member_of(by)
    return member is not None and (thread is None or thread.organisation_id == member.organisation_id)


def reads_waiting(by: Viewer, organisation_id: int) -> bool:
    """Acts for this very association as moderator or board member: reads what waits."""
    return by.role in {Role.MODERATOR, Role.BOARD} and by.organisation_id == organisation_id


def has_no_interest(viewer: Viewer, writing: Thread | Post) -> bool:
    """Neither serves a chamber, nor wrote anything in that thread: a statement."""
    if interest_of(viewer).is_double:
        return False
    thread = thread_of(writing)
    has_asked = viewer.user_id is not None and viewer.user_id == thread.asker_user_id
    wrote = Q(posts__author__user=viewer.user_id, posts__withdrawn_at=None)
    wrote |= Q(merged__author__user=viewer.user_id)
    return not has_asked and not Thread.objects.filter(wrote, pk=thread.pk).exists()


def may_moderate(by: Viewer, writing: Thread | Post) -> bool:
    """The installation, or whoever reads what waits and has no interest in the thread."""
    return is_system(by) or (
        reads_waiting(by, thread_of(writing).organisation_id) and has_no_interest(by, writing)
    )


def may_close(by: Viewer, thread: Thread) -> bool:
    """The same, of whoever declared no interest in the question or in who asked: nobody else looks at it before. Two
    statements."""
    about = {interest_key("forum.thread", thread.pk)}
    if thread.asker_user_id is not None:
        about.add(interest_key("people.user", thread.asker_user_id))
    return may_moderate(by, thread) and not has_declared(by, about)


def may_arrange(by: Viewer, thread: Thread) -> bool:
    """Move it, split it, merge it, and take that back: may close it, and every question with which it shares answers.
    Two statements for each."""
    shared = Q(merged_into=thread) | Q(split_from=thread, withdrawn_at=None)
    shared |= Q(pk__in=[pk for pk in (thread.merged_into_id, thread.split_from_id) if pk is not None])
    others = Thread.objects.filter(shared).select_related("author", "person")
    return may_close(by, thread) and all(may_close(by, other) for other in others)


def may_certify(by: Viewer, post: Post) -> bool:
    """A board member who wrote nothing in the thread, serves no chamber, and declared no interest in the question, in
    who asked or in who answers, whom it knows: four statements."""
    if by.role != Role.BOARD or post.author is None or not may_close(by, post.thread):
        return False
    return not has_declared(by, {interest_key("people.user", post.author.user_id)})


def is_read_first(writing: Thread | Post) -> bool:
    """Whether it waits for a moderator: what looks like spam, all that new members write, and what an artisan asks
    until one of their questions was published. Two statements at most."""
    if writing.doubts:
        return True
    author = writing.author
    if author is not None:
        return needs_reading(author)
    if writing.former_name:  # the board took it in
        return False
    others = Thread.objects.filter(person=thread_of(writing).person).exclude(pk=writing.pk)
    return not others.filter(published_at__isnull=False, hidden_at=None).exists()
