from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff

FILE = Personal(
    _("Asking your training fund to pay for your half-days of support"),
    basis="public interest",
    retention_months=120,
    recipients=_("the fund that is asked to pay"),
)
PROOF = replace(FILE, erase="keep", kept=_("accounts: what was billed and paid must be proved for ten years"))

SIGNED = Personal(
    _("The attendance sheet of your half-days, which training funds ask for"),
    basis="public interest",
    retention_months=36,
    recipients=_("the fund that is asked to pay"),
)
WORK = replace(SIGNED, basis="contract", purpose=_("Signing, as an adviser, for a half-day of support"))

PERSONAL = {
    "funding.HalfSignature": dict.fromkeys(["appointment", "signature", "signed_at"], replace(SIGNED, erase="delete")),
    "funding.AdviserSignature": dict.fromkeys(["adviser", "signature", "signed_at"], replace(WORK, erase="delete")),
    "funding.FundingFile": {
        **dict.fromkeys(["status", "answer_note", "appeals", "overruled_note", "closed_note"], FILE),
        **dict.fromkeys(
            [
                "person", "fund", "opened_at", "reminded_on", "application", "sent_on", "is_accepted", "answered_on",
                "appealed_on", "billed_on", "bill_number", "payments", "artisan_payments", "paid_on", "paid_cents",
                "credits", "returns", "closed_on", "withdrawn_at", "completes", "rest_payer",
            ],
            PROOF,
        ),
    },
    "funding.PersonDocument": dict.fromkeys(
        ["person", "kind", "received_on", "valid_until", "withdrawn_at"], replace(FILE, erase="delete")
    ),
}  # fmt: skip
OWNERS = {
    "funding.HalfSignature": "appointment__person",
    "funding.AdviserSignature": "adviser",
    "funding.FundingFile": "person",
    "funding.PersonDocument": "person",
}
VISIBLE = {
    "funding.HalfSignature": ToStaff("appointment__chamber"),
    "funding.AdviserSignature": ToStaff("appointment__chamber"),
    "funding.FundingFile": ToStaff("chamber"),
    "funding.PersonDocument": ToStaff("person__chamber"),
}
NAMES = {
    "funding.HalfSignature": _("Your signatures for half-days of support"),
    "funding.HalfSignature.appointment": _("half-day"),
    "funding.HalfSignature.signature": _("signature"),
    "funding.HalfSignature.signed_at": _("signed on"),
    "funding.AdviserSignature": _("Signatures as a trainer"),
    "funding.AdviserSignature.adviser": _("trainer"),
    "funding.AdviserSignature.signature": _("signature"),
    "funding.AdviserSignature.signed_at": _("signed on"),
    "funding.FundingFile": _("Files sent to a training fund"),
    "funding.FundingFile.fund": _("fund"),
    "funding.FundingFile.completes": _("the file that it completes"),
    "funding.FundingFile.status": _("what you are in your business"),
    "funding.FundingFile.opened_at": _("opened on"),
    "funding.FundingFile.reminded_on": _("document asked for on"),
    "funding.FundingFile.application": _("what was asked for"),
    "funding.FundingFile.sent_on": _("sent on"),
    "funding.FundingFile.is_accepted": _("accepted"),
    "funding.FundingFile.answered_on": _("answered on"),
    "funding.FundingFile.answer_note": _("what the fund says"),
    "funding.FundingFile.rest_payer": _("who pays the rest"),
    "funding.FundingFile.appealed_on": _("appeal made on"),
    "funding.FundingFile.appeals": _("refusals, and the appeals against them"),
    "funding.FundingFile.billed_on": _("billed on"),
    "funding.FundingFile.bill_number": _("number of the bill"),
    "funding.FundingFile.payments": _("each payment"),
    "funding.FundingFile.artisan_payments": _("what you paid"),
    "funding.FundingFile.paid_on": _("paid on"),
    "funding.FundingFile.paid_cents": _("amount paid, in cents"),
    "funding.FundingFile.credits": _("credit notes on the bill"),
    "funding.FundingFile.returns": _("what was given back to the fund"),
    "funding.FundingFile.overruled_note": _("why it is asked all the same"),
    "funding.FundingFile.closed_on": _("closed on"),
    "funding.FundingFile.closed_note": _("why the rest is not waited for"),
    "funding.FundingFile.withdrawn_at": _("given up on"),
    "funding.PersonDocument": _("Documents that you brought for a training fund"),
    "funding.PersonDocument.kind": _("document"),
    "funding.PersonDocument.received_on": _("received on"),
    "funding.PersonDocument.valid_until": _("valid until"),
    "funding.PersonDocument.withdrawn_at": _("taken off on"),
}
MODEL_NAMES_TO_STAFF = {
    "funding.HalfSignature": _("Their signatures for half-days of support"),
    "funding.FundingFile.status": _("what they are in their business"),
    "funding.PersonDocument": _("Documents that they brought for a training fund"),
}
NOT_PERSONAL = {
    "funding.Fund": ["id", "chamber", "name", "added_at", "withdrawn_at"],
    "funding.FundValue": [
        "id", "fund", "key", "starts_on", "value", "source", "set_at", "checked_by", "checked_on", "withdrawn_at",
    ],
    "funding.FundLogo": ["id", "fund", "picture", "width", "height", "added_at", "withdrawn_at"],
    "funding.TrainingBody": ["id", "chamber", "registration"],
    "funding.PersonDocument": ["id"],
    "funding.HalfSignature": ["id"],
    "funding.AdviserSignature": ["id", "appointment"],
    "funding.FundingFile": ["id", "chamber"],
    "funding.FileHalf": ["id", "file", "appointment", "wish", "is_completing", "withdrawn_at"],
}  # fmt: skip
