"""The address of a site, as people type it."""

import re
from contextlib import suppress
from urllib.parse import urlsplit

from etabli.programme.visibility.engine.checks.signs import SOCIAL_HOSTS

MAX_LENGTH = 300
ALLOWED_PORTS = {80, 443}
_NAME = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z][a-z0-9-]{0,61}[a-z0-9])"
)


class BadAddress(ValueError):
    """It is no address of a site; the text says what is wrong: "scheme", "person", "number", "name" or "network"."""


def site_address(text: str) -> str:
    """The host and the path, without the scheme: both are tried, the safe one first. Raises BadAddress."""
    text = text.strip().strip("<>\"'«»").strip()
    text = re.sub(
        r"^(?:https?:/*)+(?=https?:/)", "", text, flags=re.IGNORECASE
    )  # pasted after what stood there
    text = re.sub(
        r"^(https?):/*(?!/)", r"\1://", text, flags=re.IGNORECASE
    )  # a slash is missing, or too many
    if re.fullmatch(r"\+?[\d\s.()-]{8,}", text):
        raise BadAddress("number")  # a telephone
    if "@" in text and "/" not in text:
        raise BadAddress("person")  # an e-mail address
    try:
        parts = urlsplit(text if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)", text) else f"https://{text}")
        host, port = parts.hostname or "", parts.port
        host = host.rstrip(".").encode("idna").decode().lower()
    except (ValueError, UnicodeError):
        raise BadAddress("name") from None
    if parts.scheme not in {"http", "https"}:
        raise BadAddress("scheme")
    if parts.username is not None or parts.password is not None:
        raise BadAddress("person")
    if port not in {None, *ALLOWED_PORTS} or re.fullmatch(r"[0-9a-fx.:]*", host):
        raise BadAddress("number")
    if not _NAME.fullmatch(host) or len(text) > MAX_LENGTH:
        raise BadAddress("name")
    if any(host == network or host.endswith(f".{network}") for network in SOCIAL_HOSTS):
        raise BadAddress("network")
    return f"{host}{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"


def readable_address(address: str) -> str:
    """The same as people write it: with its accents, without a last slash."""
    host, slash, path = address.partition("/")
    with suppress(UnicodeError):
        host = host.encode().decode("idna")
    return f"{host}{slash}{path}".rstrip("/")


def mail_domains(host: str, shared: tuple[str, ...]) -> list[str]:
    """The domains by which whoever has this site may write, the nearest first; none on an address that is shared."""
    host = host.removeprefix("www.")
    if any(host == name or host.endswith(f".{name}") for name in shared):
        return []
    parent = host.partition(".")[2]
    return [host, parent] if "." in parent else [host]
