"""A secret link to a brief: whoever bears it reads the brief, and nothing else."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse as url_of
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import NotAllowed, action, record, reverse
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.links import link_of_token, new_link, token_of
from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.models import Brief, BriefLink
from etabli.procurement.briefs.rules import may_cut, may_write


def links_of(brief: Brief, at: datetime) -> list[BriefLink]:
    """The links in force, the latest first, for whoever may see the brief: one statement."""
    return list(_in_force(at).filter(brief=brief).order_by("-pk"))


def address_of(shared: BriefLink) -> str:
    """The full address to send."""
    return f"{settings.BASE_URL}{url_of('briefs:read', args=[token_of(shared.link)])}"


def get_link(brief: Brief, pk: int) -> BriefLink:
    """One link of this brief, in force or cut off; NotVisible otherwise."""
    found = (
        BriefLink.objects.filter(brief=brief, pk=pk).select_related("link__person", "brief__person").first()
    )
    if found is None:
        raise NotVisible
    return found


def opened_by(token: str, at: datetime) -> BriefLink | None:
    """The link in force that this token opens, with its brief; None whatever is wrong with it."""
    link = link_of_token(token, at)
    if link is None or link.scope != SecretLink.Scope.BRIEF:
        return None
    found = _in_force(at).filter(link=link).exclude(brief__state=Brief.State.WITHDRAWN)
    return found.select_related("brief__chamber").prefetch_related("brief__answers").first()


def _in_force(at: datetime) -> QuerySet[BriefLink]:
    found = BriefLink.objects.filter(link__revoked_at=None, link__expires_at__gt=at)
    return found.select_related("link__person", "brief__person")


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
