"""Near the end of an ad, and after: a reminder, one question, its answer."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.market import notices
from etabli.community.market.actions.answer_limit import AdNotFit
from etabli.community.market.models import MAX_REASON_LENGTH, Ad, AdOutcome, Answer, NotChosenReason
from etabli.community.market.rules import is_artisan_of
from etabli.foundation.journal import Irreversible, action, change, undo_fields
from etabli.foundation.people.viewer import Viewer

MAIL_HAS_LEFT = Irreversible(_("This message has left: it can’t be taken back."))


def _is_system(by: Viewer, _ad: Ad) -> bool:
    return by.link_scope == "system"


@action(
    "market.remind",
    sentence=_("told the artisan that the ad “%(subject)s” ends soon"),
    may=_is_system,
    undo=MAIL_HAS_LEFT,
    subject="ad",
)
def remind(*, ad: Ad, by: Viewer, at: datetime) -> Ad:
    """A few days before the last one: the artisan may give it more time."""
    notices.update_end(ad, at)
    return change(ad, reminded_on=timezone.localdate(at))


@action(
    "market.ask_what_came",
    sentence=_("asked the artisan what came of the ad “%(subject)s”"),
    may=_is_system,
    undo=MAIL_HAS_LEFT,
    subject="ad",
)
def ask_outcome(*, ad: Ad, by: Viewer, at: datetime) -> Ad:
    """Once, when the ad is over: nobody is asked twice."""
    notices.update_outcome(ad, at)
    return change(ad, asked_at=at)


@action(
    "market.tell_what_came",
    sentence=_("said what came of the ad “%(subject)s”"),
    may=is_artisan_of,
    undo=undo_fields,
    subject="ad",
)
def record_outcome(
    *,
    ad: Ad,
    came_of: str,
    answer: Answer | None = None,
    reason: str = "",
    why: str = "",
    by: Viewer,
    at: datetime,
) -> Ad:
    """What the artisan did: with whom stays between them and Établi, which only counts.

    `reason` (NotChosenReason) is of those who chose nobody here. Raises AdNotFit.
    """
    if came_of not in AdOutcome.values:
        raise AdNotFit(_("Choose what came of your ad."))
    if reason and reason not in NotChosenReason.values:
        raise AdNotFit(_("Choose a reason of the list, or none."))
    if answer is not None and answer.ad_id != ad.pk:
        raise AdNotFit(_("This answer is not to this ad."))
    return change(
        ad,
        came_of=came_of,
        came_of_answer_id=answer.pk if answer is not None and came_of == AdOutcome.HERE else None,
        came_of_reason=reason if came_of != AdOutcome.HERE else "",
        came_of_why=why.strip()[:MAX_REASON_LENGTH],
        came_of_at=at,
    )
