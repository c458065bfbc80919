from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Among, Personal, visible_to_nobody
from etabli.procurement.quotes.actions.erasure import erase_again
from etabli.procurement.quotes.queries import visible_further_files, visible_quotes

QUOTE = Personal(
    _("Keeping what was read in your quotes"), basis="contract", retention_months=36, erase="delete"
)
HELD = Personal(
    _("Reading a quote without an account, for a day, or thirty once it is kept without an e-mail"),
    basis="contract",
    retention_months=1,
    retention_days=30,
    erase="delete",
    expires=True,
)
AUTHOR = replace(QUOTE, erase="pseudonym")

PERSONAL = {
    "quotes.QuoteReading": {"holder": HELD}
    | dict.fromkeys(
        [
            "person",
            "brief",
            "answer_ref",
            "supplier",
            "gross",
            "uploaded_at",
            "read_at",
            "shared_at",
            "file",
            "decoded",
            "withdrawn_at",
            "erase_at",
            "erased_at",
        ],
        QUOTE,
    ),
    "quotes.FurtherFile": dict.fromkeys(["file", "withdrawn_at"], QUOTE),
    "quotes.Correction": {
        **dict.fromkeys(["values", "read_as", "anchor", "corrected_at", "restored_at"], QUOTE),
        "author": replace(QUOTE, erase="keep", kept=_("a number: what bears it is emptied")),
        "author_name": AUTHOR,
    },
    "quotes.Dismissal": {
        **dict.fromkeys(["says", "reason", "dismissed_at", "restored_at"], QUOTE),
        "author": replace(QUOTE, erase="keep", kept=_("a number: what bears it is emptied")),
        "author_name": AUTHOR,
    },
    "quotes.Drawing": {"drawn_at": QUOTE},
}
OWNERS = {
    "quotes.QuoteReading": "person",
    "quotes.QuoteReading.holder": "holder",
    "quotes.FurtherFile": "reading__person",
    "quotes.Correction": "reading__person",
    "quotes.Correction.author": "author",
    "quotes.Correction.author_name": "author",
    "quotes.Dismissal": "reading__person",
    "quotes.Dismissal.author": "author",
    "quotes.Dismissal.author_name": "author",
    "quotes.Drawing": "brief__person",
}
VISIBLE = {
    "quotes.QuoteReading": Among("pk", visible_quotes),
    "quotes.QuoteReading.answer_ref": visible_to_nobody,
    "quotes.FurtherFile": Among("pk", visible_further_files),
    "quotes.Correction": Among("reading", visible_quotes),
    "quotes.Dismissal": Among("reading", visible_quotes),
    "quotes.Drawing": visible_to_nobody,  # that there is one tells that quotes were compared, shown or not
}
NAMES = {
    "quotes.QuoteReading": _("Quotes"),
    "quotes.QuoteReading.brief": _("project"),
    "quotes.QuoteReading.holder": _("the device that gave it, without an account"),
    "quotes.QuoteReading.answer_ref": _("the answer that it came with"),
    "quotes.QuoteReading.supplier": _("supplier"),
    "quotes.QuoteReading.gross": _("total, tax included"),
    "quotes.QuoteReading.uploaded_at": _("given on"),
    "quotes.QuoteReading.read_at": _("read on"),
    "quotes.QuoteReading.shared_at": _("shown to the adviser on"),
    "quotes.QuoteReading.decoded": _("what was read in it"),
    "quotes.QuoteReading.erase_at": _("to be deleted on"),
    "quotes.QuoteReading.erased_at": _("deleted on"),
    "quotes.FurtherFile": _("Further pages of quotes"),
    "quotes.FurtherFile.reading": _("quote"),
    "quotes.Correction": _("Corrections of quotes"),
    "quotes.Correction.reading": _("quote"),
    "quotes.Correction.target": _("what is corrected"),
    "quotes.Correction.values": _("corrected"),
    "quotes.Correction.read_as": _("as it was read"),
    "quotes.Correction.anchor": _("where it stands"),
    "quotes.Correction.author": _("number of who corrected"),
    "quotes.Correction.author_name": _("who corrected"),
    "quotes.Correction.corrected_at": _("corrected on"),
    "quotes.Correction.restored_at": _("taken back on"),
    "quotes.Dismissal": _("Remarks set aside"),
    "quotes.Dismissal.reading": _("quote"),
    "quotes.Dismissal.finding": _("remark"),
    "quotes.Dismissal.says": _("what the quote does for it"),
    "quotes.Dismissal.reason": _("why"),
    "quotes.Dismissal.author": _("number of who set it aside"),
    "quotes.Dismissal.author_name": _("who set it aside"),
    "quotes.Dismissal.dismissed_at": _("set aside on"),
    "quotes.Dismissal.restored_at": _("taken back on"),
    "quotes.Drawing": _("Order of quotes side by side"),
    "quotes.Drawing.brief": _("project"),
    "quotes.Drawing.drawn_at": _("drawn on"),
}
CODES = ["quotes.Correction.anchor", "quotes.Correction.target", "quotes.Dismissal.finding"]
NOT_PERSONAL = {
    "quotes.QuoteReading": ["id", "chamber", "status", "refusal", "erase_whole", "held_longer"],
    "quotes.FurtherFile": ["id", "reading"],
    "quotes.Correction": ["id", "reading", "target"],
    "quotes.Dismissal": ["id", "reading", "finding"],
    "quotes.Drawing": ["id", "brief", "seed"],
}
ERASED_AGAIN = {"quotes.QuoteReading": erase_again}
