"""The receipt of a payment, as a tagged PDF."""

from datetime import datetime
from importlib.resources import files
from pathlib import Path

from django.utils.translation import gettext as _

from etabli.community.association.models import Payment
from etabli.community.association.payments import label_of
from etabli.foundation.documents import render
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import euros, full_day

TEMPLATE = Path(str(files(__package__))) / "documents" / "receipt.typ"


def receipt(payment: Payment, *, at: datetime) -> bytes:
    """One page: who paid what, when, how, for which period; what is still to be paid."""
    dues, member = payment.dues, payment.dues.member
    left_to_pay = dues.left_cents
    data = {
        "issuer": payment.organisation.name,
        "fictional": is_fiction(),
        "number": _("Number %(number)s") % {"number": payment.receipt},
        "opening": _("%(organisation)s has received from") % {"organisation": payment.organisation.name},
        "name": member.display_name,
        "amount": euros(payment.amount_cents),
        "facts": [
            [_("Paid for"), _("the dues %(period)s") % {"period": dues.period.name}],
            [_("Received on"), full_day(payment.paid_on)],
            [_("How it was paid"), label_of(payment.method)],
            *([[_("Reference"), payment.reference]] if payment.reference else []),
            [_("Amount of the dues"), euros(dues.amount_cents)],
            [_("Still to be paid"), euros(left_to_pay) if left_to_pay else _("nothing: all is paid")],
        ],
        "note": _("These are dues without anything in return: no VAT. This is no tax receipt for a gift."),
        "done": _("Made on %(day)s.") % {"day": full_day(at)},
    }
    return render(TEMPLATE, data, title=_("Receipt for dues"), lang=reader_language(), at=at)
