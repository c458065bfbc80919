"""French words cut down to their stem, by the French rules alone."""

import importlib
import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any


def stem(word: str) -> str:
    """The stem of a folded word. A stemmer holds the word that it cuts: each has its own, as threads cut at once."""
    return str(_FrenchStemmer().stemWord(word))


def _french_rules() -> Any:
    """The library's own entry loads the rules of forty languages, a tenth of a second at the start of each process:
    an empty package stands in its place while those of French are imported."""
    name, spec = "snowballstemmer", find_spec("snowballstemmer")
    if name not in sys.modules and spec is not None:
        package = ModuleType(name)
        package.__path__ = list(spec.submodule_search_locations or [])
        sys.modules[name] = package
        try:
            return importlib.import_module(f"{name}.french_stemmer").FrenchStemmer
        finally:
            del sys.modules[name]
    return importlib.import_module(f"{name}.french_stemmer").FrenchStemmer


_FrenchStemmer = _french_rules()
