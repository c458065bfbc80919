from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff, visible_to_nobody

READERS = _(
    "the members of the association; everybody, where who asked chose it; of an artisan, without the name unless they "
    "chose to show it"
)
WRITTEN = Personal(
    _("Publishing the questions that you ask and the answers that you give"),
    basis="contract",
    retention_months=60,
    recipients=READERS,
)
WHOSE = replace(WRITTEN, erase="keep", kept=_("a number: what bears it is emptied"))
WHEN_NAMED = replace(WRITTEN, erase="keep", kept=_("a choice, of a name that is emptied"))
WHEN = replace(WRITTEN, erase="keep", kept=_("when something was written, without its words or its author"))
THANKED = Personal(
    _("Counting those who say thank you for an answer"),
    basis="consent",
    retention_months=60,
    erase="delete",
)
FOLLOWED = Personal(
    _("Telling you of the questions that you follow"),
    basis="consent",
    retention_months=60,
    erase="delete",
)
BY_MAIL = Personal(
    _("Taking an answer that you send by e-mail once, and not twice"),
    basis="contract",
    retention_months=6,
    erase="delete",
    expires=True,
)
WORDS = {"text": WRITTEN, "hidden_reason": WRITTEN, "former_name": WRITTEN}
TIMES = dict.fromkeys(["written_at", "published_at", "edited_at", "hidden_at", "withdrawn_at"], WHEN)

PERSONAL = {
    "forum.Thread": {
        "author": WHOSE,
        "person": WHOSE,
        "is_named": WHEN_NAMED,
        "craft_code": WRITTEN,
        "title": replace(WRITTEN, erase="pseudonym"),
        **WORDS,
        "closed_reason": WRITTEN,
        **TIMES,
    },
    "forum.Post": {"author": WHOSE, **WORDS, **TIMES},
    "forum.MailAnswer": dict.fromkeys(
        ["party", "thread", "post", "key", "came_at", "outcome", "notified_at"], BY_MAIL
    ),
    "forum.Thanks": dict.fromkeys(["post", "member", "person", "given_at", "withdrawn_at"], THANKED),
    "forum.Watch": dict.fromkeys(
        ["member", "thread", "trade", "since", "read_until", "withdrawn_at"], FOLLOWED
    ),
}
OWNERS = {
    "forum.Thread": ("author__user", "person"),
    "forum.Post": "author__user",
    "forum.MailAnswer": "party",
    "forum.Thanks": ("member__user", "person"),
    "forum.Watch": "member__user",
}
VISIBLE = {
    "forum.Thread": ToStaff("person__chamber"),
    **dict.fromkeys(["forum.Post", "forum.MailAnswer", "forum.Thanks", "forum.Watch"], visible_to_nobody),
}
CODES = ["forum.Thread.craft_code", "forum.Thread.trade", "forum.Watch.trade"]
NAMES = {
    "forum.Thread": _("Questions asked"),
    "forum.Thread.author": _("number of who wrote it"),
    "forum.Thread.person": _("number of who asked"),
    "forum.Thread.is_named": _("members read the name"),
    "forum.Thread.craft_code": _("code of the craft"),
    "forum.Thread.trade": _("trade"),
    "forum.Thread.is_public": _("everybody reads it"),
    "forum.Thread.hidden_reason": _("why it was taken off"),
    "forum.Thread.closed_reason": _("why it was closed"),
    "forum.Thread.edited_at": _("corrected on"),
    "forum.Thread.written_at": _("written on"),
    "forum.Thread.published_at": _("published on"),
    "forum.Post.written_at": _("written on"),
    "forum.Post.published_at": _("published on"),
    "forum.Thread.hidden_at": _("taken off on"),
    "forum.Thread.former_name": _("name on the former forum"),
    "forum.Post": _("Answers given"),
    "forum.Post.thread": _("question"),
    "forum.Post.author": _("number of who wrote it"),
    "forum.Post.hidden_reason": _("why it was taken off"),
    "forum.Post.edited_at": _("corrected on"),
    "forum.Post.hidden_at": _("taken off on"),
    "forum.Post.former_name": _("name on the former forum"),
    "forum.MailAnswer": _("Answers sent by e-mail"),
    "forum.MailAnswer.party": _("number of who sent it"),
    "forum.MailAnswer.thread": _("question"),
    "forum.MailAnswer.post": _("number of the answer"),
    "forum.MailAnswer.key": _("our reference"),
    "forum.MailAnswer.came_at": _("came on"),
    "forum.MailAnswer.outcome": _("what became of it"),
    "forum.MailAnswer.notified_at": _("written back on"),
    "forum.Thanks": _("Thank you said"),
    "forum.Thanks.post": _("answer to"),
    "forum.Thanks.member": _("member"),
    "forum.Thanks.person": _("number of who says it"),
    "forum.Thanks.given_at": _("said on"),
    "forum.Watch": _("What you follow"),
    "forum.Watch.member": _("member"),
    "forum.Watch.thread": _("question"),
    "forum.Watch.trade": _("trade"),
    "forum.Watch.since": _("followed since"),
    "forum.Watch.read_until": _("read until"),
}
NOT_PERSONAL = {
    "forum.Thread": [
        "id",
        "organisation",
        "trade",
        "is_public",
        "accepted",
        "accepted_at",
        "closed_at",
        "merged_into",
        "split_from",
        "notified",
        "notified_through",
        "state",
        "answers_count",
        "active_at",
        "former_number",
    ],
    "forum.Post": ["id", "thread", "quoted", "certified_at", "former_number"],
    "forum.MailAnswer": ["id"],
    "forum.Thanks": ["id"],
    "forum.Watch": ["id"],
}
