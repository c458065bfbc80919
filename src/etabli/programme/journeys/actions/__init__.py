"""The acts on a path: putting it aside, taking it up, noting what was reached; and calls and notes about an artisan."""

from etabli.programme.journeys.actions.contacts import (
    NothingWritten as NothingWritten,
    WrongDayToCall as WrongDayToCall,
    note_call as note_call,
    note_caller as note_caller,
    write_note as write_note,
)
from etabli.programme.journeys.actions.path import (
    AlreadyNoted as AlreadyNoted,
    NotPaused as NotPaused,
    WrongDay as WrongDay,
    note_milestone as note_milestone,
    note_visit as note_visit,
    pause as pause,
    remind as remind,
    resume as resume,
    withdraw_milestone as withdraw_milestone,
)
