"""What the members are told of an assembly."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from etabli.community.assembly.models import Assembly, Proxy, Removal, Term
from etabli.community.assembly.rules import last_roles_of
from etabli.community.association.models import Member
from etabli.community.association.queries import in_force
from etabli.foundation.notices.telling import tell
from etabli.foundation.notify.calendar import Meeting
from etabli.foundation.notify.prose import Prose, lines, link, ours, paragraphs, quoted
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.rooms import Kind
from etabli.foundation.ui.typography import full_day, hours

MEMBERS = frozenset({Role.MEMBER})
BOARD = frozenset({Role.BOARD})
SERVING = frozenset({Role.BOARD, Role.MODERATOR})
CONVOCATION = Kind(
    "assembly.convocation",
    gettext_lazy("The convocation to a general assembly"),
    MEMBERS,
    must=True,
    prompt=True,
)
PROXY = Kind("assembly.proxy", gettext_lazy("A proxy that a member gives you"), MEMBERS, prompt=True)
MINUTES = Kind("assembly.minutes", gettext_lazy("The minutes of an assembly"), MEMBERS, channel="digest")
REMOVAL = Kind(
    "assembly.removal", gettext_lazy("The end of a role, to confirm with another"), BOARD, must=True
)
OWN_ROLE = Kind("assembly.own_role", gettext_lazy("What is asked about your own role"), SERVING, must=True)
KINDS = [CONVOCATION, PROXY, MINUTES, REMOVAL, OWN_ROLE]


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


def told_of_removal(removal: Removal, others: Sequence[Viewer], at: datetime) -> None:
    """Whoever has the role learns what is asked, and that they keep it meanwhile; those who may confirm learn of it, or
    the whole board that the assembly votes.
    """
    with override(settings.LANGUAGE_CODE):
        said = {
            "who": removal.asked_by,
            "name": removal.user,
            "what": removal.what,
            "day": full_day(removal.lapses_at),
        }
        next_step = (
            _(
                "Another member of the board has until %(day)s to confirm or refuse. Until then, nothing changes."
            )
            if others
            else _(
                "No other member of the board is free to decide: the next general assembly votes. "
                "Nothing changes before."
            )
        ) % said
        asked = _("%(who)s asks to end a role of %(name)s (%(what)s).") % said
        text = paragraphs(asked, quoted(removal.reason, str(removal.asked_by)), next_step)
        title = _("To confirm with another: %(name)s") % said
        chosen = {viewer.membership_id for viewer in others}
        for post in _serving(removal.organisation_id, BOARD):
            is_concerned = post.user_id in {removal.asked_by_id, removal.user.pk}
            if not is_concerned and (post.pk in chosen or not others):
                _tell_post(post, REMOVAL, title, text, removal, at)
        _tell_holder(removal, _("About your role in the association"), text, at)


def told_of_settling(removal: Removal, at: datetime) -> None:
    """Whoever asked, and whoever has or had the role, learn what came of it."""
    sentences = {
        Removal.State.CONFIRMED: _("It is confirmed: the role of %(name)s (%(what)s) ends."),
        Removal.State.REFUSED: _("It is refused: the role of %(name)s (%(what)s) goes on."),
        Removal.State.LAPSED: _("Nobody confirmed in time: the role of %(name)s (%(what)s) goes on."),
        Removal.State.WAITING: _("The request was taken back: the role of %(name)s (%(what)s) goes on."),
    }
    with override(settings.LANGUAGE_CODE):
        said = {"name": removal.user, "what": removal.what}
        text = sentences[Removal.State(removal.state)] % said
        for post in _serving(removal.organisation_id, BOARD):
            if post.user_id == removal.asked_by_id != removal.user.pk:
                _tell_post(post, REMOVAL, _("About the role of %(name)s") % said, text, removal, at)
        _tell_holder(removal, _("About your role in the association"), text, at)


def told_of_lost_office(term: Term, before: str, by: Viewer, at: datetime) -> None:
    """Whoever is no longer chair, treasurer or secretary learns it, and by whom, unless they did it themselves."""
    office = Term.Office(before)
    if office == Term.Office.MEMBER or by.user_id == term.member.user_id:
        return
    with override(settings.LANGUAGE_CODE):
        said = {"office": office.label, "who": by.name}
        own = [
            post for post in _serving(term.organisation_id, SERVING) if post.user_id == term.member.user_id
        ]
        for post in own[:1]:
            tell(
                to=post,
                kind=OWN_ROLE.code,
                title=_("Your office on the board has ended: %(office)s") % said,
                text=_("%(who)s wrote down that you no longer have this office: %(office)s.") % said,
                url=reverse("assembly:board"),
                see=_("See the board"),
                key=f"office:{term.pk}:{before}:{at.isoformat()}",
                at=at,
            )


def told_of_erasure(user_id: int, due_at: datetime, at: datetime) -> None:
    """The board learns that the only moderator, or the only treasurer, will be gone, in time to replace them."""
    with override(settings.LANGUAGE_CODE):
        for organisation_id, what in sorted(last_roles_of(user_id)):
            text = _(
                "The only %(what)s of the association has asked for their account to be erased on %(day)s: the law "
                "gives them that right. Name somebody else before that day."
            ) % {"what": what, "day": full_day(due_at)}
            for post in _serving(organisation_id, BOARD):
                if post.user_id != user_id:
                    key = f"last-role-erased:{user_id}:{due_at.isoformat()}:{post.pk}"
                    tell(
                        to=post,
                        kind=REMOVAL.code,
                        title=_("Somebody to replace: %(what)s") % {"what": what},
                        text=text,
                        url=reverse("people:team"),
                        see=_("See the team"),
                        key=key,
                        at=at,
                    )


def _serving(organisation_id: int, roles: frozenset[str]) -> list[Membership]:
    found = Membership.objects.filter(organisation=organisation_id, role__in=roles, ended_on=None)
    return list(found.select_related("user", "organisation").order_by("pk"))


def _tell_holder(removal: Removal, title: str, text: Prose, at: datetime) -> None:
    """Once, in one of their roles."""
    own = [post for post in _serving(removal.organisation_id, SERVING) if post.user_id == removal.user.pk]
    for post in own[:1]:
        _tell_post(post, OWN_ROLE, title, text, removal, at)


def _tell_post(post: Membership, kind: Kind, title: str, text: Prose, removal: Removal, at: datetime) -> None:
    is_board = post.role == Role.BOARD
    tell(
        to=post,
        kind=kind.code,
        title=title,
        text=text,
        url=reverse("assembly:removal", args=[removal.pk]) if is_board else reverse("assembly:board"),
        see=_("See the request") if is_board else _("See the board"),
        key=f"removal:{removal.pk}:{at.isoformat()}:{post.pk}",
        at=at,
    )
