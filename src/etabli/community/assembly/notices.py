"""What the members are told of an assembly."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, gettext_noop

from etabli.community.assembly.models import Assembly, Proxy, Removal, Term
from etabli.community.assembly.rules import may_confirm, sole_roles_of
from etabli.community.association.models import Member
from etabli.community.association.queries import in_force
from etabli.foundation.notices.owners import readers_of
from etabli.foundation.notices.telling import tell_once
from etabli.foundation.notices.topic_messages import refresh_messages
from etabli.foundation.notify.calendar import Meeting
from etabli.foundation.notify.prose import Prose, gettext as _, lines, link, ours, paragraphs, quoted
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Kind, Topic, Words
from etabli.foundation.ui.typography import clock, day, full_day, hours

MEMBERS = frozenset({Role.MEMBER})
BOARD = frozenset({Role.BOARD})
ROLE_HOLDERS = frozenset({Role.BOARD, Role.MODERATOR})
CONVOCATION = Kind(
    "assembly.convocation",
    gettext_lazy("The convocation to a general assembly"),
    MEMBERS,
    always_mailed=True,
    prompt=True,
)
PROXY = Kind("assembly.proxy", gettext_lazy("A proxy that a member gives you"), MEMBERS, prompt=True)
MINUTES = Kind("assembly.minutes", gettext_lazy("The minutes of an assembly"), MEMBERS, channel="digest")
REMOVAL = Kind(
    "assembly.removal", gettext_lazy("The end of a role, to confirm with another"), BOARD, always_mailed=True
)
OWN_ROLE = Kind(
    "assembly.own_role", gettext_lazy("What is asked about your own role"), ROLE_HOLDERS, always_mailed=True
)
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


def tell_members_to_come(assembly: Assembly, at: datetime) -> None:
    """The convocation, to all the members in force, with the agenda in the mail itself."""
    items = assembly.items.filter(withdrawn_at=None)
    agenda = lines(*(f"{rank}. {item.title}" for rank, item in enumerate(items, start=1)))

    def words() -> tuple[Prose, Prose]:
        text = _(
            "You are called to the general assembly “%(title)s” of %(organisation)s, on %(day)s, %(hours)s.\n\n"
            "%(where)s\n\n"
            "Agenda:\n%(agenda)s\n\n"
            "If you can’t come, you can give your voice to another member, in two clicks, on the page of the assembly. "
            "The convocation in PDF is there too."
        ) % {
            **_facts_of(assembly),
            "where": lines(assembly.place, link(assembly.link)),
            "agenda": agenda,
        }
        return _("Convocation for %(day)s, %(clock)s: %(title)s"), paragraphs(text, ours(assembly.note))

    _tell_all(assembly, CONVOCATION, words, key="convocation", meeting=meeting_of(assembly), at=at)


def tell_members_of_cancellation(assembly: Assembly, at: datetime) -> None:
    """It is called off; calendars learn it too."""

    def words() -> tuple[Prose, Prose]:
        text = _("The general assembly “%(title)s” of %(day)s, %(hours)s, won’t be held.")
        return _("Called off, %(day)s: %(title)s"), text % _facts_of(assembly)

    _tell_all(assembly, CONVOCATION, words, key="called-off", meeting=meeting_of(assembly), at=at)


def tell_members_of_minutes(assembly: Assembly, at: datetime) -> None:
    """The minutes can be read; told once, whoever signs later."""

    def words() -> tuple[Prose, Prose]:
        text = _("The minutes of the assembly “%(title)s” of %(day)s are signed. You can read them.")
        return _("Signed: the minutes of %(day)s, %(title)s"), text % _facts_of(assembly)

    _tell_all(assembly, MINUTES, words, key="minutes", at=at)


def update_proxy(proxy: Proxy, at: datetime) -> None:
    """The holder learns that somebody counts on them, or no longer does."""
    memberships, before = _memberships_of(proxy.assembly, [proxy.holder]), proxy.assembly.starts_at
    is_given = proxy.withdrawn_at is None

    def merge(known: Mapping[str, Any]) -> dict[str, Any] | None:
        was_given = known.get("was_given", not is_given)  # as the holder knows it
        return None if was_given == is_given else {**known, "was_given": was_given}

    refresh_messages(PROXIES, memberships, kind=PROXY, about=proxy, merge=merge, happens_at=before, at=at)


def _write_proxy(notice: Any) -> Words | None:
    """Nothing once the assembly is over."""
    proxy = notice.about
    if proxy.assembly.is_over:
        return None
    facts = {**_facts_of(proxy.assembly), "name": proxy.principal.display_name}
    short = {**_subject_facts(proxy.assembly), "name": facts["name"]}
    if proxy.withdrawn_at is not None:
        text = _(
            "%(name)s takes back the voice that they gave you for “%(title)s”, on %(day)s. You no longer vote for "
            "them; your own voice stays yours."
        )
        return _words_about_assembly(
            proxy.assembly, _("%(name)s takes their voice back: %(day)s, %(title)s") % short, text % facts
        )
    text = _(
        "%(name)s can’t come to “%(title)s”, on %(day)s, and gives you their voice. You vote once for "
        "yourself and once for them. If you can’t come either, tell them: they can take it back and give "
        "it to somebody else."
    )
    return _words_about_assembly(
        proxy.assembly, _("%(name)s gives you their voice: %(day)s, %(title)s") % short, text % facts
    )


def _facts_of(assembly: Assembly) -> dict[str, str]:
    return {
        "title": assembly.title,
        "organisation": assembly.organisation.name,
        "day": full_day(assembly.starts_at),
        "hours": hours(assembly.starts_at, assembly.ends_at),
    }


def _subject_facts(assembly: Assembly) -> dict[str, str]:
    at = assembly.starts_at
    return {"title": assembly.title, "day": day(at), "clock": clock(at)}


def _words_about_assembly(assembly: Assembly, title: Prose, text: Prose) -> Words:
    url = reverse("assembly:assembly", args=[assembly.pk])
    return Words(title=title, text=text, url=url, see=_("See the assembly"))


def _tell_all(
    assembly: Assembly,
    kind: Kind,
    words: Callable[[], tuple[Prose, Prose]],
    *,
    key: str,
    at: datetime,
    meeting: Meeting | None = None,
) -> None:
    """`words` gives the title, which may hold that of the assembly, and the text."""

    def whole() -> Words:
        title, text = words()
        return _words_about_assembly(assembly, title % _subject_facts(assembly), text)

    for membership in _memberships_of(assembly, in_force(assembly.organisation_id)):
        notice_key = f"assembly:{assembly.pk}:{key}:{membership.user_id}"
        tell_once(kind, to=membership, words=whole, key=notice_key, meeting=meeting, at=at)


def _memberships_of(assembly: Assembly, members: Iterable[Member]) -> Iterable[Membership]:
    users = [member.user_id for member in members]
    memberships = Membership.objects.filter(
        organisation=assembly.organisation_id, role=Role.MEMBER, ended_on=None
    )
    return memberships.filter(user__in=users).select_related("user", "organisation")


def update_removal(removal: Removal, confirmers: Collection[Viewer], at: datetime) -> None:
    """Whoever has the role learns what is asked, and that they keep it meanwhile; those who may confirm learn of it, or
    the whole board that the assembly votes.
    """
    chosen = {viewer.membership_id for viewer in confirmers}
    concerned = {removal.asked_by_id, removal.user.pk}
    memberships = [
        membership
        for membership in _memberships_in_roles(removal.organisation_id, BOARD)
        if membership.user_id not in concerned
        and (membership.pk in chosen or removal.referred_at is not None)
    ]
    refresh_messages(REMOVALS, memberships, kind=REMOVAL, about=removal, even_if_told=False, at=at)
    _tell_holder(
        removal, gettext_noop("Somebody asks to end your role: %(what)s"), lambda: _request(removal), at
    )


def _write_removal(notice: Any) -> Words | None:
    """Nothing once it is settled, or taken back."""
    removal = notice.about
    is_asked = removal.referred_at is not None or any(
        may_confirm(reader, removal) for reader in readers_of(notice)
    )
    if not removal.is_open or not is_asked:
        return None
    title = (
        _("Answer before %(day)s: does %(name)s keep this role (%(what)s)?")
        if removal.referred_at is None
        else _("The assembly votes: does %(name)s keep this role (%(what)s)?")
    )
    return _words_about_removal(removal, title % _role_of(removal), _request(removal), is_board=True)


def _role_of(removal: Removal) -> dict[str, Any]:
    return {"name": removal.user, "what": removal.what, "day": day(removal.lapses_at)}


def _request(removal: Removal) -> Prose:
    """What is asked, why, and what comes next."""
    request_text = _("%(who)s asks to end a role of %(name)s (%(what)s).")
    next_step = (
        _("Another member of the board has until %(day)s to confirm or refuse. Until then, nothing changes.")
        if removal.referred_at is None
        else _(
            "No other member of the board is free to decide: the next general assembly votes. "
            "Nothing changes before."
        )
    )
    return paragraphs(
        request_text % {"who": removal.asked_by, "name": removal.user, "what": removal.what},
        quoted(removal.reason, str(removal.asked_by)),
        next_step % {"day": full_day(removal.lapses_at)},
    )


PROXIES = Topic("assembly.proxy", _write_proxy, of=Proxy)
REMOVALS = Topic("assembly.removal", _write_removal, of=Removal)
TOPICS = [PROXIES, REMOVALS]


def tell_of_settling(removal: Removal, at: datetime) -> None:
    """Whoever asked, and whoever has or had the role, learn what came of it."""

    def text() -> Prose:
        sentences = {
            Removal.State.CONFIRMED: _("It is confirmed: the role of %(name)s (%(what)s) ends."),
            Removal.State.REFUSED: _("It is refused: the role of %(name)s (%(what)s) goes on."),
            Removal.State.LAPSED: _("Nobody confirmed in time: the role of %(name)s (%(what)s) goes on."),
            Removal.State.WAITING: _("The request was taken back: the role of %(name)s (%(what)s) goes on."),
        }
        return sentences[Removal.State(removal.state)] % {"name": removal.user, "what": removal.what}

    is_over = removal.state == Removal.State.CONFIRMED
    if removal.asked_by_id != removal.user.pk:
        ended_text, goes_on_text = (
            gettext_noop("%(name)s no longer has this role: %(what)s"),
            gettext_noop("%(name)s keeps this role: %(what)s"),
        )
        for membership in _memberships_in_roles(removal.organisation_id, BOARD, removal.asked_by_id):
            _tell_membership(removal, membership, REMOVAL, ended_text if is_over else goes_on_text, text, at)
    own_ended, own_goes_on = (
        gettext_noop("Your role has ended: %(what)s"),
        gettext_noop("You keep your role: %(what)s"),
    )
    _tell_holder(removal, own_ended if is_over else own_goes_on, text, at)


def tell_of_lost_office(term: Term, before: str, by: Viewer, at: datetime) -> None:
    """Whoever is no longer chair, treasurer or secretary learns it, and by whom, unless they did it themselves."""
    office = Term.Office(before)
    if office == Term.Office.MEMBER or by.user_id == term.member.user_id:
        return

    def words() -> Words:
        facts = {"office": office.label, "who": by.name}
        return Words(
            title=_("Your office on the board has ended: %(office)s") % facts,
            text=_("%(who)s wrote down that you no longer have this office: %(office)s.") % facts,
            url=reverse("assembly:board"),
            see=_("See the board"),
        )

    for membership in _memberships_in_roles(term.organisation_id, ROLE_HOLDERS, term.member.user_id)[:1]:
        tell_once(
            OWN_ROLE, to=membership, words=words, key=f"office:{term.pk}:{before}:{at.isoformat()}", at=at
        )


def tell_board_of_erasure(user_id: int, due_at: datetime, at: datetime) -> None:
    """The board learns that the only moderator, or the only treasurer, will be gone, in time to replace them."""
    for organisation_id, role in sorted(sole_roles_of(user_id)):

        def words(role: Role | Term.Office = role) -> Words:
            text = _(
                "The only %(what)s of the association has asked for their account to be erased on %(day)s: the law "
                "gives them that right. Name somebody else before that day."
            )
            return Words(
                title=_("To replace before %(day)s: %(what)s") % {"what": role.label, "day": day(due_at)},
                text=text % {"what": role.label, "day": full_day(due_at)},
                url=reverse("people:team"),
                see=_("See the team"),
            )

        for membership in _memberships_in_roles(organisation_id, BOARD):
            if membership.user_id != user_id:
                key = f"last-role-erased:{user_id}:{due_at.isoformat()}:{membership.pk}"
                tell_once(REMOVAL, to=membership, words=words, key=key, at=at)


def _memberships_in_roles(
    organisation_id: int, roles: Collection[str], user_id: int | None = None
) -> list[Membership]:
    """Those who have one of these roles; `user_id`: of that user alone."""
    memberships = Membership.objects.filter(organisation=organisation_id, role__in=roles, ended_on=None)
    if user_id is not None:
        memberships = memberships.filter(user=user_id)
    return list(memberships.select_related("user", "organisation").order_by("pk"))


def _tell_holder(removal: Removal, title: str, text: Callable[[], Prose], at: datetime) -> None:
    """Once, in one of their roles."""
    for membership in _memberships_in_roles(removal.organisation_id, ROLE_HOLDERS, removal.user.pk)[:1]:
        _tell_membership(removal, membership, OWN_ROLE, title, text, at)


def _tell_membership(
    removal: Removal, membership: Membership, kind: Kind, title: str, text: Callable[[], Prose], at: datetime
) -> None:
    def words() -> Words:
        subject = _(title) % _role_of(removal)
        return _words_about_removal(removal, subject, text(), is_board=membership.role == Role.BOARD)

    tell_once(
        kind, to=membership, words=words, key=f"removal:{removal.pk}:{at.isoformat()}:{membership.pk}", at=at
    )


def _words_about_removal(removal: Removal, title: Prose, text: Prose, *, is_board: bool) -> Words:
    if is_board:
        return Words(title, text, reverse("assembly:removal", args=[removal.pk]), _("See the request"))
    return Words(title, text, reverse("assembly:board"), _("See the board"))
