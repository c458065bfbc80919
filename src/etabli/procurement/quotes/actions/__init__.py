"""What may be done with a quote: giving it, correcting its reading, showing it, deleting it."""

from etabli.procurement.quotes.actions.corrections import (
    NothingThere as NothingThere,
    correct as correct,
    take_reading as take_reading,
)
from etabli.procurement.quotes.actions.erasure import (
    FileOfAnswer as FileOfAnswer,
    erase_original as erase_original,
    erase_quote as erase_quote,
    finish_erasure as finish_erasure,
    keep_original as keep_original,
)
from etabli.procurement.quotes.actions.review import (
    NoReason as NoReason,
    compare_with as compare_with,
    dismiss_finding as dismiss_finding,
    overrule as overrule,
    restore_finding as restore_finding,
    share_quote as share_quote,
    unshare_quote as unshare_quote,
    withdraw_quote as withdraw_quote,
)
from etabli.procurement.quotes.actions.uploads import (
    MOST_HELD as MOST_HELD,
    AlreadyKept as AlreadyKept,
    AlreadyOpened as AlreadyOpened,
    NoQuoteJoined as NoQuoteJoined,
    NotTheirBrief as NotTheirBrief,
    OriginalErased as OriginalErased,
    TooManyHeld as TooManyHeld,
    TooManyPages as TooManyPages,
    add_answer_quote as add_answer_quote,
    add_pages as add_pages,
    add_quote as add_quote,
    keep_reading as keep_reading,
    read_again as read_again,
    take_out_page as take_out_page,
)
from etabli.procurement.quotes.actions.visitor import (
    NothingHeld as NothingHeld,
    erase_held as erase_held,
    forget_kept as forget_kept,
    keep_held as keep_held,
    remember_kept as remember_kept,
)
