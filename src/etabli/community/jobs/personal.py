from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, visible_to_nobody

OFFER = Personal(
    _("Publishing the offer of work that you wrote"),
    basis="contract",
    retention_months=36,
    recipients=_("everybody, once it is published"),
)
WHOSE = replace(OFFER, erase="keep", kept=_("a number: what bears it is emptied"))
LINK = Personal(
    _("Writing to you about the offers that you wrote, answered or asked for"),
    basis="contract",
    retention_months=36,
    erase="pseudonym",
)
KEY = replace(LINK, erase="blank", withheld=_("It is a part of a key: it stays locked away."))
APPLICATION = Personal(
    _("Passing your application on to whoever offers the work"),
    basis="contract",
    retention_months=6,
    erase="delete",
    expires=True,
    recipients=_("the author of the offer, and nobody else"),
)
ALERT = Personal(
    _("Telling you of the new offers that you look for"),
    basis="consent",
    retention_months=36,
    erase="delete",
)

PERSONAL = {
    "jobs.Job": {
        "author": WHOSE,
        "title": replace(OFFER, erase="pseudonym"),
        **dict.fromkeys(
            ["employer", "website", "duties", "skills", "how_to_apply", "outcome_note", "hidden_reason"],
            OFFER,
        ),
    },
    "jobs.Correspondent": {"email": LINK, "nonce": KEY},
    "jobs.Application": dict.fromkeys(
        ["job", "correspondent", "name", "words", "cv", "shows_address", "sent_at", "withdrawn_at"],
        APPLICATION,
    ),
    "jobs.Message": dict.fromkeys(["from_author", "text", "sent_at", "withdrawn_at"], APPLICATION),
    "jobs.Alert": dict.fromkeys(
        ["correspondent", "query", "rhythm", "asked_at", "confirmed_at", "told_until", "withdrawn_at"], ALERT
    ),
}
OWNERS = {
    "jobs.Job": "row: author",
    "jobs.Correspondent": "e-mail: email",
    "jobs.Application": "e-mail: correspondent__email",
    "jobs.Message": "e-mail: application__correspondent__email",
    "jobs.Alert": "e-mail: correspondent__email",
}
VISIBLE = {
    **dict.fromkeys(
        ["jobs.Job", "jobs.Correspondent", "jobs.Application", "jobs.Message", "jobs.Alert"],
        visible_to_nobody,
    ),
}
NAMES = {
    "jobs.Job": _("Offers of work"),
    "jobs.Job.author": _("number of who wrote it"),
    "jobs.Job.employer": _("who offers it"),
    "jobs.Job.website": _("website"),
    "jobs.Job.duties": _("what is to be done"),
    "jobs.Job.skills": _("skills"),
    "jobs.Job.how_to_apply": _("how to apply"),
    "jobs.Job.outcome_note": _("what came of it"),
    "jobs.Job.hidden_reason": _("why it was refused"),
    "jobs.Correspondent": _("Address to which we write about offers"),
    "jobs.Application": _("Applications"),
    "jobs.Application.job": _("offer"),
    "jobs.Application.correspondent": _("address"),
    "jobs.Application.words": _("message"),
    "jobs.Application.cv": _("CV"),
    "jobs.Application.shows_address": _("your address is shown"),
    "jobs.Application.sent_at": _("sent on"),
    "jobs.Message": _("Messages about an application"),
    "jobs.Message.from_author": _("from the author of the offer"),
    "jobs.Message.sent_at": _("sent on"),
    "jobs.Alert": _("Alerts of new offers"),
    "jobs.Alert.correspondent": _("address"),
    "jobs.Alert.query": _("what is looked for"),
    "jobs.Alert.rhythm": _("how often"),
    "jobs.Alert.asked_at": _("asked on"),
    "jobs.Alert.confirmed_at": _("confirmed on"),
    "jobs.Alert.told_until": _("told until"),
}
CODES = ["jobs.Alert.correspondent", "jobs.Application.correspondent"]
NOT_PERSONAL = {
    "jobs.Job": [
        "id",
        "organisation",
        "kind",
        "trade",
        "commune",
        "remote",
        "starts_on",
        "duration",
        "duration_unit",
        "week_minutes",
        "pay_low_cents",
        "pay_high_cents",
        "pay_period",
        "agreement",
        "diploma",
        "apply_by_on",
        "written_at",
        "submitted_at",
        "published_at",
        "first_published_at",
        "published_on",
        "expires_on",
        "reminded_for",
        "hidden_at",
        "closed_at",
        "outcome",
        "withdrawn_at",
    ],
    "jobs.Correspondent": ["id", "party", "organisation", "chamber_id", "created_at", "expires_at"],
    "jobs.Application": ["id"],
    "jobs.Message": ["id", "application"],
    "jobs.Alert": ["id"],
}
