from django.utils.translation import gettext_lazy as _

from etabli.foundation.notices.personal import NOTICE
from etabli.foundation.registries import Personal, ToStaff

PLACE = Personal(
    _("Keeping your place"),
    basis="public interest",
    retention_months=36,
    erase="keep",
    kept=_("a count of those who came, without their name"),
)

FIELDS = [
    "holder",
    "person",
    "status",
    "number",
    "via",
    "signed_up_at",
    "brought_by",
    "offered_until",
    "ahead_since",
    "unanswered",
    "late_at",
    "confirmed_at",
    "is_shown",
]
WORK = Personal(
    _("Knowing who of the staff wrote"),
    basis="contract",
    retention_months=24,
    erase="keep",
    kept=_("the staff’s work: who did it is a number, emptied"),
)
ORIGIN = Personal(
    _("Keeping one connection from taking all the places"),
    basis="public interest",
    retention_months=1,
)
PERSONAL = {
    "seats.SignUp": {**dict.fromkeys(FIELDS, PLACE), "origin": ORIGIN},
    "seats.StaffMessage": {
        **dict.fromkeys(["person", "title", "text", "written_at", "left_at"], NOTICE),
        "author": WORK,
    },
    "seats.StaffMessageReader": dict.fromkeys(["message", "person", "sign_up"], NOTICE),
}
OWNERS = {
    "seats.SignUp": ("person", "holder__user"),
    "seats.StaffMessage": "person",
    "seats.StaffMessage.author": "author",
    "seats.StaffMessageReader": "person",
}
VISIBLE = {
    "seats.StaffMessage": ToStaff("chamber"),
    "seats.StaffMessageReader": ToStaff("message__chamber"),
    "seats.SignUp": ToStaff("person__chamber"),
}
NAMES = {
    "seats.StaffMessage": _("Messages that the staff wrote to you"),
    "seats.StaffMessage.author": _("who wrote it"),
    "seats.StaffMessage.written_at": _("written on"),
    "seats.StaffMessage.left_at": _("left on"),
    "seats.StaffMessageReader": _("Messages that the staff wrote to those who signed up"),
    "seats.StaffMessageReader.message": _("message"),
    "seats.StaffMessageReader.sign_up": _("sign-up"),
    "seats.SignUp": _("Your places"),
    "seats.SignUp.holder": _("whose place"),
    "seats.SignUp.occasion": _("event"),
    "seats.SignUp.number": _("order of arrival"),
    "seats.SignUp.via": _("came through"),
    "seats.SignUp.signed_up_at": _("signed up on"),
    "seats.SignUp.brought_by": _("came with"),
    "seats.SignUp.offered_until": _("a place was held until"),
    "seats.SignUp.ahead_since": _("head of the waiting list since"),
    "seats.SignUp.unanswered": _("offers without an answer"),
    "seats.SignUp.confirmed_at": _("confirmed on"),
    "seats.SignUp.origin": _("mark of the connection, until it begins"),
    "seats.SignUp.late_at": _("said that they come late on"),
    "seats.SignUp.is_shown": _("shown among those who come"),
}
CODES = ["seats.SignUp.origin"]
NOT_PERSONAL = {
    "seats.Occasion": [
        "id",
        "organisation",
        "kind",
        "title",
        "starts_at",
        "ends_at",
        "sittings",
        "place",
        "capacity",
        "taken",
        "waiting",
        "arrivals",
        "uid",
        "sequence",
        "practical",
        "reminded_at",
        "cancelled_at",
    ],
    "seats.SignUp": ["id", "occasion"],
    "seats.StaffMessage": ["id", "chamber", "occasion", "key", "leaves_at", "cancelled_at"],
    "seats.StaffMessageReader": ["id"],
    "seats.ConfirmationRule": ["id", "organisation", "most"],
}
