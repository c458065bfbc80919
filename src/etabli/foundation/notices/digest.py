"""The daily mail: what was told since the last one and isn't read yet, in one."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language, override

from etabli.foundation.notices.budget import attach_to_mail, may_reach
from etabli.foundation.notices.kinds import kinds
from etabli.foundation.notices.links import ALL_KINDS, silence_url
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.notice_mails import postpone, reply_of, sender_of, whole_mail
from etabli.foundation.notices.owners import Owner, address_of, chamber_of, entry_url, language_of, owner_of
from etabli.foundation.notices.topic_messages import freeze, try_to_write_words
from etabli.foundation.notify.prose import (
    gettext as _,
    lines,
    link as our_link,
    ngettext,
    ours,
    paragraphs,
    subject_of_several,
)
from etabli.foundation.notify.queue import send

MAX_AT_ONCE = 200  # owners written to in one tick; the next tick goes on


def send_digests(at: datetime) -> int:
    """Write one mail to each owner whose hour has come; says how many. Safe to run twice or late."""
    due = Notice.objects.filter(digest_due_at__lte=at).order_by()
    owners = list(due.values_list("owner_id", "organisation_id").distinct()[:MAX_AT_ONCE])
    return sum(_send_one(party, organisation_id, at) for party, organisation_id in owners)


@transaction.atomic
def _send_one(party: int, organisation_id: int | None, at: datetime) -> bool:
    """All that waits for this owner, that of a later hour included: they get one mail, not two."""
    waiting = Notice.objects.filter(owner=party, organisation_id=organisation_id, digest_due_at__isnull=False)
    notices = list(waiting.select_for_update().order_by("pk"))
    if not notices:  # another clock was quicker
        return False
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(digest_due_at=None)
    unread = _with_words([notice for notice in notices if notice.read_at is None], at)
    owner = owner_of(party, organisation_id)
    if owner is not None:
        unread = [notice for notice in unread if may_reach(notice, at)]
    if not unread or owner is None or not address_of(owner):
        return False
    for notice in unread:
        freeze(notice)
    with override(language_of(owner)):
        _queue_digest(owner, unread, at)
    return True


def _with_words(notices: list[Notice], at: datetime) -> list[Notice]:
    """Those that say something; one that can't be written is kept, for a mail of its own."""
    written = []
    for notice in notices:
        says_something = try_to_write_words(notice)
        if says_something is None:
            postpone([notice.pk], at)
        elif says_something:
            written.append(notice)
    return written


def _queue_digest(owner: Owner, notices: list[Notice], at: datetime) -> None:
    link = _("Read them:\n%(url)s") % {"url": our_link(entry_url(owner, reverse("notices:list"), at))}
    count = len(notices)
    opening = ngettext("Here is what was new:", "Here are the %(count)s things that were new:", count)
    texts = paragraphs(*(lines(notice.title, ours(notice.text)) for notice in notices))
    silence, text = silence_url(owner, ALL_KINDS), paragraphs(opening % {"count": count}, texts, link)
    reply = reply_of(notices[0]) if count == 1 else None  # of several, nobody would know which is answered
    is_unasked = all(kinds()[notice.kind].unasked for notice in notices)
    message = send(
        to=address_of(owner),
        subject=subject_of_several(notices[0].title, len(notices) - 1),
        body=whole_mail(owner, text, silence=silence, unasked=is_unasked, reply=reply),
        key=f"digest:{notices[-1].pk}",
        chamber_id=chamber_of(owner),
        unsubscribe=silence,
        language=get_language() or "",
        sender=sender_of(owner),
        reply_to=reply[0] if reply else "",
        staff_reads=all(kinds()[notice.kind].staff_reads for notice in notices),
        at=at,
    )
    attach_to_mail(notices, message)
