from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, as_its_row

NAME = Personal(
    _("Knowing who did what"), basis="legitimate interest", retention_months=120, erase="pseudonym"
)
VALUES = Personal(
    _("Being able to take back what was done"), basis="legitimate interest", retention_months=120
)

PERSONAL = {
    "journal.Entry": {
        "actor": replace(NAME, erase="keep", kept=_("a number: what bears it is emptied")),
        "actor_name": NAME,
        "subject_label": VALUES,
        "before": VALUES,
        "after": VALUES,
    }
}
OWNERS = {
    "journal.Entry": "about: subject",
    "journal.Entry.actor": "actor",
    "journal.Entry.actor_name": "actor",
}
VISIBLE = {
    "journal.Entry": as_its_row,
}
NAMES = {
    "journal.Entry": _("History"),
    "journal.Entry.at": _("when"),
    "journal.Entry.verb": _("what was done"),
    "journal.Entry.actor": _("number of who did it"),
    "journal.Entry.actor_name": _("who did it"),
    "journal.Entry.subject_label": _("about what"),
    "journal.Entry.before": _("before"),
    "journal.Entry.after": _("after"),
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
        "parent",
        "restores",
        "erased_at",
    ]
}
