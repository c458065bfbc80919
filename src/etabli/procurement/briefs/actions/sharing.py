"""A secret link to a brief: whoever bears it reads the brief, and nothing else."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import NotAllowed, action, record, reverse
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.links import new_link
from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.models import Brief, BriefLink
from etabli.procurement.briefs.rules import may_cut, may_write


def _undo_link(entry: Entry, by: Any, at: datetime) -> None:
    """`reverse`, for whoever may write in the brief."""
    link = subject_of(entry)
    assert isinstance(link, SecretLink)
    if not may_write(by, link.brief_link.brief):
        raise NotAllowed(_("The artisan writes alone now: ask them for their agreement first."))
    reverse(entry, by, at)


@action(
    "briefs.share",
    sentence=_("made a link to the project “%(subject)s”"),
    may=may_write,
    may_undo=lambda by, link: may_write(by, link.brief_link.brief),
    undo=_undo_link,
    subject="brief",
)
def share_brief(*, brief: Brief, shows_contact: bool = False, by: Viewer, at: datetime) -> BriefLink:
    """A new link to send. `shows_contact`: its bearer also reads the artisan's telephone and mail."""
    link = new_link(person=brief.person, scope=SecretLink.Scope.BRIEF, subject_id=brief.pk, at=at)
    shared = BriefLink.objects.create(brief=brief, link=link, shows_contact=shows_contact)
    record(link, before={"revoked_at": at}, after={"revoked_at": None}, label=str(brief))
    return shared


@action(
    "briefs.cut_link",
    sentence=_("cut off a link to the project “%(subject)s”"),
    may=may_cut,
    may_undo=lambda by, link: may_cut(by, link.brief_link),
    undo=_undo_link,
    subject="shared",
)
def cut_link(*, shared: BriefLink, by: Viewer, at: datetime) -> BriefLink:
    """Nobody reads the brief by this link any more."""
    link, before = shared.link, shared.link.revoked_at
    link.revoked_at = at
    link.save(update_fields=["revoked_at"])
    record(link, before={"revoked_at": before}, after={"revoked_at": at}, label=str(shared.brief))
    return shared
