from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, visible_to_nobody

PROPOSED = Personal(
    _("Publishing the events that you propose"),
    basis="contract",
    retention_months=60,
    recipients=_("the members of the association; everybody, where you open it to all"),
)
WHOSE = replace(PROPOSED, erase="keep", kept=_("a number: what bears it is emptied"))
NAMELESS = replace(PROPOSED, erase="pseudonym")

PERSONAL = {
    "agenda.Event": {
        "author": WHOSE,
        "title": NAMELESS,
        "text": NAMELESS,
        **dict.fromkeys(["place", "link", "price_note", "hidden_reason", "cancelled_reason"], PROPOSED),
    },
    "agenda.EventDate": {"reason": PROPOSED},
}
OWNERS = {"agenda.Event": "author__user", "agenda.EventDate": "event__author__user"}
VISIBLE = dict.fromkeys(["agenda.Event", "agenda.EventDate"], visible_to_nobody)
CODES = ["agenda.Event.trade"]
NAMES = {
    "agenda.Event": _("Events proposed"),
    "agenda.Event.author": _("number of who wrote it"),
    "agenda.Event.link": _("link to take part online"),
    "agenda.Event.price_note": _("about the price"),
    "agenda.Event.trade": _("trade"),
    "agenda.Event.is_open": _("open to all"),
    "agenda.Event.proposed_at": _("proposed on"),
    "agenda.Event.published_at": _("out since"),
    "agenda.Event.hidden_reason": _("why the board refused it"),
    "agenda.Event.cancelled_reason": _("why it was called off"),
    "agenda.EventDate": _("Dates of the events proposed"),
    "agenda.EventDate.event": _("event"),
    "agenda.EventDate.starts_at": _("begins"),
    "agenda.EventDate.ends_at": _("ends"),
    "agenda.EventDate.reason": _("why it changed"),
}
NOT_PERSONAL = {
    "agenda.Event": [
        "id",
        "organisation",
        "commune",
        "is_online",
        "price_cents",
        "trade",
        "is_open",
        "proposed_at",
        "published_at",
        "edited_at",
        "hidden_at",
        "cancelled_at",
        "withdrawn_at",
    ],
    "agenda.EventDate": [
        "id",
        "event",
        "starts_at",
        "ends_at",
        "is_all_day",
        "moved_from",
        "cancelled_at",
        "withdrawn_at",
        "occasion",
    ],
    "agenda.NeighbourFeed": [
        "id",
        "organisation",
        "name",
        "url",
        "page",
        "added_at",
        "ended_at",
        "title",
        "etag",
        "modified",
        "tried_at",
        "read_at",
        "next_at",
        "failure",
        "failures",
        "has_unstable_uids",
        "notified_at",
        "summary",
    ],
    "agenda.FeedEvent": [
        "id",
        "feed",
        "uid",
        "occurrence",
        "data",
        "title",
        "place",
        "commune",
        "url",
        "starts_at",
        "ends_at",
        "is_all_day",
        "is_online",
        "is_free",
        "is_cancelled",
        "first_read_at",
        "gone_at",
        "head",
        "head_date",
    ],
    "agenda.FeedNews": ["id", "feed", "uid", "title", "text", "url", "published_at"],
    "agenda.FeedPair": [
        "id",
        "organisation",
        "event",
        "other",
        "own_date",
        "score",
        "reasons",
        "fingerprint",
        "asked_at",
        "lapsed_at",
        "decision",
        "is_second_shown",
        "decided_at",
    ],
}
