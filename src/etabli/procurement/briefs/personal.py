from etabli.foundation.rooms import Personal

PROJECT = Personal(
    purpose="helping an artisan to say what they need", basis="public interest", retention_months=36
)
AUTHOR = Personal(
    purpose="knowing who wrote an answer", basis="public interest", retention_months=36, erase="pseudonym"
)

PERSONAL = {
    "briefs.Brief": {
        "person": PROJECT,
        "title": PROJECT,
        "trade": PROJECT,
        "budget_low_cents": PROJECT,
        "budget_high_cents": PROJECT,
        "budget_blank_why": PROJECT,
        "deadline_on": PROJECT,
        "started_at": PROJECT,
        "handed_over_at": PROJECT,
    },
    "briefs.BriefAnswer": {
        "answer": PROJECT,
        "note": PROJECT,
        "written_by": AUTHOR,
        "written_at": AUTHOR,
    },
}
OWNERS = {
    "briefs.Brief": "person",
    "briefs.BriefAnswer": "brief__person",
    "briefs.BriefAnswer.written_by": "key: written_by",
    "briefs.BriefAnswer.written_at": "key: written_by",
}
NOT_PERSONAL = {
    "briefs.Brief": ["id", "chamber", "outcome", "state", "version"],
    "briefs.BriefAnswer": ["id", "brief", "need_id", "number", "weight"],
}
