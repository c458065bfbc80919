"""Who may pass on, answer, withdraw and read. The choices made:

- Everyone who acts for the association of that département reads the ads: they hold no name.
- Answers are sealed. The artisan reads them all; a member reads their own. The adviser sees how many there are, and an
  answer only when the artisan shows it to them (by opening its quote in `quotes` and sharing it there).
- Whoever passed the ad on, and whoever serves its chamber in any role, neither answers it nor withdraws it from the
  side of the association, whatever the role they act in today. Nobody reads answers as board member or moderator.
- One answers as a member, not as a board member; and not one's own ad. Who has answered an ad, even if they took their
  answer back, does not moderate it: it would be closing the door behind them.
"""

from typing import Any

from etabli.community.market.models import Ad, Answer
from etabli.community.neutrality.rules import acts_for_association, stands_aside
from etabli.foundation.people.models import Role
from etabli.foundation.people.rules import may_help
from etabli.foundation.people.viewer import Viewer


def may_pass_on(by: Viewer, subject: Any) -> bool:
    """The artisan, or the staff of their chamber (`subject`: the act's arguments, or the ad that is there)."""
    person = subject["person"] if isinstance(subject, dict) else subject.person
    return by.is_person(person.pk) or by.is_staff_of(person.chamber_id)


def reads_ads(by: Viewer, chamber_id: int) -> bool:
    """Acts for the association that works beside this chamber."""
    return acts_for_association(by) and by.chamber_id == chamber_id


def must_stand_aside(by: Viewer, ad: Ad) -> bool:
    """Has another role that forbids them to take part in this ad from the side of the association."""
    return stands_aside(by, chamber_id=ad.chamber_id, relayed_by=ad.relayed_by)


def may_answer(by: Viewer, ad: Ad | Answer) -> bool:
    """A member who neither passed it on, nor serves its chamber, nor is the artisan; then its author alone."""
    if isinstance(ad, Answer):
        return is_author(by, ad)
    own = by.user_id is not None and ad.person.user_id == by.user_id
    return (
        by.role == Role.MEMBER and reads_ads(by, ad.chamber_id) and not own and not must_stand_aside(by, ad)
    )


def may_withdraw_ad(by: Viewer, ad: Ad) -> bool:
    """The artisan, the staff of their chamber, or a moderator who has no part in it. One statement for a moderator."""
    return may_help(by, ad) or (
        by.role == Role.MODERATOR
        and by.user_id is not None
        and reads_ads(by, ad.chamber_id)
        and not must_stand_aside(by, ad)
        and not Answer.objects.filter(ad=ad, member__user_id=by.user_id).exists()
    )


def is_author(by: Viewer, answer: Answer) -> bool:
    """The member who sent this answer, acting as such."""
    return by.role == Role.MEMBER and by.user_id is not None and answer.member.user_id == by.user_id


def may_read_answers(by: Viewer, ad: Ad) -> bool:
    """The artisan, and nobody else."""
    return by.is_person(ad.person_id)
