"""The links to a questionnaire, and the random texts that its pages and mails carry.

The database holds only what can be drawn from these, never them.
"""

import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256

from etabli.foundation.signed_links import LinkKind
from etabli.programme.surveys.rules import OPEN_DAYS

INVITED = LinkKind(
    code="surveys.invited",
    opens="the questionnaire of one session, without a name: a random text, of which a digest is kept",
    doors=("surveys:invited",),
    once=True,
    ends="used, or sixty days after the session",
)
ROOM = LinkKind(
    code="surveys.room",
    opens="the questionnaire of one session: the code of eight letters that is shown in the room",
    doors=("surveys:answer",),
    ends="sixty days after the session, or as many answers as people present",
    is_right=False,
)
ANSWERED = LinkKind(
    code="surveys.answered",
    opens="nothing: the cookie by which a telephone that has answered is thanked instead of asked again",
    lasts=OPEN_DAYS,
    ends="its time",
    is_right=False,
)


def new_token() -> str:
    """22 signs that nobody guesses."""
    return secrets.token_urlsafe(16)


def key_of(sheet: str) -> str:
    """The key of the answer that a filled page brings: the same page, sent twice, has the same."""
    return urlsafe_b64encode(sha256(f"sheet:{sheet}".encode()).digest())[:22].decode()


def digest_of(link: str) -> str:
    """What is kept of the text of a mail's link."""
    return sha256(f"link:{link}".encode()).hexdigest()
