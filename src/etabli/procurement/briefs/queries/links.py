"""Reading the secret links to a brief: whoever bears one reads the brief, and nothing else."""

from datetime import datetime

from django.db.models import QuerySet

from etabli.foundation.people.links import link_of_token, link_url
from etabli.foundation.people.queries import NotVisible
from etabli.procurement.briefs.models import Brief, BriefLink


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


def opened_by(token: str, at: datetime) -> BriefLink | None:
    """The link in force that this token opens, with its brief; None whatever is wrong with it."""
    link = link_of_token(token, at, door="briefs:read")
    if link is None:
        return None
    brief_links = _in_force(at).filter(link=link).exclude(brief__state=Brief.State.WITHDRAWN)
    return brief_links.select_related("brief__chamber").prefetch_related("brief__answers").first()


def _in_force(at: datetime) -> QuerySet[BriefLink]:
    brief_links = BriefLink.objects.filter(link__revoked_at=None, link__expires_at__gt=at)
    return brief_links.select_related("link__person", "brief__person")
