"""Writing one's profile and showing it (`profiles`), the portfolio (`portfolio`), messages of visitors (`contacts`)."""

from etabli.community.directory.actions.contacts import (
    AlreadyAnswered as AlreadyAnswered,
    MessageNotFit as MessageNotFit,
    NotReachable as NotReachable,
    answer_contact as answer_contact,
    confirm_contact as confirm_contact,
    write_to as write_to,
)
from etabli.community.directory.actions.portfolio import (
    PieceGone as PieceGone,
    TooManyPieces as TooManyPieces,
    add_piece as add_piece,
    change_piece as change_piece,
    order_pieces as order_pieces,
    withdraw_piece as withdraw_piece,
)
from etabli.community.directory.actions.profiles import (
    NotOut as NotOut,
    TakenOff as TakenOff,
    drop_draft as drop_draft,
    hide as hide,
    keep_draft as keep_draft,
    let_out as let_out,
    publish as publish,
    sign_charter as sign_charter,
    withdraw as withdraw,
    write as write,
)
