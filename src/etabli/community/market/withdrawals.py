"""Withdrawn before an erasure: ads that are out, and answers that were not taken back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from etabli.community.market.actions import withdraw_ad, withdraw_answer
from etabli.community.market.models import Ad, Answer
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Withdrawal


def _ads(party: int, at: datetime) -> Iterable[Ad]:
    return Ad.objects.filter(person__party=party, withdrawn_at=None)


def _answers(party: int, at: datetime) -> Iterable[Answer]:
    answers = Answer.objects.filter(member__user__party=party, withdrawn_at=None)
    return answers.select_related("ad", "member")


def _withdraw_answer(answer: Answer, at: datetime) -> object:
    """Its author alone may: the installation acts for them."""
    system = Viewer.system(answer.ad.chamber_id)
    return withdraw_answer(
        answer=answer, by=replace(system, role=Role.MEMBER, user_id=answer.member.user_id), at=at
    )


WITHDRAWALS = [
    Withdrawal(
        rows=_ads,
        sentence=lambda ad: _("Your ad “%(title)s” is withdrawn.") % {"title": ad.title},
        withdraw=lambda ad, at: withdraw_ad(ad=ad, by=Viewer.system(ad.chamber_id), at=at),
    ),
    Withdrawal(
        rows=_answers,
        sentence=lambda answer: _("Your answer to “%(title)s” is withdrawn.") % {"title": answer.ad.title},
        withdraw=_withdraw_answer,
    ),
]
