"""What may be done with a quote: giving it, correcting its reading, showing it, deleting it."""

from etabli.procurement.quotes.actions.erasing import (
    FileOfAnswer,
    erase_original,
    erase_quote,
    finish_erasure,
    keep_original,
)
from etabli.procurement.quotes.actions.giving import (
    AlreadyKept,
    AlreadyOpened,
    NoQuoteJoined,
    NotTheirBrief,
    OriginalErased,
    TooManyPages,
    add_answer_quote,
    add_pages,
    add_quote,
    keep_reading,
    read_again,
    take_out_page,
)
from etabli.procurement.quotes.actions.mending import (
    NothingThere,
    correct,
    take_reading,
)
from etabli.procurement.quotes.actions.showing import (
    NoReason,
    compare_with,
    dismiss_finding,
    overrule,
    restore_finding,
    share_quote,
    unshare_quote,
    withdraw_quote,
)

__all__ = [
    "AlreadyKept",
    "AlreadyOpened",
    "FileOfAnswer",
    "NoQuoteJoined",
    "NoReason",
    "NotTheirBrief",
    "NothingThere",
    "OriginalErased",
    "TooManyPages",
    "add_answer_quote",
    "add_pages",
    "add_quote",
    "compare_with",
    "correct",
    "dismiss_finding",
    "erase_original",
    "erase_quote",
    "finish_erasure",
    "keep_original",
    "keep_reading",
    "overrule",
    "read_again",
    "restore_finding",
    "share_quote",
    "take_out_page",
    "take_reading",
    "unshare_quote",
    "withdraw_quote",
]
