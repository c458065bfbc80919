from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, visible_to_nobody

MEMBERSHIP = Personal(
    _("The life of the association of professionals"),
    basis="contract",
    retention_months=36,
    erase="pseudonym",
    recipients=_("the members of the association"),
)
PLACE = replace(MEMBERSHIP, purpose=_("Letting people find a professional near them"), erase="blank")
COUNTED = replace(MEMBERSHIP, erase="keep", kept=_("a count of the members, without their name"))
BOARD = _("the board of the association")
MONEY = Personal(
    _("The dues of the association and their receipts"),
    basis="legal obligation",
    retention_months=120,
    erase="keep",
    kept=_("the association’s accounts: amounts, without a name"),
    recipients=BOARD,
)
REFERENCE = replace(MONEY, erase="blank", kept="")
ASKED = Personal(
    _("Answering whoever asks to join the association"),
    basis="contract",
    retention_months=36,
    recipients=BOARD,
)
NAMED = replace(ASKED, erase="pseudonym")
STATED = replace(ASKED, erase="keep", kept=_("a count of those who asked, without their name"))
KEY = replace(ASKED, withheld=_("It is a part of a key: it stays locked away."))
QUARREL = Personal(
    _("Suspending a member, and hearing them"),
    basis="legitimate interest",
    retention_months=60,
    recipients=BOARD,
)
QUARREL_DAYS = replace(QUARREL, erase="keep", kept=_("a count of the suspensions, without a name"))

PERSONAL = {
    "association.Member": {
        **dict.fromkeys(
            ["user", "kind", "trade", "category", "joined_on", "returned_on", "left_on", "suspended_at"],
            COUNTED,
        ),
        "display_name": MEMBERSHIP,
        "commune_code": PLACE,
    },
    "association.Dues": dict.fromkeys(
        ["member", "period", "paid_cents", "amount_cents", "due_on", "waived_at"], MONEY
    ),
    "association.Payment": {
        **dict.fromkeys(["dues", "method", "amount_cents", "paid_on", "number"], MONEY),
        "reference": REFERENCE,
    },
    "association.Application": {
        **dict.fromkeys(["email", "name"], NAMED),
        **dict.fromkeys(["company", "commune_code", "text", "question", "answer", "reason"], ASKED),
        **dict.fromkeys(
            ["kind", "trade", "state", "sent_at", "confirmed_at", "decided_at", "member"], STATED
        ),
        "nonce": KEY,
    },
    "association.Suspension": {
        **dict.fromkeys(["reason", "appeal", "decision"], QUARREL),
        **dict.fromkeys(
            [
                "member",
                "ground",
                "suspended_by",
                "suspended_at",
                "ends_on",
                "referred_at",
                "appealed_at",
                "decided_at",
                "ended_at",
            ],
            QUARREL_DAYS,
        ),
    },
}
OWNERS = {
    "association.Member": "user",
    "association.Dues": "member__user",
    "association.Payment": "dues__member__user",
    "association.Application": "e-mail: email",
    "association.Suspension": "member__user",
    "association.Suspension.suspended_by": "suspended_by",
}
VISIBLE = {
    **dict.fromkeys(
        [
            "association.Member",
            "association.Dues",
            "association.Payment",
            "association.Application",
            "association.Suspension",
        ],
        visible_to_nobody,
    ),
}
NAMES = {
    "association.Member": _("Place in the association"),
    "association.Member.organisation": _("association"),
    "association.Member.kind": _("person or company"),
    "association.Member.display_name": _("name shown"),
    "association.Member.trade": _("trade"),
    "association.Member.commune_code": _("commune"),
    "association.Member.category": _("category of dues"),
    "association.Member.joined_on": _("joined on"),
    "association.Member.returned_on": _("came back on"),
    "association.Member.left_on": _("left on"),
    "association.Member.suspended_at": _("suspended on"),
    "association.Dues": _("Dues"),
    "association.Dues.member": _("place in the association"),
    "association.Dues.period": _("period"),
    "association.Dues.amount_cents": _("amount, in cents"),
    "association.Dues.paid_cents": _("paid, in cents"),
    "association.Dues.due_on": _("to be paid by"),
    "association.Dues.waived_at": _("no longer asked for since"),
    "association.Payment": _("Payments of dues"),
    "association.Payment.dues": _("dues"),
    "association.Payment.method": _("means"),
    "association.Payment.reference": _("reference"),
    "association.Payment.amount_cents": _("amount, in cents"),
    "association.Payment.paid_on": _("paid on"),
    "association.Payment.number": _("number of the receipt"),
    "association.Application": _("Requests to join the association"),
    "association.Application.organisation": _("association"),
    "association.Application.kind": _("person or company"),
    "association.Application.company": _("company"),
    "association.Application.trade": _("trade"),
    "association.Application.commune_code": _("commune"),
    "association.Application.state": _("state"),
    "association.Application.sent_at": _("sent on"),
    "association.Application.confirmed_at": _("address confirmed on"),
    "association.Application.question": _("question of the board"),
    "association.Application.answer": _("your answer to it"),
    "association.Application.reason": _("reason given"),
    "association.Application.decided_at": _("decided on"),
    "association.Application.member": _("place in the association"),
    "association.Suspension": _("Suspensions"),
    "association.Suspension.member": _("place in the association"),
    "association.Suspension.ground": _("ground"),
    "association.Suspension.reason": _("reason given"),
    "association.Suspension.suspended_by": _("number of who suspended"),
    "association.Suspension.ends_on": _("last day"),
    "association.Suspension.referred_at": _("given to the general assembly on"),
    "association.Suspension.suspended_at": _("suspended on"),
    "association.Suspension.appeal": _("your appeal"),
    "association.Suspension.appealed_at": _("appealed on"),
    "association.Suspension.decision": _("decision on the appeal"),
    "association.Suspension.decided_at": _("decided on"),
    "association.Suspension.ended_at": _("ended on"),
}
CODES = [
    "association.Application.commune_code",
    "association.Application.trade",
    "association.Member.commune_code",
    "association.Member.trade",
    "association.Payment.method",
    "association.Suspension.ground",
]
NOT_PERSONAL = {
    "association.Member": ["id", "organisation"],
    "association.OwnTrade": ["id", "organisation", "name", "withdrawn_at"],
    "association.DuesRules": ["id", "organisation", "grace_days", "remind_days", "pay_to", "last_receipt"],
    "association.Category": ["id", "organisation", "name", "kind", "amount_cents", "withdrawn_at"],
    "association.Period": ["id", "organisation", "name", "starts_on", "ends_on", "due_on", "withdrawn_at"],
    "association.Dues": ["id", "reminded", "remind_on", "withdrawn_at"],
    "association.Payment": ["id", "organisation", "withdrawn_at"],
    "association.Application": ["id", "party", "chamber", "organisation"],
    "association.Suspension": ["id"],
}
