"""The key in the address by which one person may answer one question by mail. No page takes it."""

from base64 import b32encode

from etabli.foundation.signed_links import LinkKind


def _in_small_letters(digest: bytes) -> str:
    """120 bits in 24 letters and digits: mail servers may write an address all in small letters."""
    return b32encode(digest[:15]).decode().lower()


REPLY = LinkKind(
    code="forum.reply",
    opens="an answer to one question by mail, from the address of whoever was told of it, in their name",
    ends="after `ETABLI_REPLY_DAYS`; the question takes no more answers, they may read it no more or are a member no "
    "more, their address changes",
    is_right=False,
    written=_in_small_letters,
)
