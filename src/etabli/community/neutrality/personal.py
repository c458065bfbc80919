from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, visible_to_nobody

PSEUDONYM = Personal(
    _("Proving that nobody was favoured, without naming anybody"),
    basis="legitimate interest",
    retention_months=120,
    erase="delete",
    withheld=_(
        "A number drawn by lot, that hides who you are in the log: shown, it would no longer hide you."
    ),
)

EXPOSURE = Personal(
    _("Showing that everybody is shown as often as the others"),
    basis="legitimate interest",
    retention_months=24,
    erase="keep",
    kept=_("a count of showings: what its number stands for is emptied"),
    recipients=_("the board of the association"),
)

INTEREST = Personal(
    _("Showing what may weigh on those who act for the association"),
    basis="legitimate interest",
    retention_months=60,
    recipients=_("everybody, while it is shown"),
)
INTEREST_COUNT = replace(INTEREST, erase="keep", kept=_("a count of interests, without their words"))

PERSONAL = {
    "neutrality.DeclaredInterest": {
        "text": replace(INTEREST, erase="pseudonym"),
        "about": replace(INTEREST, erase="blank"),
        **dict.fromkeys(["user", "kind", "is_named", "declared_at", "ended_at"], INTEREST_COUNT),
    },
    "neutrality.Salt": {"subject": PSEUDONYM, "value": PSEUDONYM},
    "neutrality.Showing": dict.fromkeys(["subject", "shown", "eligible"], EXPOSURE),
}
OWNERS = {
    "neutrality.DeclaredInterest": "user",
    "neutrality.Salt": "row: subject",
    "neutrality.Showing": "row: subject",
}
VISIBLE = {
    **dict.fromkeys(
        ["neutrality.DeclaredInterest", "neutrality.Salt", "neutrality.Showing"], visible_to_nobody
    ),
}
NAMES = {
    "neutrality.DeclaredInterest": _("Interests that you declared"),
    "neutrality.DeclaredInterest.organisation": _("association"),
    "neutrality.DeclaredInterest.kind": _("what it is"),
    "neutrality.DeclaredInterest.text": _("in a sentence"),
    "neutrality.DeclaredInterest.about": _("about what"),
    "neutrality.DeclaredInterest.is_named": _("my name is shown with it"),
    "neutrality.DeclaredInterest.declared_at": _("declared on"),
    "neutrality.DeclaredInterest.ended_at": _("ended on"),
    "neutrality.Salt": _("What hides your name in the neutrality log"),
    "neutrality.Showing": _("How often you were shown"),
    "neutrality.Showing.subject": _("of whom"),
    "neutrality.Showing.day": _("day"),
    "neutrality.Showing.list_name": _("list"),
    "neutrality.Showing.filters": _("filters"),
    "neutrality.Showing.shown": _("among the first places"),
    "neutrality.Showing.eligible": _("out of how many visits"),
}
CODES = [
    "neutrality.DeclaredInterest.about",
    "neutrality.Showing.filters",
    "neutrality.Showing.list_name",
    "neutrality.Showing.subject",
]
NOT_PERSONAL = {
    "neutrality.DeclaredInterest": ["id", "organisation"],
    "neutrality.LogEntry": ["id", "number", "at", "kind", "payload", "previous_hash", "hash"],
    "neutrality.Edition": ["list_name", "changes"],
    "neutrality.Chain": ["id", "length", "last_hash"],
    "neutrality.Salt": ["id"],
    "neutrality.DrawSeed": ["id", "day", "list_name", "seed", "commitment", "committed_at", "revealed_at"],
    "neutrality.Showing": ["id", "day", "list_name", "filters"],
}
