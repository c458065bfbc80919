"""Why a mail server refuses: from its answer (RFC 5321) and its enhanced status (RFC 3463) to plain words."""

import re
from enum import StrEnum


class Trouble(StrEnum):
    """What a refusal means for whoever wants to reach the person."""

    UNKNOWN = "unknown"  # nobody has this address
    CLOSED = "closed"  # somebody had it
    NO_SERVER = "no_server"  # what follows the @ takes no mail
    FULL = "full"
    REFUSED = "refused"  # they don't want our mail: a filter, a policy
    SILENT = "silent"  # nobody answered for days
    OURS = "ours"  # our own mail server refuses us: nothing is said of the address


PERMANENT_TROUBLES = frozenset(
    {Trouble.UNKNOWN, Trouble.CLOSED, Trouble.NO_SERVER}
)  # writing again is of no use

_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_BY_STATUS = {
    "1.2": Trouble.NO_SERVER,
    "1.8": Trouble.OURS,  # the sender's address
    "1.7": Trouble.OURS,
    "2.1": Trouble.CLOSED,
    "2.2": Trouble.FULL,
    "4.1": Trouble.SILENT,
    "4.4": Trouble.NO_SERVER,
    "4.7": Trouble.SILENT,
}
_BY_WORDS = [  # in this order: "user's mailbox is full" is no unknown user
    (Trouble.FULL, r"quota|mailbox (is )?full|over ?limit|insufficient (system )?storage|bo[iî]te pleine"),
    (Trouble.CLOSED, r"disabled|inactive|suspended|deactivated|closed|no longer|expired account"),
    (
        Trouble.UNKNOWN,
        r"(user|recipient|mailbox|address|account|alias)\S* (is )?(unknown|not found|invalid)|does ?n.?t exist|"
        r"does not exist|no such (user|recipient|mailbox|address)|unknown (user|recipient|mailbox|address|local)|"
        r"invalid (recipient|mailbox|address)|recipientnotfound|(user|mailbox) unavailable|no mailbox here|"
        r"address rejected: access denied|adresse inconnue|destinataire inconnu",
    ),
    (Trouble.NO_SERVER, r"(domain|host) (name )?(not found|unknown)|nullmx|null mx|no mx"),
    (Trouble.REFUSED, r"spam|blocked|blacklist|blocklist|policy|reputation|denied|dmarc|spf"),
]


def trouble_of(reply: str, status: str = "") -> Trouble:
    """What this answer means. `status` ("5.1.1") is known from a report; else it is looked for in the answer."""
    match = _STATUS.search(status) or _STATUS.search(reply)
    words = next((trouble for trouble, form in _BY_WORDS if re.search(form, reply, re.IGNORECASE)), None)
    if match is None:
        return words or Trouble.REFUSED
    subject, detail = match[2], match[3]
    exact = _BY_STATUS.get(f"{subject}.{detail}")
    if exact is not None and not (exact is Trouble.SILENT and words is Trouble.UNKNOWN):
        return exact  # "5.4.1 Recipient address rejected" is how Exchange says that nobody has the address
    if subject == "1":
        return Trouble.UNKNOWN
    if subject == "7":
        return words if words in {Trouble.CLOSED, Trouble.UNKNOWN} else Trouble.REFUSED
    return words or Trouble.REFUSED
