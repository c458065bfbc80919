"""A queued message as the mail that leaves: text, HTML, calendar, headers."""

from email.utils import formataddr, parseaddr

from django.conf import settings

from etabli.foundation.notify.calendar import method_of
from etabli.foundation.notify.links import MESSAGE
from etabli.foundation.notify.mail_layout import html_of, text_of
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.transport import Mail


def mail_of(message: Message) -> Mail:
    """The mail; the same at each attempt, but for its date."""
    headers = {"Message-ID": number_of(message), "Auto-Submitted": "auto-generated"}
    if message.unsubscribe:  # RFC 8058: a mail program may stop these mails by itself
        headers["List-Unsubscribe"] = f"<{message.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if message.reply_to:
        headers["Reply-To"] = message.reply_to
    mail = Mail(message.subject, text_of(message.body), _sender_of(message), to=[message.to], headers=headers)
    mail.attach_alternative(html_of(message.subject, message.body, message.language), "text/html")
    if message.calendar:
        mail.invite(message.calendar, method_of(message.calendar))
    return mail


def _sender_of(message: Message) -> str:
    """Our own address, whoever writes: what comes back by mail comes back to us."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((message.sender or name, address))


def number_of(message: Message) -> str:
    """Its Message-ID: the row's number, and what only this installation can make of it."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "etabli.invalid"
    return f"<{MESSAGE.token(message.pk).replace('-', '.')}@{domain}>"


def message_of(number: str) -> Message | None:
    """The message that bears this Message-ID, as a report of failure quotes it; None when it isn't ours."""
    name, _at_sign, _domain = number.strip().strip("<>").partition("@")
    return MESSAGE.row(name.replace(".", "-"), Message.objects.all())
