"""The mailbox to which answers come: a few mails each minute. A mail is marked in the box only once what it asked is
written: a machine that stops between the two reads it again, and finds that it was done."""

import logging
from datetime import datetime
from time import monotonic

from django.conf import settings
from django.db import DatabaseError

from etabli.community.forum.mail_answers.reading import BEGINNING_BYTES, MAX_BYTES
from etabli.community.forum.mail_answers.taking import Fate, take_mail
from etabli.foundation.notify.imap import Mailbox, NotReached, open_mailbox

MAX_AT_ONCE = 30  # the next minute goes on
PATIENCE_SECONDS = 120  # a box that answers slowly gives the clock back
log = logging.getLogger("etabli.forum")


def read_mailbox(at: datetime) -> int:
    """Take what has come since; says how many mails. A box that can't be read is told in the log, and tried again."""
    if settings.REPLY_MAILBOX is None or not settings.REPLY_ADDRESS:
        return 0
    count, deadline = 0, monotonic() + PATIENCE_SECONDS
    try:
        with open_mailbox(settings.REPLY_MAILBOX) as box:
            for uid in box.waiting()[:MAX_AT_ONCE]:
                if monotonic() > deadline:
                    break
                count += _take(box, uid, at)
    except NotReached as failure:
        log.error("the mailbox of answers can't be read (etabli check says more): %s", failure)
    return count


def _take(box: Mailbox, uid: int, at: datetime) -> bool:
    size = box.size(uid)
    if size is None:  # somebody took it away meanwhile
        return False
    is_whole = size <= MAX_BYTES
    content = box.content(uid, MAX_BYTES if is_whole else BEGINNING_BYTES)
    if content is None:
        return False
    if _fate(content, is_whole, at) is Fate.DONE:
        box.mark_answered(uid)
    else:
        box.leave(uid)
    return True


def _fate(content: bytes, is_whole: bool, at: datetime) -> Fate:
    try:
        return take_mail(content, is_whole=is_whole, at=at)
    except DatabaseError:  # of no fault of the mail: it waits
        raise
    except Exception as error:  # whatever is wrong with one mail must not hold up the others
        log.exception("a mail could not be taken: %s", type(error).__name__)
        return Fate.LEFT
