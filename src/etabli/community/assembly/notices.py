"""What the members are told of an assembly."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from etabli.community.assembly.models import Assembly, Proxy
from etabli.community.association.models import Member
from etabli.community.association.queries import in_force
from etabli.foundation.notices.telling import tell
from etabli.foundation.notify.calendar import Meeting
from etabli.foundation.notify.prose import Prose, lines, link, ours, paragraphs
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.rooms import Kind
from etabli.foundation.ui.typography import full_day, hours

MEMBERS = frozenset({Role.MEMBER})
CONVOCATION = Kind(
    "assembly.convocation",
    gettext_lazy("The convocation to a general assembly"),
    MEMBERS,
    must=True,
    prompt=True,
)
PROXY = Kind("assembly.proxy", gettext_lazy("A proxy that a member gives you"), MEMBERS, prompt=True)
MINUTES = Kind("assembly.minutes", gettext_lazy("The minutes of an assembly"), MEMBERS, channel="digest")
KINDS = [CONVOCATION, PROXY, MINUTES]


def meeting_of(assembly: Assembly) -> Meeting:
    """The assembly as calendars take it."""
    return Meeting(
        uid=f"assembly-{assembly.pk}@etabli",
        sequence=assembly.sequence,
        title=assembly.title,
        starts_at=assembly.starts_at,
        ends_at=assembly.ends_at,
        place=assembly.place or link(assembly.link),
        cancelled=assembly.cancelled_at is not None,
    )


def told_to_come(assembly: Assembly, at: datetime) -> None:
    """The convocation, to all the members in force, with the agenda in the mail itself."""
    with override(settings.LANGUAGE_CODE):  # the members', whatever the board reads the site in
        agenda = lines(
            *(
                f"{rank}. {item.title}"
                for rank, item in enumerate(assembly.items.filter(withdrawn_at=None), start=1)
            )
        )
        where = lines(assembly.place, link(assembly.link))
        text = _(
            "You are called to the general assembly “%(title)s” of %(organisation)s, on %(day)s, %(hours)s.\n\n"
            "%(where)s\n\n"
            "Agenda:\n%(agenda)s\n\n"
            "If you can’t come, you can give your voice to another member, in two clicks, on the page of the assembly. "
            "The convocation in PDF is there too."
        ) % {
            **_said(assembly),
            "where": where,
            "agenda": agenda,
        }
        _tell_all(
            assembly,
            kind=CONVOCATION,
            title=_("Convocation: %(title)s") % {"title": assembly.title},
            text=paragraphs(text, ours(assembly.note)),
            key="convocation",
            meeting=meeting_of(assembly),
            at=at,
        )


def told_off(assembly: Assembly, at: datetime) -> None:
    """It is called off; calendars learn it too."""
    with override(settings.LANGUAGE_CODE):
        _tell_all(
            assembly,
            kind=CONVOCATION,
            title=_("Called off: %(title)s") % {"title": assembly.title},
            text=_("The general assembly “%(title)s” of %(day)s, %(hours)s, won’t be held.")
            % _said(assembly),
            key="called-off",
            meeting=meeting_of(assembly),
            at=at,
        )


def told_of_minutes(assembly: Assembly, at: datetime) -> None:
    """The minutes can be read; told once, whoever signs later."""
    with override(settings.LANGUAGE_CODE):
        _tell_all(
            assembly,
            kind=MINUTES,
            title=_("The minutes: %(title)s") % {"title": assembly.title},
            text=_("The minutes of the assembly “%(title)s” of %(day)s are signed. You can read them.")
            % _said(assembly),
            key="minutes",
            at=at,
        )


def told_of_proxy(proxy: Proxy, at: datetime) -> None:
    """The holder learns that somebody counts on them."""
    assembly = proxy.assembly
    with override(settings.LANGUAGE_CODE):
        said = {**_said(assembly), "name": proxy.principal.display_name}
        for to in _memberships(assembly, [proxy.holder]):
            tell(
                to=to,
                kind=PROXY.code,
                title=_("%(name)s gives you their voice") % said,
                text=_(
                    "%(name)s can’t come to “%(title)s”, on %(day)s, and gives you their voice. You vote once for "
                    "yourself and once for them. If you can’t come either, tell them: they can take it back and give "
                    "it to somebody else."
                )
                % said,
                url=reverse("assembly:assembly", args=[assembly.pk]),
                see=_("See the assembly"),
                key=f"proxy:{proxy.pk}",
                at=at,
            )


def _said(assembly: Assembly) -> dict[str, str]:
    return {
        "title": assembly.title,
        "organisation": assembly.organisation.name,
        "day": full_day(assembly.starts_at),
        "hours": hours(assembly.starts_at, assembly.ends_at),
    }


def _tell_all(
    assembly: Assembly,
    *,
    kind: Kind,
    title: str,
    text: Prose,
    key: str,
    at: datetime,
    meeting: Meeting | None = None,
) -> None:
    for to in _memberships(assembly, in_force(assembly.organisation_id)):
        tell(
            to=to,
            kind=kind.code,
            title=title,
            text=text,
            url=reverse("assembly:assembly", args=[assembly.pk]),
            see=_("See the assembly"),
            key=f"assembly:{assembly.pk}:{key}:{to.user_id}",
            meeting=meeting,
            at=at,
        )


def _memberships(assembly: Assembly, members: Iterable[Member]) -> Iterable[Membership]:
    users = [member.user_id for member in members]
    found = Membership.objects.filter(
        organisation=assembly.organisation_id, role=Role.MEMBER, ended_on=None, user__in=users
    )
    return found.select_related("user", "organisation")
