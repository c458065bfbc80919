"""What is kept of it."""

from etabli.programme.outreach.models.kits import Round as Round, Sending as Sending
from etabli.programme.outreach.models.mailings import (
    InformationNotice as InformationNotice,
    Mailing as Mailing,
    MailingVisit as MailingVisit,
    Recipient as Recipient,
    Segment as Segment,
)
