"""What an association decided for new members: what waits to be read, how many things a day."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from etabli.community.association.models import Member
from etabli.community.moderation.models import Case, Limits
from etabli.community.moderation.moderated_content import contents_of


def limits_of(organisation_id: int) -> Limits:
    """Those of the association; an unsaved row of the defaults where it has decided nothing: one statement."""
    return Limits.objects.filter(organisation=organisation_id).first() or Limits(
        organisation_id=organisation_id
    )


def is_new(member: Member, *, at: datetime) -> bool:
    """Has neither been there long enough, nor had enough things accepted: two statements at most."""
    limits = limits_of(member.organisation_id)
    if timezone.localdate(at) - member.joined_on >= timedelta(days=limits.days_needed):
        return False
    accepted = Case.objects.filter(
        organisation=member.organisation_id, author__user=member.user_id, state=Case.State.ACCEPTED
    )
    return accepted.count() < limits.accepted_needed


def within_limits_of(author: int, organisation_id: int, *, at: datetime) -> bool:
    """Whether this author (a party) may hand in one more thing today. Only new members are limited."""
    member = Member.objects.filter(user__party=author, organisation=organisation_id, left_on=None).first()
    if member is None or not is_new(member, at=at):
        return True
    day = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    handed_in = Case.objects.filter(
        organisation=organisation_id, author=author, submitted_at__gte=day
    ).exclude(state=Case.State.WITHDRAWN)
    return handed_in.count() < limits_of(organisation_id).daily_limit


def count_late(organisation_id: int, at: datetime) -> int:
    """How many things wait to be read for longer than the association wants: two statements, one more for each kind."""
    since = at - timedelta(hours=limits_of(organisation_id).remind_after_hours)
    waiting_cases = Case.objects.filter(organisation=organisation_id, state=Case.State.WAITING)
    return len(contents_of(waiting_cases.filter(submitted_at__lte=since)))


def delay_text(organisation_id: int) -> str:
    """After how long what waits is late, as the association chose, in the reader's language: "more than two days"."""
    hours = limits_of(organisation_id).remind_after_hours
    if hours == 24:
        return gettext("more than a day")
    if hours and hours % 24 == 0:
        return gettext("more than %(number)d days") % {"number": hours // 24}
    return ngettext("more than %(number)d hour", "more than %(number)d hours", hours) % {"number": hours}
