from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff, visible_to_nobody

AD = Personal(
    _("Passing on your ad, without your name"),
    basis="consent",
    retention_months=24,
    recipients=_("the members of the association, without your name"),
)
BESIDE = replace(AD, erase="keep", kept=_("a number: what bears it is emptied"))
PROOF = Personal(
    _("Keeping the proof that you agreed"),
    basis="legal obligation",
    retention_months=60,
    erase="keep",
    kept=_("the proof that somebody agreed, without their name"),
)
TRAIL = Personal(
    _("Proving that nobody was favoured"),
    basis="legitimate interest",
    retention_months=60,
    erase="keep",
    kept=_("a number: what bears it is emptied"),
)
ANSWER = Personal(
    _("Passing on the answers of professionals to your ad"),
    basis="contract",
    retention_months=24,
    recipients=_("the artisan whose ad it is, and nobody else"),
)
LETTER = Personal(
    _("Letting an artisan and a professional write to one another"),
    basis="contract",
    retention_months=24,
    recipients=_("the artisan and the professional who answered, and nobody else"),
)
OUTCOME = Personal(
    _("Knowing whether ads are of use"), basis="consent", retention_months=24, recipients=_("nobody")
)
COUNTED = replace(OUTCOME, erase="keep", kept=_("a count of what came of the ads, without a name"))
ALERT = Personal(
    _("Telling you of the new ads that you chose"), basis="contract", retention_months=36, erase="delete"
)
WHEN = replace(ANSWER, erase="keep", kept=_("a count of the answers, without their author"))

WHEN_SENT = replace(AD, erase="keep", kept=_("a count of the ads shown outside"))

PERSONAL = {
    "market.Ad": {
        "person": BESIDE,
        "consent": PROOF,
        "title": replace(AD, erase="pseudonym"),
        **dict.fromkeys(
            [
                "brief_ref",
                "text",
                "needs",
                "trades",
                "place",
                "epci_code",
                "budget",
                "budget_blank_why",
                "hidden_reason",
                "withdrawal_reason",
            ],
            AD,
        ),
        "came_of": COUNTED,
        "came_of_answer": replace(OUTCOME, erase="blank"),
        "came_of_reason": COUNTED,
        "came_of_why": OUTCOME,
        "came_of_at": COUNTED,
        "relayed_by": TRAIL,
    },
    "market.Sending": {
        "consent": PROOF,
        "portal": AD,
        "sent_by": TRAIL,
        "sent_at": WHEN_SENT,
        "withdrawn_at": WHEN_SENT,
    },
    "market.Letter": {
        "written_by": TRAIL,
        "text": replace(LETTER, erase="pseudonym"),
        "file": LETTER,
        "hidden_reason": LETTER,
        "sent_at": WHEN,
        "withdrawn_at": WHEN,
    },
    "market.Alert": dict.fromkeys(["member", "trades", "epci_codes", "stopped_at"], ALERT),
    "market.Answer": {
        "member": TRAIL,
        "message": replace(ANSWER, erase="pseudonym"),
        "quote": ANSWER,
        "sent_at": WHEN,
        "withdrawn_at": WHEN,
    },
}
OWNERS = {
    "market.Ad": "person",
    "market.Ad.relayed_by": "relayed_by",
    "market.Answer": "member__user",
    "market.Sending": "ad__person",
    "market.Sending.sent_by": "sent_by",
    "market.Letter": "written_by",
    "market.Alert": "member__user",
}
CAME_OF = ("came_of", "came_of_answer", "came_of_reason", "came_of_why", "came_of_at")
VISIBLE = {
    "market.Ad": ToStaff("chamber"),
    # What came of it is counted, and read by nobody: that was promised when it was asked.
    **dict.fromkeys([f"market.Ad.{name}" for name in CAME_OF], visible_to_nobody),
    "market.Sending": ToStaff("ad__chamber"),
    **dict.fromkeys(["market.Answer", "market.Letter", "market.Alert"], visible_to_nobody),
}
CODES = [
    "market.Ad.epci_code",
    "market.Ad.needs",
    "market.Ad.trades",
    "market.Alert.epci_codes",
    "market.Alert.trades",
]
NAMES = {
    "market.Ad": _("Ads"),
    "market.Ad.consent": _("your agreement"),
    "market.Ad.brief_ref": _("the project that it comes from"),
    "market.Ad.needs": _("needs"),
    "market.Ad.budget": _("budget"),
    "market.Ad.deadline_on": _("answers until"),
    "market.Ad.relayed_by": _("passed on by"),
    "market.Ad.trades": _("trades asked for"),
    "market.Ad.epci_code": _("code of the place"),
    "market.Ad.budget_blank_why": _("why the budget is blank"),
    "market.Ad.hidden_reason": _("why a moderator took it away"),
    "market.Ad.withdrawal_reason": _("why it was withdrawn"),
    "market.Ad.came_of": _("what came of it"),
    "market.Ad.came_of_answer": _("the answer that was chosen"),
    "market.Ad.came_of_reason": _("reason"),
    "market.Ad.came_of_why": _("why"),
    "market.Ad.came_of_at": _("said on"),
    "market.Sending": _("Ads shown elsewhere"),
    "market.Sending.ad": _("ad"),
    "market.Sending.destination": _("where to"),
    "market.Sending.portal": _("portal"),
    "market.Sending.consent": _("your agreement"),
    "market.Sending.sent_by": _("passed on by"),
    "market.Sending.sent_at": _("sent on"),
    "market.Letter": _("Messages about ads"),
    "market.Letter.answer": _("answer"),
    "market.Letter.written_by": _("written by"),
    "market.Letter.text": _("message"),
    "market.Letter.file": _("file"),
    "market.Letter.hidden_reason": _("why a moderator took it away"),
    "market.Letter.sent_at": _("sent on"),
    "market.Alert": _("Alerts on new ads"),
    "market.Alert.member": _("place in the association"),
    "market.Alert.trades": _("trades asked for"),
    "market.Alert.epci_codes": _("places of the ads"),
    "market.Alert.stopped_at": _("stopped on"),
    "market.Answer": _("Answers to ads"),
    "market.Answer.ad": _("ad"),
    "market.Answer.member": _("place in the association"),
    "market.Answer.message": _("message"),
    "market.Answer.quote": _("quote"),
    "market.Answer.sent_at": _("sent on"),
}
NOT_PERSONAL = {
    "market.Ad": [
        "id",
        "chamber",
        "deadline_on",
        "answers_cap",
        "answers_taken",
        "draw_seed",
        "passed_on_at",
        "withdrawn_at",
        "published_at",
        "hidden_at",
        "alerted_through",
        "alerted_at",
        "reminded_on",
        "asked_at",
    ],
    "market.Answer": ["id", "ad"],
    "market.Sending": ["id", "ad", "destination"],
    "market.Letter": ["id", "answer", "by_artisan", "hidden_at"],
    "market.Alert": ["id"],
    "market.ReadingRule": ["id", "organisation", "after"],
}
