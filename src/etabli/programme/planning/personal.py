from django.utils.translation import gettext_lazy as _

PERSONAL: dict[str, dict[str, object]] = {}
OWNERS: dict[str, str] = {}
NAMES = {"planning.Season": _("Seasons"), "planning.Proposal": _("Plans of a season")}
# Of an adviser they hold the number of the account and the free half-days of the diary: `diary` says whose these are.
NOT_PERSONAL = {
    "planning.Season": ["id", "chamber", "name", "starts_on", "ends_on", "settings", "created_at", "withdrawn_at"],
    "planning.Proposal": [
        "id", "season", "base", "number", "status", "inputs", "sessions", "bans", "value", "bound", "why",
        "asked_at", "withdrawn_at",
    ],
}  # fmt: skip
