"""Mails that answer, as programs and strangers write them."""

from email.message import EmailMessage

from etabli.community.association.models import Member
from etabli.community.forum.models import Thread
from etabli.community.forum.reply_addresses import reply_address, right_until
from tests.community.conftest import AT

WORDS = "Le registre nomme le titulaire : demandez-lui un extrait."


def key_of(member: Member, thread: Thread) -> str:
    """The address that they were given today."""
    return reply_address(right_until(member.user.party_id, thread.pk, AT.date()))


def written(member: Member, thread: Thread, text: str = WORDS, **headers: str) -> EmailMessage:
    """Their answer by mail, without what it quotes; a header given as "" is left out."""
    mail = EmailMessage()
    given = {
        "From": f"Somebody <{member.user.email}>",
        "To": key_of(member, thread),
        "Subject": f"Re: {thread.title}",
        "Message-ID": "<1@mail.example>",
        "Date": "Wed, 02 Dec 2026 09:00:00 +0100",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in given.items():
        if value:
            mail[name] = value
    mail.set_content(text)
    return mail
