from etabli.foundation.rooms import Personal

QUOTE = Personal(purpose="reading a quote for its owner", basis="contract", retention_months=36)
FILE = Personal(
    purpose="reading a quote for its owner", basis="contract", retention_months=36, erase="delete"
)

PERSONAL = {
    "quotes.QuoteReading": {
        **dict.fromkeys(
            ["person", "brief", "answer_ref", "supplier", "gross", "uploaded_at", "read_at", "shared_at"],
            QUOTE,
        ),
        "file": FILE,
        "decoded": FILE,
        **dict.fromkeys(["withdrawn_at", "erase_at", "erased_at"], QUOTE),
    },
    "quotes.FurtherFile": {"file": FILE, "withdrawn_at": QUOTE},
    "quotes.Correction": {
        **dict.fromkeys(["values", "read_as", "anchor"], FILE),
        **dict.fromkeys(["author", "author_name", "corrected_at", "restored_at"], QUOTE),
    },
    "quotes.Dismissal": {"reason": QUOTE, "dismissed_at": QUOTE, "restored_at": QUOTE},
}
OWNERS = {
    "quotes.QuoteReading": "person",
    "quotes.FurtherFile": "reading__person",
    "quotes.Correction": "reading__person",
    "quotes.Correction.author": "key: author",
    "quotes.Correction.author_name": "key: author",
    "quotes.Dismissal": "reading__person",
}
NOT_PERSONAL = {
    "quotes.QuoteReading": ["id", "chamber", "status", "refusal", "erase_whole"],
    "quotes.FurtherFile": ["id", "reading"],
    "quotes.Correction": ["id", "reading", "target"],
    "quotes.Dismissal": ["id", "reading", "finding"],
}
