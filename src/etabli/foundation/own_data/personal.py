from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff

PROOF = Personal(
    _("Keeping the proof that your data was erased when you asked"),
    basis="legal obligation",
    retention_months=60,
    erase="keep",
    kept=_("the proof that it was done, without a name"),
)

PERSONAL = {
    "own_data.Erasure": dict.fromkeys(
        ["owner", "is_late", "asked_at", "due_at", "reminded_at", "cancelled_at", "done_at"], PROOF
    )
}
OWNERS = {"own_data.Erasure": "owner"}
VISIBLE = {
    "own_data.Erasure": ToStaff("chamber"),
}
NAMES = {
    "own_data.Erasure": _("Requests to erase everything"),
    "own_data.Erasure.owner": _("number of whom it is about"),
    "own_data.Erasure.is_late": _("asked by the chamber, its time being over"),
    "own_data.Erasure.asked_at": _("asked on"),
    "own_data.Erasure.due_at": _("to be done on"),
    "own_data.Erasure.reminded_at": _("reminded on"),
    "own_data.Erasure.cancelled_at": _("taken back on"),
    "own_data.Erasure.done_at": _("done on"),
}
NOT_PERSONAL = {
    "own_data.Erasure": ["id", "chamber"],
    # A number that leads to an empty row, or to none: it is nobody's any more.
    "own_data.ErasedRow": ["id", "model", "key", "day"],
}
