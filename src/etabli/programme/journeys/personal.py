from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff

PATH = Personal(
    _("Letting you put your path aside, and showing you where you were when you come back"),
    basis="public interest",
    retention_months=36,
    erase="delete",
)
REACHED = replace(PATH, purpose=_("Showing you, and counting, how far people come on their path"))
NOTED = replace(
    REACHED,
    purpose=_("Knowing who noted it: you, or your adviser"),
    erase="keep",
    kept=_("a number: what bears it is emptied"),
)
CALLED = replace(PATH, purpose=_("Remembering what was said with you on the telephone, and when to call"))

PERSONAL = {
    "journeys.Journey": dict.fromkeys(
        [
            "person",
            "paused_at",
            "pause_until",
            "reminded_at",
            "resumed_at",
            "seen_at",
            "away_since",
            "back_at",
        ],
        PATH,
    ),
    "journeys.ContactNote": {
        **dict.fromkeys(["person", "kind", "outcome", "again_on", "text", "at", "withdrawn_at"], CALLED),
        "author": replace(CALLED, erase="blank"),
    },
    "journeys.Milestone": {
        **dict.fromkeys(["person", "kind", "reached_on", "noted_at", "withdrawn_at"], REACHED),
        "noted_by": NOTED,
    },
}
OWNERS = {
    "journeys.ContactNote": "person",
    "journeys.ContactNote.author": "author",
    "journeys.Journey": "person",
    "journeys.Milestone": "person",
    "journeys.Milestone.noted_by": "noted_by",
}
VISIBLE = {
    "journeys.ContactNote": ToStaff("chamber"),
    "journeys.Journey": ToStaff("chamber"),
    "journeys.Milestone": ToStaff("chamber"),
    "journeys.Milestone.noted_by": ToStaff("chamber"),
}
NAMES = {
    "journeys.ContactNote": _("Calls to you, and notes about you"),
    "journeys.ContactNote.kind": _("what"),
    "journeys.ContactNote.outcome": _("what came of it"),
    "journeys.ContactNote.again_on": _("the day of the other call"),
    "journeys.ContactNote.text": _("a line to remember"),
    "journeys.ContactNote.at": _("when"),
    "journeys.ContactNote.author": _("written by"),
    "journeys.Journey": _("Your path"),
    "journeys.Journey.paused_at": _("put aside on"),
    "journeys.Journey.pause_until": _("until"),
    "journeys.Journey.reminded_at": _("written to on"),
    "journeys.Journey.resumed_at": _("taken up again on"),
    "journeys.Journey.seen_at": _("last opened on"),
    "journeys.Journey.away_since": _("last visit before you came back"),
    "journeys.Journey.back_at": _("came back on"),
    "journeys.Milestone": _("What you reached"),
    "journeys.Milestone.kind": _("what"),
    "journeys.Milestone.reached_on": _("reached on"),
    "journeys.Milestone.noted_at": _("noted on"),
    "journeys.Milestone.noted_by": _("noted by"),
}
MODEL_NAMES_TO_STAFF = {
    "journeys.ContactNote": _("Calls to them, and notes about them"),
    "journeys.Journey": _("Their path"),
    "journeys.Milestone": _("What they reached"),
}
NOT_PERSONAL = {
    "journeys.ContactNote": ["id", "chamber"],
    "journeys.Journey": ["id", "chamber"],
    "journeys.Milestone": ["id", "chamber"],
}
