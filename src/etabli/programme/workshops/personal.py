from etabli.foundation.rooms import Personal

WORK = Personal(
    purpose="organising the advisers' work", basis="contract", retention_months=36, erase="keep: work"
)
PRESENCE = Personal(
    purpose="attendance sheets and certificates",
    basis="public interest",
    retention_months=36,
    erase="keep: count",
)

PERSONAL = {
    "workshops.Session": {"adviser": WORK},
    "workshops.Attendance": dict.fromkeys(["sign_up", "present", "marked_at"], PRESENCE),
}
OWNERS = {"workshops.Session.adviser": "adviser", "workshops.Attendance": "sign_up__person"}
NOT_PERSONAL = {
    "workshops.Theme": ["code", "level", "text"],
    "workshops.Venue": [
        "id",
        "chamber",
        "name",
        "commune",
        "address",
        "capacity",
        "accessible",
        "withdrawn_at",
    ],
    "workshops.Session": [
        "id",
        "chamber",
        "theme",
        "venue",
        "occasion",
        "half_day",
        "code",
        "published_at",
    ],
    "workshops.Attendance": ["id"],
}
