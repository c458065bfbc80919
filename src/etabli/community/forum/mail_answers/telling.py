"""What the author of an answer by mail is told: why it was not published, with what they wrote; that it waits. Once,
and a few times a day at most, so that two machines never write to each other."""

from datetime import datetime, timedelta

from django.conf import settings

from etabli.community.forum.models import MailAnswer, Post
from etabli.community.forum.notices import address_of as page_of
from etabli.foundation.notices.notice_mails import sender_of, whole_mail
from etabli.foundation.notices.owners import chamber_of
from etabli.foundation.notify.prose import Prose, gettext as _, link, ours, paragraphs, quoted, sentences
from etabli.foundation.notify.queue import send
from etabli.foundation.people.models import Membership

MAX_PER_DAY = 10  # mails that write back to one person


def may_write_back(row: MailAnswer, at: datetime) -> bool:
    """Whether they were not told too often since yesterday."""
    lately = MailAnswer.objects.filter(party=row.party_id, notified_at__gt=at - timedelta(days=1))
    return lately.exclude(pk=row.pk).count() < MAX_PER_DAY


def tell_not_published(row: MailAnswer, member: Membership, reason: str, text: str, *, at: datetime) -> None:
    """Why it was not, and what they wrote: nothing of it is lost."""
    says = sentences(_("Your answer by e-mail was not published."), ours(reason))
    given_back = paragraphs(_("Here is what you wrote:"), quoted(text, member.user.name)) if text else ""
    _send(
        row,
        member,
        _("Your answer was not published: %(title)s"),
        paragraphs(says, _link(row), given_back),
        at,
    )


def tell_other_address(row: MailAnswer, member: Membership, sender: str, *, at: datetime) -> None:
    """Somebody answered by their address from another one."""
    says = _(
        "An e-mail from %(address)s answers this question in your name. It was not published: we only take answers "
        "from the address at which we write to you. Was it you? Send it again from this one, or answer on the page."
    ) % {"address": sender}
    _send(row, member, _("Your answer was not published: %(title)s"), paragraphs(says, _link(row)), at)


def tell_published(row: MailAnswer, member: Membership, post: Post, *, pictures: int, at: datetime) -> None:
    """What they don't see by themselves."""
    says = _("Your answer by e-mail is published.")
    if not post.is_out:
        says = _("Your answer by e-mail came. A moderator reads it before it is published.")
    left_out = _("Answers hold text alone: the pictures of your e-mail are left out.") if pictures else ""
    _send(row, member, _("Your answer: %(title)s"), paragraphs(sentences(says, left_out), _link(row)), at)


def _link(row: MailAnswer) -> Prose:
    address = f"{settings.BASE_URL}{page_of(row.thread)}"
    return _("%(see)s:\n%(url)s") % {"see": _("See the question"), "url": link(address)}


def _send(row: MailAnswer, member: Membership, subject: Prose, text: Prose, at: datetime) -> None:
    send(
        to=member.user.email,
        subject=subject % {"title": row.thread.title},
        body=whole_mail(member, text),
        key=f"forum.mail_answer:{row.pk}",
        chamber_id=chamber_of(member),
        staff_reads=False,
        sender=sender_of(member),
        by_stranger=False,
        at=at,
    )
