from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, visible_to_nobody

NUMBER = _("a number: what bears it is emptied")
READ = Personal(
    _("Reading what is published, and telling why something is not"),
    basis="legitimate interest",
    retention_months=36,
    erase="pseudonym",
    recipients=_("the moderators and the board of the association"),
)
TRAIL = replace(READ, erase="keep", kept=NUMBER)
REPORTED = Personal(
    _("Answering those who report something"),
    basis="legitimate interest",
    retention_months=12,
    erase="blank",
    recipients=_("the moderators and the board of the association"),
)

PERSONAL = {
    "moderation.Case": {
        "title": READ,
        "author": TRAIL,
        "words": replace(READ, erase="blank"),
        "decided_by": TRAIL,
    },
    "moderation.Report": {
        "text": REPORTED,
        "email": REPORTED,
        "reporter": replace(REPORTED, erase="keep", kept=NUMBER),
        "source": replace(
            REPORTED, withheld=_("A number that tells reporters apart, made of what is not kept.")
        ),
    },
    "moderation.Appeal": {
        "text": READ,
        "written_by": TRAIL,
        "words": replace(READ, erase="blank"),
        "decided_by": TRAIL,
        "against": TRAIL,
    },
}
OWNERS = {
    "moderation.Case": "author",
    "moderation.Case.decided_by": "decided_by",
    "moderation.Report": "reporter",
    "moderation.Report.email": "e-mail: email",
    "moderation.Appeal": "written_by",
    "moderation.Appeal.decided_by": "decided_by",
    "moderation.Appeal.against": "against",
}
VISIBLE = {
    **dict.fromkeys(["moderation.Case", "moderation.Report", "moderation.Appeal"], visible_to_nobody),
}
NAMES = {
    "moderation.Case": _("What the moderators read of you"),
    "moderation.Case.author": _("number of its author"),
    "moderation.Case.state": _("where the thing is"),
    "moderation.Case.submitted_at": _("handed in on"),
    "moderation.Case.words": _("what the moderators add"),
    "moderation.Case.decided_by": _("number of who decided"),
    "moderation.Case.decided_at": _("decided on"),
    "moderation.Report": _("What you reported"),
    "moderation.Report.reason": _("what is wrong"),
    "moderation.Report.reporter": _("number of who reported it"),
    "moderation.Report.sent_at": _("sent on"),
    "moderation.Appeal": _("Your appeals"),
    "moderation.Appeal.written_by": _("number of who wrote it"),
    "moderation.Appeal.sent_at": _("sent on"),
    "moderation.Appeal.referred_at": _("given to the general assembly on"),
    "moderation.Appeal.is_shown": _("shown until the vote"),
    "moderation.Appeal.accepted": _("appeal accepted"),
    "moderation.Appeal.words": _("the answer"),
    "moderation.Appeal.decided_by": _("number of who decided"),
    "moderation.Appeal.decided_at": _("decided on"),
    "moderation.Appeal.against": _("number of whose decision it contests"),
}
NOT_PERSONAL = {
    "moderation.Case": [
        "id",
        "organisation",
        "subject_type",
        "subject_id",
        "state",
        "closed_from",
        "is_out",
        "submitted_at",
        "reason",
        "decided_at",
    ],
    "moderation.Report": [
        "id",
        "chamber",
        "case",
        "reason",
        "reporter_organisation_id",
        "sent_at",
        "closed_at",
        "withdrawn_at",
    ],
    "moderation.Appeal": [
        "id",
        "case",
        "sent_at",
        "referred_at",
        "is_shown",
        "accepted",
        "decided_at",
        "withdrawn_at",
    ],
    "moderation.Reason": ["id", "organisation", "code", "text", "is_offered", "withdrawn_at"],
    "moderation.Limits": [
        "id",
        "organisation",
        "accepted_needed",
        "days_needed",
        "daily_limit",
        "reports_needed",
        "remind_after_hours",
    ],
}
