"""The settings of answers by mail: without an address to answer to, no mail offers it (forum/reply_addresses.py)."""

from etabli.site.environment import BadEnvironment, env_int, env_mails

__all__ = ["REPLY_ADDRESS", "REPLY_DAYS"]

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


REPLY_ADDRESS: str = _reply_address()  # repondre@example.org: mails bear repondre+KEY@example.org
REPLY_DAYS: int = env_int("ETABLI_REPLY_DAYS", 90, minimum=1)  # how long one may answer a mail
