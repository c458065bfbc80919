"""Random texts that a page or a mail carries; the database holds only what can be drawn from them, never them."""

import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256


def new_token() -> str:
    """22 signs that nobody guesses."""
    return secrets.token_urlsafe(16)


def key_of(sheet: str) -> str:
    """The key of the answer that a filled page brings: the same page, sent twice, has the same."""
    return urlsafe_b64encode(sha256(f"sheet:{sheet}".encode()).digest())[:22].decode()


def digest_of(link: str) -> str:
    """What is kept of the text of a mail's link."""
    return sha256(f"link:{link}".encode()).hexdigest()
