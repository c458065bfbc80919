"""What DNS says of a name: the one way to ask it."""

import dns.exception
import dns.resolver

SECONDS = 2.0


def records_of(name: str, kind: str) -> list[str] | None:
    """The records of this kind ("TXT", "MX") as texts, none when there are none; None when nobody could be asked."""
    try:
        answer = dns.resolver.resolve(f"{name}.", kind, lifetime=SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError):
        return None
    if kind == "TXT":
        return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]
    return [record.to_text() for record in answer]
