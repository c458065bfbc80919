"""How a chamber is reached: its name, telephone, the hours at which it is answered, its legal notices.

`contact_of` is what pages and mails ask. It reads the database at most once a minute in each process, so that a page
takes no statement more; a change shows within a minute. `known_contact` never reads: it is for the page of an error.
"""

from dataclasses import dataclass
from time import monotonic

from django.db.models import Exists, OuterRef

from etabli.foundation.people.models import Organisation, OrganisationKind
from etabli.foundation.practice import current_copy

CACHE_SECONDS = 60


@dataclass(frozen=True)
class Contact:
    """What we tell of a chamber to whoever wants to reach it; "" for what it has not said."""

    name: str
    phone: str
    hours: str
    legal: str

    @property
    def printed(self) -> str:
        """The telephone for a sentence: it stays on one line."""
        return self.phone.replace(" ", "\u00a0")


_cache: dict[int | None, tuple[float, Contact | None]] = {}  # when it was read, what was read
_last_of_first: Contact | None = None  # what was read last of the first chamber, whoever asked


def contact_of(chamber_id: int | None) -> Contact | None:
    """How to reach this chamber, the first of the installation for None; None when there is no such chamber.

    An invented chamber, while one practises, is read each time: it must not be kept for those who do not.
    """
    if current_copy() is not None:
        return _read(chamber_id)[0]
    global _last_of_first
    at, contact = _cache.get(chamber_id, (None, None))
    if at is None or monotonic() - at >= CACHE_SECONDS:
        contact, is_first = _read(chamber_id)
        _cache[chamber_id] = monotonic(), contact
        if is_first:
            _last_of_first = contact
    return contact


def known_contact() -> Contact | None:
    """What this process read last of the first chamber, however long ago: the database is not asked."""
    return None if current_copy() is not None else _last_of_first


def clear_cache() -> None:
    """Read again next time: what is told of a chamber has changed."""
    _cache.clear()


def _read(chamber_id: int | None) -> tuple[Contact | None, bool]:
    """What is told of it, and whether it is the first: one statement."""
    chambers = Organisation.objects.filter(kind=OrganisationKind.CHAMBER)
    matching = chambers.order_by("pk") if chamber_id is None else chambers.filter(pk=chamber_id)
    is_first = ~Exists(chambers.filter(pk__lt=OuterRef("pk")))
    row = matching.annotate(is_first=is_first).values("is_first", "name", "phone", "hours", "legal").first()
    if row is None:
        return None, chamber_id is None
    return Contact(row["name"], row["phone"], row["hours"], row["legal"]), row["is_first"]
