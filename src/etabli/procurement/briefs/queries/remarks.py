"""Reading the remarks in the margin of a brief."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Party
from etabli.foundation.people.links import link_of_token, link_url
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.ui.language import reader_language
from etabli.procurement.briefs.models import Brief, BriefComment, BriefLink
from etabli.procurement.needs.catalogue import load

# Who wrote what in a brief, by name.


def names_of(brief: Brief, parties: Iterable[int]) -> dict[int, str]:
    """The names of these parties: the artisan's, and the staff's. One statement, or none."""
    its_own, others = brief.person.party_id, set(parties) - {brief.person.party_id}
    staff = Party.objects.filter(pk__in=others, kind=PartyKind.USER).values_list("pk", "user__name")
    names = {pk: name or _("the adviser") for pk, name in staff} if others else {}
    return {**dict.fromkeys(others, _("somebody")), **names, its_own: brief.person.name}


@dataclass(frozen=True)
class Remark:
    """A remark as it is shown. `need_id`: beside which question; empty for the whole, or for one no longer asked."""

    pk: int
    need_id: str
    label: str
    text: str
    by: str
    at: datetime
    is_resolved: bool


def comments_of(brief: Brief) -> list[Remark]:
    """The remarks on a brief that the caller may see, the oldest first: two statements at most."""
    comments = list(BriefComment.objects.filter(brief=brief, withdrawn_at=None).order_by("written_at", "pk"))
    names = names_of(brief, [row.written_by_id for row in comments])
    asked = {need.id for need, _weight in load().asked_for(brief.outcome, brief.trade)}
    return [_remark(row, names[row.written_by_id], asked) for row in comments]


def get_comment(brief: Brief, pk: int) -> BriefComment:
    """One of these remarks, with its brief; NotVisible otherwise."""
    brief_comment = BriefComment.objects.filter(brief=brief, pk=pk, withdrawn_at=None).first()
    if brief_comment is None:
        raise NotVisible
    brief_comment.brief = brief
    return brief_comment


def _remark(row: BriefComment, by: str, asked: set[str]) -> Remark:
    need = load().get(row.need_id)
    return Remark(
        pk=row.pk,
        need_id=row.need_id if row.need_id in asked else "",
        label=need.label.in_language(reader_language()) if need else row.need_id,
        text=row.text,
        by=by,
        at=row.written_at,
        is_resolved=row.resolved_at is not None,
    )


# Reading the secret links to a brief: whoever bears one reads the brief, and nothing else.


def links_of(brief: Brief, at: datetime) -> list[BriefLink]:
    """The links in force, the latest first, for whoever may see the brief: one statement."""
    return list(_in_force(at).filter(brief=brief).order_by("-pk"))


def address_of(shared: BriefLink) -> str:
    """The full address to send."""
    return link_url(shared.link)


def get_link(brief: Brief, pk: int) -> BriefLink:
    """One link of this brief, in force or cut off; NotVisible otherwise."""
    brief_link = (
        BriefLink.objects.filter(brief=brief, pk=pk).select_related("link__person", "brief__person").first()
    )
    if brief_link is None:
        raise NotVisible
    return brief_link


def brief_link_of_token(token: str, at: datetime) -> BriefLink | None:
    """The link in force that this token opens, with its brief; None whatever is wrong with it."""
    link = link_of_token(token, at, door="briefs:read")
    if link is None:
        return None
    brief_links = _in_force(at).filter(link=link).exclude(brief__state=Brief.State.WITHDRAWN)
    return (
        brief_links.select_related("brief__chamber")
        .prefetch_related("brief__answers", "brief__attachments__photo")
        .first()
    )


def _in_force(at: datetime) -> QuerySet[BriefLink]:
    brief_links = BriefLink.objects.filter(link__revoked_at=None, link__expires_at__gt=at)
    return brief_links.select_related("link__person", "brief__person")
