"""What is kept of it."""

from etabli.programme.outreach.models.kits import Round, Sending
from etabli.programme.outreach.models.mailings import (
    InformationNotice,
    Mailing,
    MailingVisit,
    Recipient,
    Segment,
)

__all__ = [
    "InformationNotice",
    "Mailing",
    "MailingVisit",
    "Recipient",
    "Round",
    "Segment",
    "Sending",
]
