"""Opening the official files and keeping what matters of them. What can't be used is refused with a sentence."""

from etabli.territory.register.reading.files import read_files as read_files, remove_stages as remove_stages
from etabli.territory.register.reading.result import Reading as Reading, reading_of as reading_of
from etabli.territory.register.reading.source_files import UnreadableFile as UnreadableFile
