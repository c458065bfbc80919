"""Who loses what when they lose their role: used by the tests of what is taken back."""

from dataclasses import replace

from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.journal.visibility import may_see
from etabli.foundation.parties import NOBODY, SYSTEM
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer

# Acts that are open to all: nothing but having done them, and seeing what they are about, is asked of their undo.
OPEN = {
    "association.answer_question",
    "association.apply",
    "association.withdraw_application",
    "briefs.keep",
    "demand.express",
    "demand.say_more",  # beside it: seen by the person and the staff alone
    "diagnosis.join",  # with the request that they go with: seen by the person and the staff alone
    "directory.write_to",
    "jobs.apply",
    "jobs.ask_alert",
    "journal.take_back",
    "moderation.report",
    "moderation.submit",
    "relays.ask_link",
    "seats.sign_up",
    "workshops.ask_for_theme",
    "workshops.sign_up",
}
# Acts about oneself, in whatever role one acts for the organisation: they are lost with the organisation.
OF_ONESELF = {
    "agenda.add_date",
    "agenda.cancel",
    "agenda.cancel_date",
    "agenda.correct",
    "agenda.move_date",
    "agenda.propose",
    "agenda.set_places",
    "agenda.withdraw",
    "association.appeal",
    "forum.accept",
    "forum.answer",
    "forum.ask",
    "forum.correct_answer",
    "forum.correct_question",
    "forum.follow_thread",
    "forum.follow_trade",
    "forum.release",
    "forum.stop_following",
    "forum.take_back_thanks",
    "forum.thank",
    "forum.withdraw_answer",
    "forum.withdraw_question",
    "moderation.appeal",
    "neutrality.declare_interest",
    "neutrality.end_interest",
    "neutrality.name_interest",
    "notices.choose",
    "notices.not_now",
    "notices.read",
    "notices.read_all",
    "notices.silence",
    "people.rename_account",
}


def is_of_oneself(verb: str) -> bool:
    own_profile = verb.startswith("directory.") and verb not in {"directory.hide", "directory.let_out"}
    return verb in OF_ONESELF or own_profile


def without_their_role(viewer: Viewer, verb: str) -> Viewer:
    """The same human being in the same organisation, who lost the role in which they acted."""
    lost = Role.MEMBER if viewer.role != Role.MEMBER else Role.MODERATOR
    party = NOBODY if viewer.party_id == SYSTEM else viewer.party_id
    if is_of_oneself(verb):
        party = party if viewer.user_id else NOBODY
        return Viewer(user_id=viewer.user_id, party_id=party, name=viewer.name)
    no_link = {"link_id": None, "link_scope": "", "link_subject_id": None}
    return replace(viewer, role=lost, party_id=party, roles=frozenset(), **no_link)


def stays_open_to(viewer: Viewer, entry: Entry) -> bool:
    """Whether an act is open to all, and this viewer sees what it was about."""
    return entry.verb in OPEN and may_see(viewer, subject_of(entry))
