from etabli.foundation.rooms import Personal

WORK = Personal(
    purpose="organising the advisers' work", basis="contract", retention_months=36, erase="keep: work"
)

PERSONAL = {"diary.HalfDay": dict.fromkeys(["adviser", "what"], WORK)}
OWNERS = {"diary.HalfDay": "adviser"}
NOT_PERSONAL = {"diary.HalfDay": ["id", "chamber", "on", "half", "released_at"]}
