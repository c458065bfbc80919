from etabli.foundation.rooms import Personal

AD = Personal(purpose="finding a provider", basis="consent", retention_months=24)
PROOF = Personal(
    purpose="proof of consent", basis="legal obligation", retention_months=60, erase="keep: proof"
)
TRAIL = Personal(purpose="neutrality", basis="legitimate interest", retention_months=60, erase="pseudonym")
ANSWER = Personal(purpose="answering an ad", basis="contract", retention_months=24)

PERSONAL = {
    "market.Ad": {
        "person": AD,
        "consent": PROOF,
        "brief_ref": AD,
        "title": AD,
        "text": AD,
        "needs": AD,
        "place": AD,
        "budget": AD,
        "relayed_by": TRAIL,
        "withdrawal_reason": AD,
    },
    "market.Answer": {
        "member": TRAIL,
        "message": ANSWER,
        "quote": Personal(ANSWER.purpose, ANSWER.basis, 24, erase="delete"),
        "sent_at": ANSWER,
        "withdrawn_at": ANSWER,
    },
}
OWNERS = {"market.Ad": "person", "market.Ad.relayed_by": "key: relayed_by", "market.Answer": "member__user"}
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
