"""The folders of collected documents that ETABLI_CORPUS names, `:` between them.

The first holds those that were at hand while the code was written; what the others hold measures it.
"""

import os
from pathlib import Path

VARIABLE = "ETABLI_CORPUS"


def folders() -> tuple[Path, ...]:
    """Those named, whether they are there or not; none when the variable isn't set."""
    return tuple(Path(named) for named in os.environ.get(VARIABLE, "").split(os.pathsep) if named)


def holding(*parts: str) -> Path | None:
    """The file or folder of that relative path, in the first folder that holds one."""
    paths = (folder.joinpath(*parts) for folder in folders())
    return next((path for path in paths if path.exists()), None)
