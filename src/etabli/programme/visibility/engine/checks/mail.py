"""What the records of a domain say of who may write in its name (SPF, RFC 7208; DMARC, RFC 7489)."""

from collections.abc import Sequence

OPEN_TO_ALL = {"+all", "all", "?all"}


def names_senders(records: Sequence[str]) -> bool:
    """Whether exactly one SPF record says who may send, and says it of the others too."""
    spf = [text.strip().lower() for text in records if text.strip().lower().startswith("v=spf1")]
    words = spf[0].split() if len(spf) == 1 else []
    is_closed = any(word in {"-all", "~all"} or word.startswith("redirect=") for word in words)
    return is_closed and not OPEN_TO_ALL & set(words)


def refuses_forgery(records: Sequence[str]) -> bool:
    """Whether a DMARC record asks that what is forged be put aside or refused."""
    said = [text.strip().lower().replace(" ", "") for text in records]
    dmarc = [text for text in said if text.startswith("v=dmarc1")]
    return len(dmarc) == 1 and bool({"p=quarantine", "p=reject"} & set(dmarc[0].split(";")))
