from etabli.foundation.rooms import Personal

MAIL = Personal(
    purpose="telling people what concerns them",
    basis="public interest",
    retention_months=24,
    erase="delete",
    expires=True,
)

PERSONAL = {
    "notify.Message": dict.fromkeys(["to", "subject", "body", "calendar", "unsubscribe", "key"], MAIL)
}
OWNERS = {"notify.Message": "e-mail: to"}
NOT_PERSONAL = {
    "notify.Message": ["id", "chamber_id", "status", "attempts", "due_at", "created_at", "sent_at"],
}
