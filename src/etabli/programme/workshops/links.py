"""The number of a certificate of attendance: that of the sign-up, signed. Nothing is stored."""

from base64 import b32encode

from etabli.foundation.signed_links import LinkKind


def _letters(digest: bytes) -> str:
    """Eight letters, without 0 and 1, which a hand confuses with o and l."""
    letters = b32encode(digest).decode().lower()
    return f"{letters[:4]}-{letters[4:8]}"


CERTIFICATE = LinkKind(
    code="workshops.certificate",
    opens="what a certificate says today: the workshop, its days, and of the person the initials alone",
    doors=("workshops:check",),
    ends="the presence is unmarked, or the person erased",
    is_right=False,
    written=_letters,
)
