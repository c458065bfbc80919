"""Opening the official files and keeping what matters of them. What can't be used is refused with a sentence."""

from etabli.territory.register.reading.files import forget, read_files
from etabli.territory.register.reading.opening import UnreadableFile
from etabli.territory.register.reading.result import Reading, given

__all__ = ["Reading", "UnreadableFile", "forget", "given", "read_files"]
