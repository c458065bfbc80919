from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff, visible_to_nobody

WORK = Personal(
    _("The diary of the advisers"),
    basis="contract",
    retention_months=36,
    erase="keep",
    kept=_("the chamber’s work: who did it is a number, emptied"),
)
PRESENCE = Personal(
    _("Attendance sheets and certificates"),
    basis="public interest",
    retention_months=36,
    erase="keep",
    kept=_("a count of those who came, without their name"),
    recipients=_("whoever pays for the workshop and asks for the attendance sheet"),
)
SIGNATURE = replace(PRESENCE, erase="blank", kept="")
NEED = Personal(
    _("Preparing the room so that you are at ease in it"),
    basis="consent",
    retention_months=1,
    erase="delete",
    expires=True,
)
RELAYED = Personal(
    _("Keeping who signed you up, and that they had your agreement"),
    basis="legal obligation",
    retention_months=36,
    erase="delete",
    recipients=_("the town hall, the association or the club that signed you up"),
)

CONTACT = Personal(
    _("Calling whoever opens the room"),
    basis="public interest",
    retention_months=36,
)

PERSONAL = {
    "workshops.AccessNeed": dict.fromkeys(["sign_up", "text", "told_at"], NEED),
    "workshops.RelaySignUp": dict.fromkeys(["sign_up", "name", "agreed_at", "recorded_by"], RELAYED),
    "workshops.Venue": dict.fromkeys(["contact_name", "contact_phone", "contact_email"], CONTACT),
    "workshops.Session": {"adviser": WORK, "note": WORK},
    "workshops.SessionReport": dict.fromkeys(["went_well", "to_change", "note"], WORK),
    "workshops.Attendance": {
        **dict.fromkeys(["sign_up", "present", "marked_at", "arrived_at", "signed_at"], PRESENCE),
        "signature": SIGNATURE,
    },
    "workshops.TrainerSignature": {
        **dict.fromkeys(["trainer", "signed_at"], WORK),
        "signature": replace(SIGNATURE, basis="contract"),
    },
}
OWNERS = {
    "workshops.Venue": "e-mail: contact_email",
    "workshops.Session": "adviser",
    "workshops.SessionReport": "session__adviser",
    "workshops.Attendance": "sign_up__person",
    "workshops.TrainerSignature": "trainer",
    "workshops.AccessNeed": "sign_up__person",
    "workshops.RelaySignUp": "sign_up__person",
}
VISIBLE = {
    # It may tell of their health: whoever prepares the room reads it there, and it goes nowhere else.
    "workshops.AccessNeed": visible_to_nobody,
    "workshops.RelaySignUp": ToStaff("sign_up__person__chamber"),
    "workshops.Attendance": ToStaff("sign_up__person__chamber"),
    "workshops.Venue": ToStaff("chamber"),
    "workshops.Session": ToStaff("chamber"),
    "workshops.SessionReport": ToStaff("session__chamber"),
    "workshops.TrainerSignature": ToStaff("session__chamber"),
}
NAMES = {
    "workshops.SessionReport": _("Reports of workshops"),
    "workshops.SessionReport.went_well": _("what went well"),
    "workshops.SessionReport.to_change": _("what to change"),
    "workshops.SessionReport.note": _("note for colleagues"),
    "workshops.Venue": _("Contact of a room"),
    "workshops.Venue.name": _("room"),
    "workshops.Venue.contact_name": _("person to ask for"),
    "workshops.Venue.contact_phone": _("telephone"),
    "workshops.Venue.contact_email": _("e-mail"),
    "workshops.Session": _("Workshops given"),
    "workshops.Session.note": _("note for colleagues"),
    "workshops.Session.adviser": _("adviser"),
    "workshops.Session.occasion": _("workshop"),
    "workshops.RelaySignUp": _("Sign-ups made by a town hall, an association, a club"),
    "workshops.RelaySignUp.sign_up": _("workshop"),
    "workshops.RelaySignUp.relay": _("signed up by"),
    "workshops.RelaySignUp.agreed_at": _("agreed on"),
    "workshops.RelaySignUp.recorded_by": _("number of whoever wrote it"),
    "workshops.AccessNeed": _("What you need to come"),
    "workshops.AccessNeed.sign_up": _("workshop"),
    "workshops.AccessNeed.text": _("what would help you to come"),
    "workshops.AccessNeed.told_at": _("written on"),
    "workshops.Attendance": _("Presence in workshops"),
    "workshops.Attendance.sign_up": _("workshop"),
    "workshops.Attendance.present": _("was there"),
    "workshops.Attendance.marked_at": _("marked on"),
    "workshops.Attendance.half": _("number of the half-day"),
    "workshops.Attendance.arrived_at": _("arrived late, at"),
    "workshops.Attendance.signature": _("signature"),
    "workshops.Attendance.signed_at": _("signed on"),
    "workshops.TrainerSignature": _("Signatures as a trainer"),
    "workshops.TrainerSignature.session": _("workshop"),
    "workshops.TrainerSignature.half": _("number of the half-day"),
    "workshops.TrainerSignature.trainer": _("trainer"),
    "workshops.TrainerSignature.signature": _("signature"),
    "workshops.TrainerSignature.signed_at": _("signed on"),
}
NOT_PERSONAL = {
    "workshops.SessionReport": ["id", "session", "present", "material", "withdrawn_at"],
    "workshops.SessionDocument": [
        "id",
        "session",
        "title",
        "file",
        "url",
        "added_at",
        "sent_at",
        "withdrawn_at",
    ],
    "workshops.Theme": ["code", "chamber", "level", "text", "withdrawn_at"],
    "workshops.ThemeVersion": ["id", "theme", "chamber", "number", "content", "published_at", "ended_at"],
    "workshops.Venue": [
        "id",
        "chamber",
        "name",
        "commune",
        "address",
        "capacity",
        "accessible",
        "accessible_toilets",
        "accessible_parking",
        "equipment",
        "more_equipment",
        "directions",
        "transport",
        "parking",
        "withdrawn_at",
    ],
    "workshops.VenueClosure": ["id", "venue", "first_on", "last_on", "why", "withdrawn_at"],
    "workshops.Session": [
        "id",
        "chamber",
        "theme",
        "venue",
        "occasion",
        "half_days",
        "code",
        "published_at",
        "taken_back_at",
        "co_advisers",
        "audience",
        "audience_theme",
        "audience_relay",
        "opens_on",
        "closes_on",
        "version",
    ],
    "workshops.Attendance": ["id", "half"],
    "workshops.TrainerSignature": ["id", "session", "half"],
    "workshops.AccessNeed": ["id"],
    "workshops.RelaySignUp": ["id", "relay"],
}
