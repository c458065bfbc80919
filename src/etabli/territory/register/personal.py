from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff, visible_to_nobody

PUBLISHED = Personal(
    _("Knowing the craft businesses, as the State publishes them"),
    basis="public interest",
    retention_months=60,
    erase="keep",
    kept=_("the State publishes it: ask the INSEE to hide it"),
)
TRADE = Personal(
    _("Knowing who you are and how to reach you, to help you"), basis="public interest", retention_months=36
)
NOTE = replace(TRADE, purpose=_("Remembering what was said with a craft business"))
COUNTED = replace(TRADE, erase="keep", kept=_("a count by territory, without a name"))

FOUND = replace(
    PUBLISHED,
    basis="public interest",
    withheld=_("It repeats what is given elsewhere, so that it can be found."),
    erase="keep",
    kept=_("it follows the business each night"),
)

PERSONAL = {
    # A sole trader's business bears their own name.
    "register.Business": {
        **dict.fromkeys(["siret", "name", "other_names", "address", "postal_code"], PUBLISHED),
        **dict.fromkeys(["phone", "email"], TRADE),
        "corrected": replace(PUBLISHED, withheld=_("It repeats what the official file said before.")),
    },
    "register.Proposal": {"official": PUBLISHED, "ours": PUBLISHED},
    "register.BusinessNote": {"text": replace(NOTE, erase="pseudonym"), "author": NOTE},
    "register.Postings": dict.fromkeys(["key", "data"], FOUND),
    "register.Lookalikes": {"words": FOUND},
    "register.SheetRow": dict.fromkeys(
        ["before", "after", "proposed", "notes"],
        replace(TRADE, withheld=_("It repeats what stands on the record of the business.")),
    ),
    "register.Artisan": {
        **dict.fromkeys(["business", "trade_code", "business_name"], TRADE),
        **dict.fromkeys(["person", "commune"], COUNTED),
    },
}
OWNERS = {
    "register.Business": "artisans__person",
    "register.SheetRow": "business__artisans__person",
    "register.Proposal": "business__artisans__person",
    "register.BusinessNote": "business__artisans__person",
    "register.BusinessNote.author": "author",
    "register.Postings": "copy: what people find",
    "register.Lookalikes": "copy: what people find",
    "register.Artisan": "person",
}
VISIBLE = {
    "register.Business": ToStaff("chamber"),
    "register.SheetRow": ToStaff("imported__chamber"),
    "register.Proposal": ToStaff("business__chamber"),
    "register.BusinessNote": ToStaff("business__chamber"),
    "register.Artisan": ToStaff("person__chamber"),
    **dict.fromkeys(["register.Postings", "register.Lookalikes"], visible_to_nobody),
}
CODES = ["register.Artisan.trade_code"]
NAMES = {
    "register.Business": _("Business in the official register"),
    "register.Business.name": _("name"),
    "register.Business.other_names": _("other names"),
    "register.Business.address": _("address"),
    "register.Business.postal_code": _("postal code"),
    "register.Business.corrected": _("what the chamber put right"),
    "register.SheetRow": _("Row of a spreadsheet of the chamber"),
    "register.SheetRow.before": _("what stood there before"),
    "register.SheetRow.after": _("what the spreadsheet said"),
    "register.SheetRow.proposed": _("what the spreadsheet says otherwise"),
    "register.SheetRow.notes": _("notes"),
    "register.Proposal": _("What the official register says otherwise"),
    "register.Proposal.official": _("what the official register says"),
    "register.Proposal.ours": _("what the chamber wrote"),
    "register.BusinessNote": _("Notes about a business"),
    "register.BusinessNote.text": _("what to remember"),
    "register.BusinessNote.at": _("when"),
    "register.BusinessNote.author": _("written by"),
    "register.Postings": _("Words by which a business is found"),
    "register.Lookalikes": _("Words of the register that look alike"),
    "register.Artisan": _("Trade"),
    "register.Artisan.business": _("business in the register"),
    "register.Artisan.business_name": _("name of the business"),
}
NOT_PERSONAL = {
    "register.Business": [
        "id",
        "chamber",
        "trade_code",
        "naf_code",
        "legal_form",
        "headcount",
        "is_probable",
        "fingerprint",
        "merged_into",
        "sector",
        "commune",
        "commune_code",
        "created_on",
        "closed_on",
        "is_published",
    ],
    "register.BusinessNote": ["id", "business", "at", "withdrawn_at"],
    "register.Duplicate": ["id", "chamber", "one", "other", "score", "reasons", "kept_apart_at"],
    "register.Postings": ["id", "chamber_id", "size", "is_late"],
    "register.Lookalikes": ["id", "chamber_id", "bucket", "is_late"],
    "register.Artisan": ["id"],
    "register.Sheet": [
        "id",
        "chamber",
        "file",
        "name",
        "given_at",
        "signature",
        "columns",
        "towns",
        "answers",
        "imported",
    ],
    "register.SheetRow": ["id", "imported", "line", "business", "is_new"],
    "register.Import": [
        "id",
        "chamber",
        "at",
        "files",
        "read",
        "kept",
        "created",
        "updated",
        "closed",
        "moved",
        "reopened",
        "unchanged",
        "rejected",
        "rejected_count",
        "kind",
        "status",
        "done_rows",
        "total_rows",
        "started_at",
        "ended_at",
        "undone_at",
        "message",
    ],
    "register.Proposal": ["id", "business", "field", "seen_on", "settled_at", "outcome"],
}
