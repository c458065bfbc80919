from django.utils.translation import gettext_lazy as _

from etabli.foundation.rooms import Personal

PSEUDONYM = Personal(
    _("Proving that nobody was favoured, without naming anybody"),
    basis="legitimate interest",
    retention_months=120,
    erase="delete",
    withheld=_(
        "A number drawn by lot, that hides who you are in the log: shown, it would no longer hide you."
    ),
)

PERSONAL = {"neutrality.Salt": {"subject": PSEUDONYM, "value": PSEUDONYM}}
OWNERS = {"neutrality.Salt": "row: subject"}
NAMES = {"neutrality.Salt": _("What hides your name in the neutrality log")}
NOT_PERSONAL = {
    "neutrality.LogEntry": ["id", "number", "at", "kind", "payload", "previous_hash", "hash"],
    "neutrality.Chain": ["id", "length", "last_hash"],
    "neutrality.Salt": ["id"],
}
