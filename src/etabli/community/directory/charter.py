"""The charter that members sign is that of neutrality; a profile keeps the number of its version."""

import re

from etabli.community.neutrality.charter import Charter, charter
from etabli.foundation.ui.language import reader_language


def text() -> Charter:
    """In the language of the reader."""
    return charter(reader_language())


def version() -> str:
    """The number in its first line ("Version 1 du …")."""
    match = re.search(r"\d+", charter("fr").version)
    return match[0] if match else ""
