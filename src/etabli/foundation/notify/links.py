"""The number of a mail, which a report of failure quotes: signed, so that nobody else's report is believed."""

from etabli.foundation.signed_links import LinkKind

MESSAGE = LinkKind(
    code="notify.message",
    opens="nothing: it is the Message-ID of a mail of ours, by which a report of failure finds it",
    ends="with the mail, after 24 months",
    is_right=False,
)
