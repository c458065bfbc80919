"""A member writes their profile, section by section, and shows it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.association.models import Member
from etabli.community.directory.engine import FIELDS, SECTIONS, Audience
from etabli.community.directory.models import Piece, Profile
from etabli.community.directory.rules import is_own, may_moderate
from etabli.community.moderation.actions import submit
from etabli.community.moderation.queries import needs_reading
from etabli.foundation.journal import ActionError, action, change, record, undo_fields, undo_parts
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.viewer import Viewer

BESIDE = {"places": ("is_remote",), "availability": ("available_on",)}
TELLS = {
    "headline": _("In one sentence"),
    "about": _("Presentation"),
    "website": _("Website"),
    "email": _("E-mail"),
    "phone": _("Telephone"),
}


class TakenOff(ActionError):
    """A moderator took the profile off: it comes back by an appeal, not by a click."""


class NotOut(ActionError):
    """The profile is not published."""


def profile_of(member: Member) -> Profile:
    """The profile of a member, begun the first time; others wait for the end of the act that calls this."""
    profile, _new = Profile.objects.select_for_update(of=("self",), no_key=True).get_or_create(
        member=member, defaults={"organisation_id": member.organisation_id}
    )
    profile.member = member
    return profile


def fields_of(section: str) -> list[str]:
    """The columns that a section writes."""
    return [column for name in SECTIONS[section] for column in (name, *BESIDE.get(name, ()))]


@action(
    "directory.write",
    sentence=_("wrote in the profile of %(subject)s"),
    tells=TELLS,
    may=is_own,
    undo=undo_fields,
    subject="member",
)
def write(*, member: Member, section: str, values: Mapping[str, Any], by: Viewer, at: datetime) -> Profile:
    """Keep what a section of the profile says (`fields_of`); a draft of it has no more use. Shown as its fields are."""
    profile = profile_of(member)
    kept = {name: values[name] for name in fields_of(section)}
    drafts = {name: typed for name, typed in profile.drafts.items() if name != section}
    return change(profile, **kept, drafts=drafts)


@action(
    "directory.keep_draft",
    sentence=_("kept a draft for the profile of %(subject)s"),
    may=is_own,
    undo=undo_fields,
    subject="member",
)
def keep_draft(
    *, member: Member, section: str, typed: Mapping[str, Sequence[str]], by: Viewer, at: datetime
) -> Profile:
    """Keep what was typed of a section, right or not, for later: nobody sees it, and what is shown stays."""
    profile = profile_of(member)
    return change(
        profile, drafts={**profile.drafts, section: {name: list(all) for name, all in typed.items()}}
    )


@action(
    "directory.drop_draft",
    sentence=_("put aside a draft for the profile of %(subject)s"),
    may=is_own,
    undo=undo_fields,
    subject="profile",
)
def drop_draft(*, profile: Profile, section: str, by: Viewer, at: datetime) -> Profile:
    """Do without a draft: the section is again as it was kept last."""
    return change(profile, drafts={name: typed for name, typed in profile.drafts.items() if name != section})


@action(
    "directory.sign_charter",
    sentence=_("signed the charter for the profile of %(subject)s"),
    may=is_own,
    undo=undo_fields,
    subject="member",
)
def sign_charter(*, member: Member, version: str, by: Viewer, at: datetime) -> Profile:
    """The member commits to this version of the charter, today."""
    return change(profile_of(member), charter_version=version, charter_on=timezone.localdate(at))


def _with_its_reading(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, both ways; the moderators' queue moves with it."""
    undo_fields(entry, by, at)
    undo_parts(entry, "moderation.submit", skip_already_undone=True, by=by, at=at)


@action(
    "directory.publish",
    sentence=_("chose what everybody sees of the profile of %(subject)s"),
    may=is_own,
    undo=_with_its_reading,
    subject="member",
)
def publish(*, member: Member, visibility: Mapping[str, str], by: Viewer, at: datetime) -> Profile:
    """Show the profile: each field to its audience, to nobody where none is given.

    A new member's waits for a moderator; an established member's is out at once, and read after. Raises TakenOff,
    TooManyToday.
    """
    profile = profile_of(member)
    if profile.hidden_at is not None:
        raise TakenOff(_("A moderator took your profile off. Their message says why, and how to answer."))
    chosen = {name: Audience(visibility[name]).value for name in FIELDS if name in visibility}
    if profile.offered_at is not None:
        return change(profile, visibility=chosen)
    after = {
        "visibility": chosen,
        "offered_at": at,
        "published_at": None if needs_reading(member, at=at) else at,
    }
    before = {name: getattr(profile, name) for name in after}
    for name, value in after.items():
        setattr(profile, name, value)
    profile.save(update_fields=list(after))
    submit(subject=profile, is_out=profile.published_at is not None, by=by, at=at)
    record(profile, before=before, after=after)
    return profile


@action(
    "directory.withdraw",
    sentence=_("took the profile of %(subject)s out of the directory"),
    may=is_own,
    undo=undo_fields,
    subject="profile",
)
def withdraw(*, profile: Profile, by: Viewer, at: datetime) -> Profile:
    """Nobody sees it any more; all that it says is kept, with who saw what. Raises NotOut."""
    if profile.offered_at is None:
        raise NotOut(_("Your profile is not in the directory."))
    return change(profile, offered_at=None, published_at=None)


# What a moderator decides of a profile or of a piece: it is let out, or taken off with a reason.

LONGEST_REASON = 300


@action(
    "directory.let_out",
    sentence=_("let out “%(subject)s” in the directory"),
    may=may_moderate,
    undo=undo_fields,
    subject="subject",
)
def let_out(*, subject: Profile | Piece, by: Viewer, at: datetime) -> Profile | Piece:
    """Everybody may see it, as its member chose."""
    if isinstance(subject, Piece):
        return change(subject, hidden_at=None, hidden_reason="")
    published_at = subject.published_at or (at if subject.offered_at else None)
    return change(subject, published_at=published_at, hidden_at=None, hidden_reason="")


@action(
    "directory.hide",
    sentence=_("took “%(subject)s” off the directory"),
    tells={"hidden_reason": _("Reason")},
    may=may_moderate,
    undo=undo_fields,
    subject="subject",
)
def hide(*, subject: Profile | Piece, reason: str, by: Viewer, at: datetime) -> Profile | Piece:
    """Nobody but its member sees it any more; they read why."""
    return change(subject, hidden_at=at, hidden_reason=reason.strip()[:LONGEST_REASON])
