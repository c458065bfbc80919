"""The mail of a notice, written when it leaves: to the address, and with the links, of that instant."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import override

from etabli.foundation.notices.budget import attach_to_mail, may_reach
from etabli.foundation.notices.kinds import kinds, topics
from etabli.foundation.notices.links import silence_url
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.owners import (
    Owner,
    address_of,
    chamber_of,
    entry_url,
    name_of,
    organisation_of,
    owner_of,
)
from etabli.foundation.notices.texts.recipients import goes_by_text
from etabli.foundation.notices.texts.sending import queue_text
from etabli.foundation.notices.topic_messages import drop_unless_shown, freeze, write_words
from etabli.foundation.notify.calendar import Meeting, calendar_file
from etabli.foundation.notify.delivery import deliver
from etabli.foundation.notify.mail_layout import SIGNATURE
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.prose import (
    Prose,
    gettext as _,
    lines,
    link as our_link,
    ngettext,
    ours,
    paragraphs,
    strong,
)
from etabli.foundation.notify.queue import queue
from etabli.foundation.people.links import link_url
from etabli.foundation.people.models import Person
from etabli.foundation.ui.language import with_language

RETRY_DELAY = timedelta(hours=1)  # a mail whose words could not be written
log = logging.getLogger("etabli.notices")

type Reply = tuple[str, Prose]
MAX_AT_ONCE = 200  # mails written in one tick; the next tick goes on


def send_due(at: datetime) -> int:
    """Write and send the mails whose instant has come; says how many left. Safe to run twice or late."""
    due = Notice.objects.filter(leaves_at__lte=at).order_by("leaves_at", "pk")
    return sum(send_notice_mail(pk, at) for pk in due.values_list("pk", flat=True)[:MAX_AT_ONCE])


def send_notice_mail(notice_id: int, at: datetime) -> bool:
    """Write and send the mail of one notice, if it is due; says whether it has left. One that can't be written is kept,
    tried again every hour, and told to the staff (`notices.tell_of_failed`).
    """
    try:
        message = queue_mail(notice_id, until=at)
    except Exception:  # whatever is wrong with one message must not hold up the others
        log.exception("message %s could not be written", notice_id)
        postpone([notice_id], at)
        return False
    return message is not None and message.due_at <= at and deliver(message.pk, at)


def postpone(notices: Iterable[int], at: datetime) -> None:
    """These could not be written: they wait, each for its own mail."""
    Notice.objects.filter(pk__in=notices).update(
        leaves_at=at + RETRY_DELAY, digest_due_at=None, failed_at=Coalesce("failed_at", Value(at))
    )


@transaction.atomic
def queue_mail(notice_id: int, *, until: datetime | None = None) -> Message | None:
    """Put the mail of a notice in the queue, if it is to leave (`until` then) and its reader is still there; its text
    message, for whom no mail reaches."""
    waiting = Notice.objects.filter(pk=notice_id, leaves_at__isnull=False).select_for_update(of=("self",))
    notice = waiting.select_related("owner", "link__person").first()
    if notice is None or notice.leaves_at is None or (until is not None and notice.leaves_at > until):
        return None
    due_at, notice.leaves_at, notice.failed_at = notice.leaves_at, None, None
    notice.save(update_fields=["leaves_at", "failed_at"])
    # What was said to somebody is theirs though they have left meanwhile; how things stand there is not.
    owner = owner_of(notice.owner_id, notice.organisation_id, even_left=not notice.topic)
    if not write_words(notice):  # nothing is left to tell them, here or by mail
        drop_unless_shown(notice)
        return None
    if owner is not None and not may_reach(notice, until or due_at):
        return None
    if owner is None or not (address_of(owner) or goes_by_text(owner, notice)):
        return None
    freeze(notice)
    if isinstance(owner, Person) and not address_of(owner):
        queue_text(notice, owner, due_at)
        return None
    message = _mail_of(notice, owner, due_at)
    attach_to_mail([notice], message)
    return message


def whole_mail(
    owner: Owner,
    text: Prose,
    *,
    contact: str = "",
    why: str = "",
    silence: str = "",
    unasked: bool = False,
    reply: Reply | None = None,
) -> Prose:
    """A whole mail: the greeting, the text, how one may answer it, who writes and how they are reached, why one gets
    it, how to stop it, or to have a rest from all that is `unasked`."""
    organisation = organisation_of(owner)
    parts = [_("Hello %(name)s,") % {"name": name_of(owner)}, text]
    if reply is not None:
        parts = [reply_line(), *parts, reply[1]]
    if isinstance(owner, Person):
        parts.append(_("This link is yours alone: keep it."))
    parts.append(
        lines(
            SIGNATURE,
            contact,
            organisation.name,
            strong(", ".join(filter(None, [organisation.phone, organisation.hours]))),
        )
    )
    if why:
        parts.append(_("Why this e-mail: %(why)s.") % {"why": why})
    if silence and unasked:
        parts.append(unsubscribe_text(silence))
    elif silence:
        parts.append(_("To get no more of these e-mails:\n%(url)s") % {"url": our_link(silence)})
    return paragraphs(*parts)


def reply_line() -> Prose:
    """The first line of a mail that one may answer: below it, programs bring back the mail itself."""
    return _("To answer, write above this line.")


def reply_of(notice: Notice) -> Reply | None:
    """The address by which its reader may answer its mail, and the sentence that says so. Not one that a stranger
    caused: it may leave with others."""
    return topics()[notice.topic].reply(notice) if notice.topic and not notice.by_stranger else None


def unsubscribe_text(silence: str) -> Prose:
    """At the foot of what nobody asked for: how many such messages come, and the page with "not now" and "no more"."""
    limit = settings.UNASKED_A_YEAR
    number = ngettext(
        "You get at most %(number)d message a year that you did not ask for: this is one.",
        "You get at most %(number)d messages a year that you did not ask for: this is one.",
        limit,
    )
    ways = _("Not now, or no more of these e-mails:\n%(url)s")
    return paragraphs(number % {"number": limit}, ways % {"url": our_link(silence)})


def sender_of(owner: Owner, contact: str = "") -> str:
    """In whose name a mail to them is written: who answers for it, of which organisation."""
    return ", ".join(filter(None, [contact, organisation_of(owner).name]))


def _mail_of(notice: Notice, owner: Owner, due_at: datetime) -> Message:
    kind, address, language = (
        kinds()[notice.kind],
        address_of(owner),
        notice.language or settings.LANGUAGE_CODE,
    )
    with override(language):
        reply = reply_of(notice)
        silence = "" if kind.always_mailed else silence_url(owner, kind.code)
        return queue(
            to=address,
            subject=notice.title,
            body=_body(notice, owner, silence, reply),
            key=notice.key,
            chamber_id=chamber_of(owner),
            calendar=_calendar_for(notice, address),
            unsubscribe=silence,
            staff_reads=kind.staff_reads,
            by_stranger=notice.by_stranger,
            at=notice.created_at,
            due_at=due_at,
            language=language,
            sender=sender_of(owner, notice.contact),
            reply_to=reply[0] if reply else "",
        )


def _body(notice: Notice, owner: Owner, silence: str, reply: Reply | None) -> Prose:
    at = notice.created_at
    url = link_url(notice.link, to=notice.url) if notice.link else entry_url(owner, notice.url, at)
    leads = _("%(see)s:\n%(url)s") % {"see": notice.see, "url": our_link(url)}
    kind = kinds()[notice.kind]
    why = str(kind.label)
    text = paragraphs(ours(notice.text), leads)
    why = why[:1].lower() + why[1:]
    return whole_mail(
        owner, text, contact=notice.contact, why=why, silence=silence, unasked=kind.unasked, reply=reply
    )


def _calendar_for(notice: Notice, address: str) -> str:
    """A calendar is read by colleagues and family: the entry never holds the link to somebody's whole space."""
    meeting = topics()[notice.topic].meeting(notice) if notice.topic else notice.meeting
    if meeting is None:
        return ""
    meeting = meeting if isinstance(meeting, Meeting) else Meeting.from_json(meeting)
    url = with_language(meeting.url or f"{settings.BASE_URL}{notice.url}", notice.language)
    return calendar_file(replace(meeting, url=url), at=notice.created_at, to=address)
