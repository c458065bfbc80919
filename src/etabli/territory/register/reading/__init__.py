"""Opening the official files and keeping what matters of them. What can't be used is refused with a sentence."""

from etabli.territory.register.reading.files import forget as forget, read_files as read_files
from etabli.territory.register.reading.result import Reading as Reading, given as given
from etabli.territory.register.reading.source_files import UnreadableFile as UnreadableFile
