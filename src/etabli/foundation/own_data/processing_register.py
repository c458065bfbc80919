"""The register of what is done with personal data (GDPR, article 30), as the apps declare it field by field."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from etabli.foundation.documents import csv_file, render
from etabli.foundation.own_data.field_names import model_name
from etabli.foundation.own_data.holdings import Owned, declared_owners, owner_model
from etabli.foundation.people.models import User
from etabli.foundation.people.queries import default_chamber
from etabli.foundation.registries import Personal
from etabli.foundation.ui.language import reader_language

LEGAL_BASES: dict[str, str | Promise] = {
    "consent": gettext_lazy("You agreed to it, and can change your mind"),
    "contract": gettext_lazy("Without it, we can't do what you ask"),
    "legal obligation": gettext_lazy("The law asks for it"),
    "legitimate interest": gettext_lazy("The service can't be run well without it"),
    "public interest": gettext_lazy("It is the chamber's mission to help craft businesses"),
}


@dataclass(frozen=True)
class Row:
    """One purpose: what it rests on, whose data, which, who sees it, for how many months, what erasure does.

    `days`: told instead, of what goes sooner than in a month. `expires`: it then goes by itself. `wing`: the first
    one that declares it ("programme"), as the code is arranged.
    """

    purpose: str
    basis: str
    people: list[str]
    data: list[str]
    recipients: list[str]
    months: int
    expires: bool
    erasure: list[str]
    wing: str
    days: int = 0

    @property
    def duration(self) -> str:
        """How long it is kept, in words."""
        if self.days:
            return ngettext("%(n)s day", "%(n)s days", self.days) % {"n": self.days}
        return ngettext("%(n)s month", "%(n)s months", self.months) % {"n": self.months}


def register() -> list[Row]:
    """Each purpose once, by name, with the longest time that something is kept for it."""
    uses_by_purpose: defaultdict[tuple[str, str], list[tuple[Owned, Personal]]] = defaultdict(list)
    for owned in declared_owners():
        for use in owned.fields.values():
            uses_by_purpose[str(use.purpose), use.basis].append((owned, use))
    return sorted(
        (_row(*key, uses) for key, uses in uses_by_purpose.items()), key=lambda row: (row.purpose, row.basis)
    )


def _row(purpose: str, basis: str, owned_fields: list[tuple[Owned, Personal]]) -> Row:
    uses = [use for _owned, use in owned_fields]
    return Row(
        purpose=purpose,
        basis=str(LEGAL_BASES[basis]),
        people=_unique(_people(owned) for owned, _use in owned_fields),
        data=_unique(model_name(owned.model._meta.label) for owned, _use in owned_fields),
        recipients=_unique(
            [_("the chamber’s advisers and management"), *(str(use.recipients) for use in uses)]
        ),
        months=max(use.retention_months for use in uses),
        expires=all(use.expires for use in uses),
        erasure=_unique(_erasure_text(use) for use in uses),
        wing=_wing_of(owned_fields[0][0]),
        days=max(days) if all(days := [use.retention_days for use in uses]) else 0,
    )


def _wing_of(owned: Owned) -> str:
    """Where a model of ours stands; a library's serve the accounts."""
    package, _dot, rest = owned.model.__module__.partition(".")
    return rest.partition(".")[0] if package == "etabli" else "foundation"


def _people(owned: Owned) -> str:
    """Whose data it is, from how their owner is known."""
    match owned.found_by:
        case "path" | "person":
            return (
                _("those who have an account")
                if owned.found_by == "path" and owner_model(owned) is User
                else _("artisans")
            )
        case "key":
            return _("whoever writes or acts here")
        case "e-mail":
            return _("those to whom we write")
    return _("all of them")


def _erasure_text(use: Personal) -> str:
    match use.erase:
        case "keep":
            return _("kept: %(why)s") % {"why": use.kept}
        case "delete":
            return _("deleted")
        case "pseudonym":
            return _("replaced by a neutral word")
    return _("emptied")


def _unique(words: Iterable[str]) -> list[str]:
    """Each once, in the order in which they come."""
    return list(dict.fromkeys(word for word in words if word))


# What is printed: the register of processing (and its table), the link of somebody whom no mail reaches.

DOCUMENTS = files("etabli.foundation.own_data").joinpath("documents")


def columns() -> list[str]:
    """The headings of the register."""
    return [
        _("What for"),
        _("On what ground"),
        _("Whose data"),
        _("Which data"),
        _("Who sees it"),
        _("For how many months"),
        _("When somebody asks for erasure"),
    ]


def as_csv() -> bytes:
    """For a spreadsheet: one purpose a line."""
    return csv_file([columns(), *(_cells(row) for row in register())])


def as_pdf(at: datetime) -> bytes:
    """One purpose after the other, on paper."""
    data = {
        "issuer": default_chamber().name,
        "fictional": settings.DEMONSTRATION,
        "rows": [list(zip(columns(), _cells(row), strict=True)) for row in register()],
    }
    return render(
        DOCUMENTS.joinpath("register.typ"),
        data,
        title=_("Register of processing"),
        lang=reader_language(),
        at=at,
    )


def _cells(row: Row) -> list[str]:
    lists = (", ".join(items) for items in (row.people, row.data, row.recipients))
    return [row.purpose, row.basis, *lists, str(row.months), ", ".join(row.erasure)]
