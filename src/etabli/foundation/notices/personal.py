from etabli.foundation.rooms import Personal

TOLD = Personal(
    purpose="telling people what concerns them",
    basis="public interest",
    retention_months=24,
    erase="delete",
    expires=True,
)
CHOICE = Personal(
    purpose="telling people as they choose", basis="public interest", retention_months=36, erase="delete"
)

PERSONAL = {
    "notices.Notice": dict.fromkeys(
        ["person", "membership", "kind", "title", "text", "url", "key", "created_at", "read_at"], TOLD
    ),
    "notices.Preference": dict.fromkeys(
        ["person", "membership", "channels", "quiet_from", "quiet_until", "quiet_on_sunday", "digest_at"],
        CHOICE,
    ),
}
OWNERS = dict.fromkeys(["notices.Notice", "notices.Preference"], "person, membership__user")
NOT_PERSONAL = {"notices.Notice": ["id", "digest_due_at"], "notices.Preference": ["id"]}
