"""The register of what is kept of people: what each app's `personal.py` declares, told in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.rooms import Personal, rooms

PURPOSES: dict[str, str | Promise] = {
    "answering an ad": _("Passing on the answers of professionals to your ad"),
    "attendance sheets and certificates": _("Attendance sheets and certificates"),
    "being found by place": _("Letting people find a professional near them"),
    "choosing the next workshops, calling back who asks for it": _(
        "Choosing the next workshops, and calling back those who ask"
    ),
    "entering without an account": _("Letting you come in by a link, without an account"),
    "finding again what was written down": _("Finding again what was written down"),
    "forgiving a slip of the finger": _("Finding it even when a letter is wrong"),
    "finding a provider": _("Passing on your ad, without your name"),
    "following a person who asked for help": _("Knowing who you are and how to reach you, to help you"),
    "following exchanges with a relay": _(
        "Remembering what was agreed with a town hall, an association, a club"
    ),
    "helping an artisan to say what they need": _("Writing your project with you"),
    "history": _("Knowing who did what"),
    "history and undo": _("Being able to take back what was done"),
    "holding a place in a workshop": _("Keeping your place in a workshop"),
    "individual support": _("Your half-day of support and its report"),
    "knowing the craft businesses of the territory": _(
        "Knowing the craft businesses, as the State publishes them"
    ),
    "knowing who wrote an answer": _("Knowing who wrote in your project, you or the adviser"),
    "naming nobody in the neutrality log": _("Proving that nobody was favoured, without naming anybody"),
    "neutrality": _("Proving that nobody was favoured"),
    "offering what people ask for": _("Choosing the next themes from what you ask for"),
    "organising the advisers' work": _("The diary of the advisers"),
    "proof of consent": _("Keeping the proof that you agreed"),
    "reading a document for its owner": _("Reading your quotes with you"),
    "reading a quote for its owner": _("Keeping what was read in your quotes"),
    "running the association": _("The life of the association of professionals"),
    "signing in": _("Letting you sign in"),
    "telling people as they choose": _("Remembering how you want to be told"),
    "telling people what concerns them": _("Writing to you about what concerns you"),
    "writing to and calling a relay": _("Writing to and calling town halls, associations and clubs"),
}
BASES: dict[str, str | Promise] = {
    "consent": _("You agreed to it, and can change your mind"),
    "contract": _("Without it, we can't do what you ask"),
    "legal obligation": _("The law asks for it"),
    "legitimate interest": _("The service can't be run well without it"),
    "public interest": _("It is the chamber's mission to help craft businesses"),
}


@dataclass(frozen=True)
class Row:
    """One purpose: what it rests on, for how many months, and whether it then goes by itself."""

    purpose: str
    basis: str
    months: int
    expires: bool


def register() -> list[Row]:
    """Each purpose once, by name, with the longest time that something is kept for it."""
    fields: dict[tuple[str, str], list[Personal]] = {}
    for field in declared():
        fields.setdefault((field.purpose, field.basis), []).append(field)
    rows = [
        Row(
            str(PURPOSES.get(purpose, purpose)),
            str(BASES.get(basis, basis)),
            max(field.retention_months for field in held),
            all(field.expires for field in held),
        )
        for (purpose, basis), held in fields.items()
    ]
    return sorted(rows, key=lambda row: (row.purpose, row.basis))


def declared() -> Iterator[Personal]:
    """What each app says of each field that it holds about people."""
    for room in rooms("personal"):
        for fields in room.PERSONAL.values():
            yield from fields.values()
