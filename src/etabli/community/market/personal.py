from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.rooms import Personal

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
WHEN = replace(ANSWER, erase="keep", kept=_("a count of the answers, without their author"))

PERSONAL = {
    "market.Ad": {
        "person": BESIDE,
        "consent": PROOF,
        "title": replace(AD, erase="pseudonym"),
        **dict.fromkeys(["brief_ref", "text", "needs", "place", "budget", "withdrawal_reason"], AD),
        "relayed_by": TRAIL,
    },
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
    "market.Ad.relayed_by": "key: relayed_by",
    "market.Answer": "member__user",
}
NAMES = {
    "market.Ad": _("Ads"),
    "market.Ad.consent": _("your agreement"),
    "market.Ad.brief_ref": _("the project that it comes from"),
    "market.Ad.needs": _("needs"),
    "market.Ad.budget": _("budget"),
    "market.Ad.deadline_on": _("answers until"),
    "market.Ad.relayed_by": _("passed on by"),
    "market.Ad.withdrawal_reason": _("why it was withdrawn"),
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
    ],
    "market.Answer": ["id", "ad"],
}
