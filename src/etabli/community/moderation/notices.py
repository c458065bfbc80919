"""What moderation tells: authors what was decided and why, reporters what came of it, moderators what waits."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from etabli.community.moderation.models import Appeal, Case, Report
from etabli.community.moderation.reasons import said
from etabli.community.moderation.rules import deciders, others_for
from etabli.community.moderation.things import kind_of, thing_of
from etabli.community.neutrality.serving import serving
from etabli.foundation.notices.owners import owner_of
from etabli.foundation.notices.telling import take_back, tell
from etabli.foundation.notify.prose import Prose, ngettext, paragraphs, quoted, sentences
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.notify.queue import send
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.rooms import Kind

AUTHORS = frozenset({Role.ARTISAN, Role.MEMBER, Role.BOARD, Role.MODERATOR})
READERS = frozenset({Role.MODERATOR, Role.BOARD})
EVERYBODY = frozenset(Role) - {Role.NOBODY, Role.BEARER}
DECIDED = Kind(
    "moderation.decided", gettext_lazy("What moderators decided on what you wrote"), AUTHORS, must=True
)
CAME_OF_IT = Kind("moderation.came_of_it", gettext_lazy("What came of what you reported"), EVERYBODY)
REPORTED = Kind("moderation.reported", gettext_lazy("Something that several people reported"), READERS)
APPEAL = Kind("moderation.appeal", gettext_lazy("Somebody contests a decision"), READERS)
WAITING = Kind("moderation.waiting", gettext_lazy("What waits to be read by moderators"), READERS)
KINDS = [DECIDED, CAME_OF_IT, REPORTED, APPEAL, WAITING]


def told_of_decision(case: Case, at: datetime) -> None:
    """The author learns that it is published, or why it is not and what they can do."""
    with override(settings.LANGUAGE_CODE):
        if case.is_out:
            title, text = (
                _("Published: %(title)s"),
                _("The moderators have read “%(title)s”. It is published."),
            )
        else:
            title = (
                _("Hidden: %(title)s") if case.state == Case.State.HIDDEN else _("Not published: %(title)s")
            )
            text = _(
                "The moderators have read “%(title)s”. People don’t see it.\n\nWhy:\n%(why)s\n\n"
                "You can correct it and hand it in again. You can also contest this decision: somebody else then "
                "decides or, if nobody else is free to, the general assembly of the association."
            )
        said_of = {"title": case.title, "why": quoted(said(case), _("the moderators"))}
        _tell_author(case, title % said_of, text % said_of, f"decided:{at:%Y%m%d%H%M%S}", at)


def told_of_change(case: Case, at: datetime) -> None:
    """A decision was taken back, or put in force again: what has not left is called back, else they are told."""
    author = owner_of(case.author_id, case.organisation_id)
    if author is not None and not take_back(to=author, thread=f"moderation:{case.pk}"):
        return
    with override(settings.LANGUAGE_CODE):
        now = _("People see it.") if case.is_out else _("People don’t see it for now.")
        text = _("The moderators changed their decision on “%(title)s”.") % {"title": case.title}
        title = _("Changed: %(title)s") % {"title": case.title}
        _tell_author(case, title, sentences(text, now), f"changed:{at:%Y%m%d%H%M%S}", at)


def told_of_answer(appeal: Appeal, at: datetime) -> None:
    """The author learns what came of their appeal."""
    case = appeal.case
    with override(settings.LANGUAGE_CODE):
        text = (
            _("Your appeal about “%(title)s” is accepted: people see it.")
            if appeal.accepted
            else _("Your appeal about “%(title)s” is not accepted: people don’t see it.")
        )
        answer = _("What they answer:\n%(words)s") % {"words": quoted(appeal.words, _("the moderators"))}
        title = _("Your appeal: %(title)s") % {"title": case.title}
        text = text % {"title": case.title}
        _tell_author(case, title, paragraphs(text, answer), f"appeal:{appeal.pk}:{at:%Y%m%d%H%M%S}", at)


def told_reporters(case: Case, reports: Iterable[Report], at: datetime) -> None:
    """Whoever reported it learns what came of it, if we can reach them."""
    with override(settings.LANGUAGE_CODE):
        title = _("What came of what you reported")
        text = (
            _("You reported “%(title)s”. The moderators have read it, and left it where it is.")
            if case.is_out
            else _("You reported “%(title)s”. The moderators have read it: people no longer see it.")
        ) % {"title": case.title}
        thanks = _("Thank you for having told them.")
        for report in reports:
            key = f"report:{report.pk}:{at:%Y%m%d%H%M%S}"
            if report.email:
                body = paragraphs(_("Hello,"), text, thanks)
                sealed = {"chamber_id": report.chamber_id, "staff_reads": False}
                send(to=report.email, subject=title, body=body, key=key, **sealed, at=at)
            elif owner := _owner(report):
                tell(
                    to=owner,
                    kind=CAME_OF_IT.code,
                    title=title,
                    text=paragraphs(text, thanks),
                    url=reverse("notices:list"),
                    see=_("See your messages"),
                    key=key,
                    at=at,
                )


def told_of_reports(case: Case, at: datetime) -> None:
    """Those who may decide learn that a thing is in the queue again."""
    with override(settings.LANGUAGE_CODE):
        text = _("Several people reported “%(title)s”. It stays where people see it until you decide.")
        _tell_deciders(
            deciders(case, thing_of(case)),
            case,
            REPORTED,
            _("Reported: %(title)s") % {"title": case.title},
            text % {"title": case.title},
            f"reported:{case.pk}:{at:%Y%m%d%H%M%S}",
            at,
        )


def told_of_appeal(appeal: Appeal, at: datetime) -> None:
    """Those who did not make the decision learn that it is contested. Where nobody is free to answer, the board and the
    author learn that the assembly votes, and what holds until then.
    """
    case = appeal.case
    with override(settings.LANGUAGE_CODE):
        if appeal.referred_at is None:
            who, text = (
                others_for(appeal, thing_of(case)),
                _("The author of “%(title)s” asks for another look. What they write:\n%(text)s"),
            )
        else:
            who, text = (
                serving(case.organisation_id, {Role.BOARD}),
                _(
                    "The author of “%(title)s” asks for another look, and nobody else is free to decide: the next "
                    "general assembly votes. What they write:\n%(text)s"
                ),
            )
            votes = _("Nobody else is free to decide: the next general assembly of the association votes.")
            now = (
                _("Until then, people see it again.")
                if appeal.is_shown
                else _("Until then, people don’t see it.")
            )
            title = _("Your appeal: %(title)s") % {"title": case.title}
            _tell_author(case, title, sentences(votes, now), f"referred:{appeal.pk}", at)
        _tell_deciders(
            who,
            case,
            APPEAL,
            _("Appeal: %(title)s") % {"title": case.title},
            text % {"title": case.title, "text": quoted(appeal.text, _("the author"))},
            f"appeal:{appeal.pk}",
            at,
        )


def told_of_waiting(readers: Sequence[Viewer], organisation_id: int, waiting: int, at: datetime) -> None:
    """Once a day and reader: how many things wait for too long."""
    with override(settings.LANGUAGE_CODE):
        for membership in _memberships(readers):
            tell(
                to=membership,
                kind=WAITING.code,
                title=_("Something waits to be read"),
                text=ngettext(
                    "%(waiting)d thing waits for the moderators, for more than a day.",
                    "%(waiting)d things wait for the moderators, for more than a day.",
                    waiting,
                )
                % {"waiting": waiting},
                url=reverse("moderation:queue"),
                see=_("Open the queue"),
                key=f"moderation:waiting:{organisation_id}:{at:%Y%m%d}:{membership.user_id}",
                at=at,
            )


def _tell_author(case: Case, title: str, text: Prose, what: str, at: datetime) -> None:
    author, key = owner_of(case.author_id, case.organisation_id), f"moderation:{case.pk}:{what}"
    if author is None:
        kind, thing = kind_of(case), thing_of(case)
        if kind is not None and thing is not None:
            kind.write_outside(subject=thing, title=title, text=text, key=key, at=at)
        return
    tell(
        to=author,
        kind=DECIDED.code,
        title=title,
        text=text,
        url=reverse("moderation:decision", args=[case.pk]),
        see=_("See the decision, or contest it") if not case.is_out else _("See it"),
        key=key,
        at=at,
    )


def _tell_deciders(
    who: Sequence[Viewer], case: Case, kind: Kind, title: str, text: Prose, key: str, at: datetime
) -> None:
    for membership in _memberships(who):
        tell(
            to=membership,
            kind=kind.code,
            title=title,
            text=text,
            url=reverse("moderation:case", args=[case.pk]),
            see=_("Read it and decide"),
            key=f"{key}:{membership.user_id}",
            at=at,
        )


def _memberships(viewers: Iterable[Viewer]) -> list[Membership]:
    """One for each human being."""
    found = Membership.objects.filter(pk__in=[one.membership_id for one in viewers])
    return list({one.user_id: one for one in found.select_related("user", "organisation")}.values())


def _owner(report: Report) -> object:
    return owner_of(report.reporter_id, report.reporter_organisation_id)
