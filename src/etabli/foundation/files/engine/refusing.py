"""Why a file is not kept."""

from enum import StrEnum


class Reason(StrEnum):
    """One word for each; `foundation.files.receiving` says it to people, with how to mend it."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    OTHER_KIND = "other kind"  # not one that is taken here
    OLD_OFFICE = "old office"  # .doc, .rtf
    DRAWING = "drawing"  # SVG: a page that runs programs
    DAMAGED = "damaged"
    LOCKED = "locked"  # nobody can look inside without the password
    PROGRAM = "program"  # it would do something by itself when it is opened
    MACRO = "macro"
    ATTACHED = "attached"  # another file inside, which is a program
    SIGNED = "signed"  # it holds what would have to go, and its signature would go with it
    DISGUISED = "disguised"  # two kinds of file in one
    BOMB = "bomb"  # a little that unfolds to a lot
    TOO_MUCH = "too much"  # to look at, in time or memory
    VIRUS = "virus"
    UNWATCHED = "unwatched"  # the antivirus that should look at it does not answer


class Refused(Exception):
    """The file is not kept, for this reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
