from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, visible_to_nobody

PROFILE = Personal(
    _("The directory: showing of you what you chose to show"),
    basis="consent",
    retention_months=36,
    recipients=_("whom you chose, field by field: everybody, the members, or nobody"),
)
COUNTED = replace(PROFILE, erase="keep", kept=_("a number: what bears it is emptied"))
MESSAGE = Personal(
    _("Passing on your message to a member of the directory, and their answer"),
    basis="contract",
    retention_months=24,
    recipients=_("the member whom you wrote to, without your address"),
)
ANSWER = replace(MESSAGE, recipients=_("whoever wrote to you, without your address"))
WHEN = replace(MESSAGE, erase="keep", kept=_("a count of the messages, without their author"))

TOLD = (
    "headline", "about", "trades", "skills", "sectors", "places", "languages", "availability", "available_on",
    "website", "email", "phone", "charter_version", "charter_on", "visibility", "drafts", "hidden_reason",
    "offered_at", "published_at", "hidden_at",
)  # fmt: skip

PERSONAL = {
    "directory.Profile": {**dict.fromkeys(TOLD, PROFILE), "is_remote": COUNTED},
    "directory.Piece": {
        "title": replace(PROFILE, erase="pseudonym"),
        **dict.fromkeys(["text", "link", "photo", "photo_says", "agreement", "hidden_reason"], PROFILE),
    },
    "directory.Contact": {
        "name": replace(MESSAGE, erase="pseudonym"),
        "email": MESSAGE,
        "text": replace(MESSAGE, erase="pseudonym"),
        "nonce": replace(MESSAGE, withheld=_("It is a part of a key: it stays locked away.")),
        "sent_at": WHEN,
        "confirmed_at": WHEN,
        "answer": ANSWER,
        "answered_at": replace(WHEN, kept=_("a count of the answers, without their author")),
    },
    "directory.Opening": {"times": COUNTED},
}
OWNERS = {
    "directory.Profile": "member__user",
    "directory.Piece": "profile__member__user",
    "directory.Contact": "e-mail: email",
    "directory.Contact.answer": "profile__member__user",
    "directory.Contact.answered_at": "profile__member__user",
    "directory.Opening": "profile__member__user",
}
VISIBLE = {
    **dict.fromkeys(
        ["directory.Profile", "directory.Piece", "directory.Contact", "directory.Opening"], visible_to_nobody
    ),
}
CODES = [
    "directory.Profile.languages",
    "directory.Profile.places",
    "directory.Profile.sectors",
    "directory.Profile.trades",
]
NAMES = {
    "directory.Profile": _("Profile in the directory"),
    "directory.Profile.headline": _("in one sentence"),
    "directory.Profile.about": _("presentation"),
    "directory.Profile.trades": _("other trades"),
    "directory.Profile.skills": _("skills"),
    "directory.Profile.sectors": _("craft sectors"),
    "directory.Profile.places": _("places served"),
    "directory.Profile.is_remote": _("works remotely"),
    "directory.Profile.languages": _("languages"),
    "directory.Profile.availability": _("availability"),
    "directory.Profile.available_on": _("day of the availability"),
    "directory.Profile.website": _("website"),
    "directory.Profile.charter_version": _("version of the charter"),
    "directory.Profile.charter_on": _("charter signed on"),
    "directory.Profile.visibility": _("who sees what"),
    "directory.Profile.drafts": _("drafts"),
    "directory.Profile.offered_at": _("offered on"),
    "directory.Profile.published_at": _("published on"),
    "directory.Profile.hidden_at": _("taken off by a moderator on"),
    "directory.Profile.hidden_reason": _("why it was taken off"),
    "directory.Piece": _("Pieces of the portfolio"),
    "directory.Piece.link": _("link"),
    "directory.Piece.photo": _("picture"),
    "directory.Piece.photo_says": _("what the picture shows"),
    "directory.Piece.agreement": _("how the client agreed"),
    "directory.Piece.hidden_reason": _("why it was taken off"),
    "directory.Contact": _("Messages by the directory"),
    "directory.Contact.text": _("message"),
    "directory.Contact.sent_at": _("sent on"),
    "directory.Contact.confirmed_at": _("confirmed on"),
    "directory.Contact.answer": _("answer"),
    "directory.Contact.answered_at": _("answered on"),
    "directory.Opening": _("Openings of your profile"),
    "directory.Opening.on": _("day"),
    "directory.Opening.times": _("times"),
}
NOT_PERSONAL = {
    "directory.Profile": ["member", "organisation"],
    "directory.Piece": ["id", "profile", "client_agrees", "rank", "added_at", "withdrawn_at", "hidden_at"],
    "directory.Contact": ["id", "party", "chamber", "profile", "withdrawn_at"],
    "directory.Opening": ["id", "profile", "on"],
}
