"""A reading as the database keeps it for years: a packed `Quote` under the number of its shape.

Whoever renames, removes or retypes a field of a class that a Quote holds raises VERSION and adds to UPGRADES the
function that turns a reading of the version before into the next. A field that is added with a default needs neither.

Readings are upgraded each time they are opened and never rewritten for that: showing a page writes nothing, a version
of Établi that is installed again after an upgrade finds its rows as it left them, and no migration has to pass over
every reading. A document that is read again is written in the version of that day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .model import Quote
from .packing import pack, unpack

VERSION = 2
FIRST = 1  # readings of before the number bear none


def to_stored(quote: Quote) -> dict[str, object]:
    """Everything in the quote, in a form that JSON carries without loss; `from_stored` gives it back equal."""
    packed = pack(quote)
    assert isinstance(packed, dict)
    return {"version": VERSION, **packed}


def from_stored(reading: Mapping[str, object]) -> Quote:
    """The quote of a stored reading of any version up to this one.

    Raises ValueError for what a newer version wrote, and for what isn't a reading."""
    try:
        quote = unpack(upgraded(reading))
    except (ArithmeticError, AttributeError, KeyError, TypeError) as error:
        raise ValueError("not a stored reading") from error
    if not isinstance(quote, Quote):
        raise ValueError("not a stored reading")
    return quote


def upgraded(reading: Mapping[str, object]) -> object:
    """The packed quote of a stored reading in today's shape, without its number; the reading itself stays as it is."""
    version = reading.get("version", FIRST)
    if not isinstance(version, int) or not FIRST <= version <= VERSION:
        raise ValueError(f"a reading of version {version}, of which this one knows {FIRST} to {VERSION}")
    packed: object = {name: value for name, value in reading.items() if name != "version"}
    for before in range(version, VERSION):
        packed = UPGRADES[before](packed)
    return packed


def _to_2(packed: object) -> object:
    """What isn't seen is a share, and the sizes are those of pages: their names say so."""
    return _renamed(packed, "Quote", {"hidden": "hidden_share", "sizes": "page_sizes"})


# From each version to the next.
UPGRADES: Mapping[int, Callable[[object], object]] = {1: _to_2}


def _renamed(packed: object, kind: str, names: Mapping[str, str]) -> object:
    """A copy in which these fields of each object of this class have their new names."""
    if isinstance(packed, list):
        return [_renamed(item, kind, names) for item in packed]
    if not isinstance(packed, dict):
        return packed
    new = names if packed.get("$") == kind else {}
    return {new.get(name, name): _renamed(value, kind, names) for name, value in packed.items()}
