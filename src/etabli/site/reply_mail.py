"""The settings of answers by mail: without an address to answer to, no mail offers it (forum/reply_addresses.py)."""

from ipaddress import ip_address
from urllib.parse import unquote

from etabli.foundation.notify.imap import MailboxAddress
from etabli.site.environment import BadEnvironment, env_int, env_mails, env_secret, split_address

__all__ = ["REPLY_ADDRESS", "REPLY_DAYS", "REPLY_MAILBOX"]

IMAP_PORTS = {"imap": 143, "imap+tls": 993}
MAX_NAME_LENGTH = 20  # what stands before the @ is 64 at most (RFC 5321), with the key that we add


def _reply_address() -> str:
    addresses = env_mails("ETABLI_REPLY_ADDRESS")
    if not addresses:
        return ""
    address = addresses[0].lower()
    name = address.partition("@")[0]
    if len(addresses) > 1 or "+" in name or len(name) > MAX_NAME_LENGTH:
        raise BadEnvironment(
            f"ETABLI_REPLY_ADDRESS is {', '.join(addresses)}: write one address, without +, with at most "
            f"{MAX_NAME_LENGTH} characters before the @, like repondre@example.org."
        )
    return address


def mailbox_from_url(url: str) -> MailboxAddress | None:
    """The folder that holds the answers. `imap+tls://user@host:993/FOLDER`; without TLS (`imap://`) only on this very
    machine. The password may be left to IMAP_PASSWORD; an account that is an address has %40 for its @."""
    if not url:
        return None
    parts = split_address("IMAP_URL", url)
    if parts.scheme not in IMAP_PORTS or not parts.hostname or not parts.username:
        raise BadEnvironment("IMAP_URL can't be used: write imap+tls://user@mail.example.org:993/INBOX.")
    if parts.scheme == "imap" and not _is_this_machine(parts.hostname):
        raise BadEnvironment("IMAP_URL has no TLS: its password would be read on the way. Write imap+tls://.")
    password = unquote(parts.password or "") or env_secret("IMAP_PASSWORD")
    address = MailboxAddress(
        host=parts.hostname,
        port=parts.port or IMAP_PORTS[parts.scheme],
        user=unquote(parts.username),
        password=password,
        folder=unquote(parts.path.strip("/")) or "INBOX",
        has_tls=parts.scheme == "imap+tls",
    )
    if not all(text.isascii() and text.isprintable() for text in (address.user, password, address.folder)):
        raise BadEnvironment(
            "IMAP_URL and IMAP_PASSWORD take plain letters, digits and signs, without accents."
        )
    return address


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


REPLY_ADDRESS: str = _reply_address()  # repondre@example.org: mails bear repondre+KEY@example.org
REPLY_DAYS: int = env_int("ETABLI_REPLY_DAYS", 90, minimum=1)  # how long one may answer a mail
REPLY_MAILBOX: MailboxAddress | None = mailbox_from_url(env_secret("IMAP_URL"))  # where they are read
if bool(REPLY_ADDRESS) != bool(REPLY_MAILBOX):
    raise BadEnvironment(
        "ETABLI_REPLY_ADDRESS and IMAP_URL go together: mails would offer an answer that nobody reads. Write both."
    )
