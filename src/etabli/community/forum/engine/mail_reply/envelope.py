"""Of a mail, who wrote it, to which addresses it came, and what tells it from all others."""

from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses

from etabli.community.forum.engine.mail_reply.automatic import is_automatic

_MAX_HEADERS = 200_000  # bytes
_MAX_ADDRESSES = 100
_MAX_ADDRESS_LENGTH = 254
_ARRIVAL_HEADERS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "resent-to")


@dataclass(frozen=True)
class Envelope:
    """`sender`: the one address that it says it is from, in small letters; "" where it says none, or several: whether
    that is true, nothing in the mail proves. `number`: its Message-ID and its date, as they stand. `is_automatic`: a
    machine sent it."""

    sender: str = ""
    recipients: tuple[str, ...] = ()
    number: str = ""
    is_automatic: bool = False


def read_envelope(mail: bytes) -> Envelope:
    """The envelope of this mail (RFC 5322), or of its beginning. Never raises."""
    message = message_from_bytes(_headers(mail), policy=compat32)
    senders = _addresses(message, "from")
    recipients = [address for name in _ARRIVAL_HEADERS for address in _addresses(message, name)]
    number = " ".join(str(message.get(name, "")).strip() for name in ("message-id", "date"))
    return Envelope(
        senders[0] if len(senders) == 1 and len(message.get_all("from", [])) == 1 else "",
        tuple(dict.fromkeys(recipients))[:_MAX_ADDRESSES],
        number.strip(),
        is_automatic(message),
    )


def _headers(mail: bytes) -> bytes:
    beginning = mail[:_MAX_HEADERS].replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip(b"\n")
    return beginning.partition(b"\n\n")[0] + b"\n\n"


def _addresses(message: Message, name: str) -> list[str]:
    """Those of this header, in small letters, without what can't be one."""
    values = [str(value) for value in message.get_all(name, [])]
    addresses = [address.strip().lower() for _name, address in getaddresses(values) if address]
    return [address for address in addresses if "@" in address and len(address) <= _MAX_ADDRESS_LENGTH]
