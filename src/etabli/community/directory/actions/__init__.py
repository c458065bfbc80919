"""Writing one's profile and showing it (`profiles`), the portfolio (`portfolio`), messages of visitors (`contacts`)."""

from etabli.community.directory.actions.contacts import (
    AlreadyAnswered,
    MessageNotFit,
    NotReachable,
    answer_contact,
    confirm_contact,
    write_to,
)
from etabli.community.directory.actions.portfolio import (
    PieceGone,
    TooManyPieces,
    add_piece,
    change_piece,
    order_pieces,
    withdraw_piece,
)
from etabli.community.directory.actions.profiles import (
    NotOut,
    TakenOff,
    drop_draft,
    hide,
    keep_draft,
    let_out,
    publish,
    sign_charter,
    withdraw,
    write,
)

__all__ = [
    "AlreadyAnswered",
    "MessageNotFit",
    "NotOut",
    "NotReachable",
    "PieceGone",
    "TakenOff",
    "TooManyPieces",
    "add_piece",
    "answer_contact",
    "change_piece",
    "confirm_contact",
    "drop_draft",
    "hide",
    "keep_draft",
    "let_out",
    "order_pieces",
    "publish",
    "sign_charter",
    "withdraw",
    "withdraw_piece",
    "write",
    "write_to",
]
