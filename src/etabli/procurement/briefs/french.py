"""The facts on the French language that tell a name from a word, committed beside the code. See data/ATTRIBUTION.md."""

from functools import cache
from importlib.resources import files

from etabli.procurement.briefs.engine import French


@cache
def french() -> French:
    """The everyday words, the names and the places made of everyday words."""
    return French(
        stems=frozenset(_read("stems").split()),
        common=frozenset(_read("common").split()),
        typed=frozenset(_read("typed").split()),
        also_words=frozenset(_read("also_words").split()),
        names=frozenset(_read("names").split()),
        places=frozenset(_read("places").splitlines()),
    )


def _read(name: str) -> str:
    return files(__package__).joinpath(f"data/{name}.txt").read_text(encoding="utf-8")
