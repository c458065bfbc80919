"""Withdrawn before an erasure: the questions that nobody has answered. The others stay, without their words."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from etabli.community.forum.actions import withdraw_question
from etabli.community.forum.models import IS_OUT, Post, Thread
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Withdrawal


def _unanswered(party: int, at: datetime) -> Iterable[Thread]:
    answers = Post.objects.filter(IS_OUT, thread=OuterRef("pk"))
    stands_alone = Q(merged_into=None, split_from=None, merged=None)
    of_member = Q(~Exists(answers.exclude(author=OuterRef("author"))), author__user__party=party)
    of_artisan = Q(~Exists(answers), person__party=party)
    return Thread.objects.filter(of_member | of_artisan, stands_alone, withdrawn_at=None)


WITHDRAWALS = [
    Withdrawal(
        rows=_unanswered,
        sentence=lambda thread: _("Your question “%(title)s” is taken back.") % {"title": thread.title},
        withdraw=lambda thread, at: withdraw_question(
            thread=thread, by=Viewer.system(thread.organisation_id), at=at
        ),
    )
]
