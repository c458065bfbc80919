"""How dues are paid. One small interface; each means is a class named in the setting DUES_PAYMENTS.

Built in: by transfer and by cheque, which the board writes down. A provider (a card, a direct debit) is another class
of the same shape: see docs/en/payments.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from etabli.community.association.models import Dues


class NotGenuine(Exception):
    """What a provider is said to have sent does not come from it."""


@dataclass(frozen=True)
class ReceivedPayment:
    """What a provider says that it received. `reference` is its own, the same each time it says it again."""

    dues_id: int
    amount_cents: int
    reference: str
    paid_on: date


class PaymentMeans(Protocol):
    """A way to pay. `code` stands in the payments (at most 20 letters); `label` is what people read."""

    code: str
    label: str | Promise

    def address(self, dues: Dues, *, back: str) -> str:
        """The page of the provider where a member pays these dues, and which leads `back`; "" for none."""
        ...

    def received(self, body: bytes, headers: Mapping[str, str]) -> ReceivedPayment | None:
        """What the provider's call says, once verified; None when nothing was paid. Raises NotGenuine."""
        ...


class _ByHand:
    """The money comes to the association, and the board writes it down."""

    def address(self, dues: Dues, *, back: str) -> str:
        return ""

    def received(self, body: bytes, headers: Mapping[str, str]) -> ReceivedPayment | None:
        raise NotGenuine


class Transfer(_ByHand):
    """By bank transfer."""

    code, label = "transfer", _("by transfer")


class Cheque(_ByHand):
    """By cheque."""

    code, label = "cheque", _("by cheque")


def payment_means_by_code() -> dict[str, PaymentMeans]:
    """The means of this installation, by their code, in the order of the setting."""
    return _loaded(tuple(settings.DUES_PAYMENTS))


def label_of(code: str) -> str:
    """What a means is called; its code when it is no longer among the settings."""
    payment_means = payment_means_by_code().get(code)
    return str(payment_means.label) if payment_means else code


@cache
def _loaded(paths: tuple[str, ...]) -> dict[str, PaymentMeans]:
    loaded_means: list[PaymentMeans] = [import_string(path)() for path in paths]
    return {payment_means.code: payment_means for payment_means in loaded_means}
