"""The acts of protection: what is said of a gesture, and who holds which account."""

from etabli.programme.protection.actions.accounts import (
    PasswordWritten as PasswordWritten,
    change_account as change_account,
    note_account as note_account,
    remove_account as remove_account,
)
from etabli.programme.protection.actions.gestures import (
    NothingToKeep as NothingToKeep,
    keep_marks as keep_marks,
    mark_gesture as mark_gesture,
    reopen_gesture as reopen_gesture,
)
