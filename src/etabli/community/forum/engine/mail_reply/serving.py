"""The child's side: a mail comes in, what was read of it goes out."""

import json
from typing import BinaryIO

from etabli.community.forum.engine.mail_reply.envelope import read_envelope
from etabli.community.forum.engine.mail_reply.reading import Kind, read_reply


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """A line that holds the markers of our mails, one for each language, then the mail. Pictures are only counted."""
    markers: list[str] = json.loads(source.readline())["markers"]
    mail = source.read()
    # The marker of the language in which it was written cuts most; another one is not there.
    reply = min((read_reply(mail, marker=marker) for marker in markers), key=lambda reply: len(reply.text))
    envelope = read_envelope(mail)
    answer = {
        "kind": Kind.AUTOMATIC if envelope.is_automatic else reply.kind,
        "text": reply.text,
        "is_cut": reply.is_cut,
        "pictures": len(reply.images) + reply.images_left_out,
        "sender": envelope.sender,
        "recipients": envelope.recipients,
        "number": envelope.number,
    }
    target.write(json.dumps(answer).encode())
