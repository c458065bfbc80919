"""What moderation tells: authors what was decided and why, reporters what came of it, moderators what waits."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from etabli.community.moderation.limits import count_late, delay_text
from etabli.community.moderation.models import Appeal, Case, Report
from etabli.community.moderation.moderated_content import content_of, kind_of
from etabli.community.moderation.reasons import reason_text
from etabli.community.moderation.rules import (
    QUEUE_ROLES,
    appeal_deciders,
    deciders,
    may_decide,
    may_decide_appeal,
    may_read_queue,
)
from etabli.community.neutrality.rules import serving
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.owners import owner_of, readers_of
from etabli.foundation.notices.telling import take_back, tell_once
from etabli.foundation.notices.topic_messages import refresh_messages
from etabli.foundation.notify.prose import Prose, gettext as _, ngettext, ours, paragraphs, quoted, sentences
from etabli.foundation.notify.queue import send
from etabli.foundation.people.models import Membership, Organisation, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Kind, Topic, Words

AUTHORS = frozenset({Role.ARTISAN, Role.MEMBER, Role.BOARD, Role.MODERATOR})
EVERYBODY = frozenset(Role) - {Role.NOBODY, Role.BEARER}
DECIDED = Kind(
    "moderation.decided",
    gettext_lazy("What moderators decided on what you wrote"),
    AUTHORS,
    always_mailed=True,
)
REPORT_OUTCOME = Kind("moderation.came_of_it", gettext_lazy("What came of what you reported"), EVERYBODY)
REPORTED = Kind("moderation.reported", gettext_lazy("Something that several people reported"), QUEUE_ROLES)
APPEAL = Kind("moderation.appeal", gettext_lazy("Somebody contests a decision"), QUEUE_ROLES)
WAITING = Kind("moderation.waiting", gettext_lazy("What waits to be read by moderators"), QUEUE_ROLES)
KINDS = [DECIDED, REPORT_OUTCOME, REPORTED, APPEAL, WAITING]


def tell_author_of_decision(case: Case, at: datetime) -> None:
    """The author learns that it is published, or why it is not and what they can do."""

    def words() -> tuple[Prose, Prose]:
        if case.is_out:
            text = _("The moderators have read “%(title)s”. It is published.")
            return _("Published: %(title)s"), text % {"title": case.title}
        title = _("Hidden: %(title)s") if case.state == Case.State.HIDDEN else _("Not published: %(title)s")
        text = _(
            "The moderators have read “%(title)s”. People don’t see it.\n\nWhy:\n%(why)s\n\n"
            "You can correct it and hand it in again. You can also contest this decision: somebody else then "
            "decides or, if nobody else is free to, the general assembly of the association."
        )
        return title, text % {"title": case.title, "why": quoted(reason_text(case), _("the moderators"))}

    _tell_author(case, words, f"decided:{at:%Y%m%d%H%M%S}", at)


def tell_author_of_change(case: Case, at: datetime, *, restored: bool = False) -> None:
    """A decision was taken back, or put in force again: what has not left is called back, else they are told. Where
    nothing has reached them, they are told of the whole decision that is `restored`.
    """

    def words() -> tuple[Prose, Prose]:
        now = _("People see it.") if case.is_out else _("People don’t see it for now.")
        title = _("People see it: %(title)s") if case.is_out else _("No longer shown: %(title)s")
        return title, sentences(
            _("The moderators changed their decision on “%(title)s”.") % {"title": case.title}, now
        )

    author = owner_of(case.author_id, case.organisation_id)
    if author is None or take_back(to=author, thread=f"moderation:{case.pk}"):
        _tell_author(case, words, f"changed:{at:%Y%m%d%H%M%S}", at)
    elif restored:
        tell_author_of_decision(case, at)


def tell_author_of_answer(appeal: Appeal, at: datetime) -> None:
    """The author learns what came of their appeal."""

    def words() -> tuple[Prose, Prose]:
        text = (
            _("Your appeal about “%(title)s” is accepted: people see it.")
            if appeal.accepted
            else _("Your appeal about “%(title)s” is not accepted: people don’t see it.")
        )
        answer = (
            _("What they answer:\n%(words)s") % {"words": quoted(appeal.words, _("the moderators"))}
            if appeal.referred_at is None
            else _("The general assembly voted.")
        )
        title = (
            _("Your appeal is accepted: %(title)s")
            if appeal.accepted
            else _("Your appeal is not accepted: %(title)s")
        )
        return title, paragraphs(text % {"title": appeal.case.title}, answer)

    _tell_author(appeal.case, words, f"appeal:{appeal.pk}:{at:%Y%m%d%H%M%S}", at)


def tell_reporters(case: Case, reports: Iterable[Report], at: datetime) -> None:
    """Whoever reported it learns what came of it, if we can reach them."""

    def words() -> Words:
        text = (
            _("You reported “%(title)s”. The moderators have read it, and left it where it is.")
            if case.is_out
            else _("You reported “%(title)s”. The moderators have read it: people no longer see it.")
        )
        title = (
            _("Left where it is: “%(title)s”, reported by you")
            if case.is_out
            else _("Taken out: “%(title)s”, reported by you")
        )
        return Words(
            title=title % {"title": case.title},
            text=paragraphs(text % {"title": case.title}, _("Thank you for having told them.")),
            url=reverse("notices:list"),
            see=_("See your messages"),
        )

    for report in reports:
        key = f"report:{report.pk}:{at:%Y%m%d%H%M%S}"
        if report.email:
            with override(settings.LANGUAGE_CODE):
                mail = words()
                title, body = mail.title, paragraphs(_("Hello,"), mail.text)
            send_unread_by_staff = partial(send, chamber_id=report.chamber_id, staff_reads=False)
            send_unread_by_staff(to=report.email, subject=title, body=body, key=key, at=at)
        elif owner := owner_of(report.reporter_id, report.reporter_organisation_id):
            tell_once(REPORT_OUTCOME, to=owner, words=words, key=key, at=at)


def update_reported(case: Case, at: datetime, *, even_if_told: bool = True) -> None:
    """Those who may decide learn that a thing is in the queue again (`even_if_told`: those told before, too)."""
    _update(REPORTED_THING, deciders(case, content_of(case)), REPORTED, case, at, even_if_told=even_if_told)


def _write_reported(notice: Any) -> Words | None:
    """Nothing once it is decided, or taken out."""
    case = notice.about
    if case.state != Case.State.WAITING or not any(may_decide(reader, case) for reader in readers_of(notice)):
        return None
    text = _("Several people reported “%(title)s”. It stays where people see it until you decide.")
    title = _("To decide: several people reported “%(title)s”")
    return _about_case(case, title, text % {"title": case.title}, _("Read it and decide"))


def update_appeal(appeal: Appeal, at: datetime) -> None:
    """Those who did not make the decision learn that it is contested. Where nobody is free to answer, the board, which
    then decides nothing of it, and the author learn that the assembly votes, and what holds until then.
    """
    case = appeal.case
    if appeal.referred_at is None:
        _update(CONTESTED, appeal_deciders(appeal, content_of(case)), APPEAL, appeal, at, even_if_told=False)
        return

    def words() -> tuple[Prose, Prose]:
        votes = _("Nobody else is free to decide: the next general assembly of the association votes.")
        seen_text, hidden_text = _("Until then, people see it again."), _("Until then, people don’t see it.")
        return _("The assembly votes on your appeal: %(title)s"), sentences(
            votes, seen_text if appeal.is_shown else hidden_text
        )

    _tell_author(case, words, f"referred:{appeal.pk}", at)
    _update(CONTESTED, serving(case.organisation_id, {Role.BOARD}), APPEAL, appeal, at, even_if_told=False)


def take_back_referral(case: Case) -> None:
    """The author took their appeal back: what they have not had yet of the vote is no longer told."""
    author = owner_of(case.author_id, case.organisation_id)
    if author is not None:
        take_back(to=author, thread=f"moderation:{case.pk}:referred")


def _write_appeal(notice: Any) -> Words | None:
    """Nothing once it is answered, or taken back."""
    appeal = notice.about
    is_referred = appeal.referred_at is not None
    is_judge = is_referred or any(may_decide_appeal(reader, appeal) for reader in readers_of(notice))
    if appeal.accepted is not None or appeal.withdrawn_at is not None or not is_judge:
        return None
    text = (
        _(
            "The author of “%(title)s” asks for another look, and nobody else is free to decide: the next "
            "general assembly votes. What they write:\n%(text)s"
        )
        if is_referred
        else _("The author of “%(title)s” asks for another look. What they write:\n%(text)s")
    )
    facts = {"title": appeal.case.title, "text": quoted(appeal.text, _("the author"))}
    title = (
        _("The assembly votes on an appeal: %(title)s")
        if is_referred
        else _("To decide: an appeal about “%(title)s”")
    )
    see = _("See it") if is_referred else _("Read it and decide")
    return _about_case(appeal.case, title, text % facts, see)


def update_waiting(readers: Sequence[Viewer], organisation: Organisation, at: datetime) -> None:
    """Once a day and reader: how many things wait for too long."""
    today = Notice.objects.filter(kind=WAITING.code, created_at__date=timezone.localdate(at))
    notices_of_readers = today.filter(owner__in=[reader.actor.party_id for reader in readers])
    told_parties = set(
        notices_of_readers.filter(organisation_id=organisation.pk).values_list("owner", flat=True)
    )
    readers_to_tell = [reader for reader in readers if reader.actor.party_id not in told_parties]
    _update(WAITING_THINGS, readers_to_tell, WAITING, organisation, at)


def _write_waiting(notice: Any) -> Words | None:
    """Nothing once all is read."""
    number = count_late(notice.about.pk, timezone.now())
    if not number or not any(may_read_queue(reader, notice.about.pk) for reader in readers_of(notice)):
        return None
    facts = {"waiting": number, "delay": ours(delay_text(notice.about.pk))}
    text = ngettext(
        "%(waiting)d thing waits for the moderators, for %(delay)s.",
        "%(waiting)d things wait for the moderators, for %(delay)s.",
        number,
    )
    return Words(
        title=ngettext(
            "To moderate: %(waiting)d thing has waited for %(delay)s",
            "To moderate: %(waiting)d things have waited for %(delay)s",
            number,
        )
        % facts,
        text=text % facts,
        url=reverse("moderation:queue"),
        see=_("Open the queue"),
    )


REPORTED_THING = Topic("moderation.reported", _write_reported, of=Case)
CONTESTED = Topic("moderation.appeal", _write_appeal, of=Appeal)
WAITING_THINGS = Topic("moderation.waiting", _write_waiting, of=Organisation)
TOPICS = [REPORTED_THING, CONTESTED, WAITING_THINGS]


def _tell_author(case: Case, words: Callable[[], tuple[Prose, Prose]], event: str, at: datetime) -> None:
    """`words` gives the title and the text, of which both may hold the title of the thing."""
    author, key = owner_of(case.author_id, case.organisation_id), f"moderation:{case.pk}:{event}"

    def whole() -> Words:
        title, text = words()
        return Words(
            title=title % {"title": case.title},
            text=text,
            url=reverse("moderation:decision", args=[case.pk]),
            see=_("See it") if case.is_out else _("See the decision, or contest it"),
        )

    if author is not None:
        tell_once(DECIDED, to=author, words=whole, key=key, at=at)
        return
    kind, content = kind_of(case), content_of(case)
    if kind is not None and content is not None:
        with override(case.author.language or settings.LANGUAGE_CODE):
            outside = whole()
            kind.write_outside(subject=content, title=outside.title, text=outside.text, key=key, at=at)


def _about_case(case: Case, title: Prose, text: Prose, see: Prose) -> Words:
    """Its page among what waits. `title` may hold the title of the thing; `see` says what one does there."""
    url = reverse("moderation:case", args=[case.pk])
    return Words(title=title % {"title": case.title}, text=text, url=url, see=see)


def _update(
    topic: Topic,
    readers: Iterable[Viewer],
    kind: Kind,
    about: Model,
    at: datetime,
    *,
    even_if_told: bool = True,
) -> None:
    """Once for each human being."""
    memberships = Membership.objects.filter(pk__in=[viewer.membership_id for viewer in readers])
    by_user = {
        membership.user_id: membership for membership in memberships.select_related("user", "organisation")
    }
    refresh_messages(topic, by_user.values(), kind=kind, about=about, even_if_told=even_if_told, at=at)
