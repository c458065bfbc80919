from etabli.foundation.rooms import Personal

NAME = Personal(purpose="history", basis="legitimate interest", retention_months=120, erase="pseudonym")
VALUES = Personal(
    purpose="history and undo", basis="legitimate interest", retention_months=120, erase="blank"
)

PERSONAL = {
    "journal.Entry": {
        "actor_key": NAME,
        "actor_name": NAME,
        "subject_label": VALUES,
        "before": VALUES,
        "after": VALUES,
    }
}
OWNERS = {
    "journal.Entry": "about: subject",
    "journal.Entry.actor_key": "key: actor_key",
    "journal.Entry.actor_name": "key: actor_key",
}
NOT_PERSONAL = {
    "journal.Entry": [
        "id",
        "at",
        "verb",
        "role",
        "organisation_id",
        "chamber_id",
        "subject_type",
        "subject_id",
        "undoes",
        "root",
        "restores",
    ]
}
