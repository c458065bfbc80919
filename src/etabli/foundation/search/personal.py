from etabli.foundation.rooms import Personal

FOUND = Personal(
    purpose="finding again what was written down",
    basis="public interest",
    retention_months=36,
    erase="delete",
)

PERSONAL = {
    "search.SearchEntry": dict.fromkeys(["person_id", "title", "detail"], FOUND),
    "search.Posting": {"word": FOUND},
    "search.Word": {
        "text": Personal(
            purpose="forgiving a slip of the finger",
            basis="public interest",
            retention_months=36,
            export=False,
            erase="keep: a word alone, tied to nobody",
        )
    },
}
OWNERS = {
    "search.SearchEntry": "copy: what people find",
    "search.Posting": "copy: what people find",
    "search.Word": "copy: what people find",
}
NOT_PERSONAL = {
    "search.SearchEntry": ["id", "kind", "object_id", "chamber_id", "url"],
    "search.Posting": ["id", "entry", "weight"],
    "search.Word": ["id"],
}
