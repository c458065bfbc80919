"""`etabli bench NAME`: the measurements of the checkout's `bench` folder, which the installed package does not hold."""

import importlib
import sys

from etabli.foundation.terminal import refuse
from etabli.site.environment import CHECKOUT


def main(argv: list[str]) -> int:
    if not (CHECKOUT / "bench" / "__init__.py").is_file():
        refuse(
            "les mesures sont dans le dépôt, pas dans le paquet installé.",
            "the measurements are in the repository, not in the installed package.",
        )
    sys.path.insert(0, str(CHECKOUT))
    code: int = importlib.import_module("bench").main(argv)
    return code
