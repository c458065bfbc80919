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
        "withdrawn_at": QUOTE,
    },
    "quotes.Dismissal": {"reason": QUOTE, "dismissed_at": QUOTE, "restored_at": QUOTE},
}
NOT_PERSONAL = {
    "quotes.QuoteReading": ["id", "chamber", "status", "refusal"],
    "quotes.Dismissal": ["id", "reading", "finding"],
}
