from etabli.foundation.rooms import Personal

PSEUDONYM = Personal(
    purpose="naming nobody in the neutrality log",
    basis="legitimate interest",
    retention_months=120,
    export=False,
    erase="delete",
)

PERSONAL = {"neutrality.Salt": {"subject": PSEUDONYM, "value": PSEUDONYM}}
OWNERS = {"neutrality.Salt": "row: subject"}
NOT_PERSONAL = {
    "neutrality.LogEntry": ["id", "number", "at", "kind", "payload", "previous_hash", "hash"],
    "neutrality.Chain": ["id", "length", "last_hash"],
    "neutrality.Salt": ["id"],
}
