"""Who may pass on, moderate, answer, write, withdraw and read.

The choices made:

- Everyone who acts for the association of that département reads the ads that are out: they hold no name.
- An ad waits for a moderator, who has no part in it, unless its association chose to read afterwards.
- Answers are sealed, and so is what is written about them. The artisan reads them all; a member reads their own. The
  adviser sees how many there are, and an answer only when the artisan shows it to them (by opening its quote in
  `quotes` and sharing it there).
- Whoever passed the ad on, serves its chamber in any role, or declared an interest in it or in that chamber, neither
  answers it nor moderates it from the side of the association, whatever the role they act in today. Nobody reads
  answers as board member or moderator; a moderator reads the one message that was reported to them.
- One answers as a member, not as a board member; and not one's own ad. Who has answered an ad, even if they took their
  answer back, does not moderate it: it would be closing the door behind them.
- How long an ad stays and how many may answer is the artisan's. The staff of their chamber may widen it for them; they
  narrow it only while nobody has answered. Who serves the chamber and an association touches no ad that is there, and
  never in the artisan's name by the artisan's own link. They pass one on for the usual time and number of answers.
"""

from datetime import timedelta
from typing import Any

from etabli.community.association.models import Member
from etabli.community.market.models import Ad, Answer, Letter, ReadingRule, Sending
from etabli.community.neutrality.rules import (
    Aside,
    acts_for_association,
    has_declared,
    interest_key,
    interest_of,
    role_aside,
)
from etabli.foundation.people.models import Organisation, Person, Role
from etabli.foundation.people.viewer import Viewer

DEFAULT_DURATION, DEFAULT_CAP = (
    timedelta(days=21),
    6,
)  # until when an ad takes answers and how many, where nobody chooses


def may_pass_on(by: Viewer, subject: Any) -> bool:
    """The artisan, or the staff of their chamber (`subject`: the act's arguments, or the ad that is there)."""
    person = subject["person"] if isinstance(subject, dict) else subject.person
    return by.is_person(person.pk) or by.is_staff_of(person.chamber_id)


def chooses_bounds(by: Viewer, person: Person) -> bool:
    """Says until when and how many may answer: the artisan, or the staff of their chamber who serve no association."""
    return is_artisan(by, person.pk) if by.is_person(person.pk) else not interest_of(by).is_double


def reads_ads(by: Viewer, chamber_id: int) -> bool:
    """Acts for the association that works beside this chamber."""
    return acts_for_association(by) and by.chamber_id == chamber_id


def why_aside(by: Viewer, ad: Ad) -> Aside | None:
    """What forbids them to take part in this ad from the side of the association: one statement at most."""
    aside = role_aside(by, chamber_id=ad.chamber_id, relayed_by=ad.relayed_by_id)
    return aside or (Aside.DECLARED if has_declared(by, interest_keys(ad)) else None)


def interest_keys(ad: Ad) -> frozenset[str]:
    """What an interest that forbids it is about: this ad, or its chamber."""
    return frozenset({interest_key("market.ad", ad.pk), interest_key("people.organisation", ad.chamber_id)})


def answers_by_role(by: Viewer, ad: Ad) -> bool:
    """A member who is not the artisan, and whose other roles don't forbid it."""
    is_own = by.user_id is not None and ad.person.user_id == by.user_id
    aside = role_aside(by, chamber_id=ad.chamber_id, relayed_by=ad.relayed_by_id)
    return by.role == Role.MEMBER and reads_ads(by, ad.chamber_id) and not is_own and aside is None


def may_answer(by: Viewer, ad: Ad | Answer) -> bool:
    """Such a member, who declared no interest in it; then its author alone. One statement at most."""
    if isinstance(ad, Answer):
        return is_author(by, ad)
    return answers_by_role(by, ad) and not has_declared(by, interest_keys(ad))


def may_moderate(by: Viewer, ad: Ad) -> bool:
    """A moderator, or a board member in their place, who has no part in it; the installation itself. Two statements.

    Which of them decides is `moderation`'s affair.
    """
    if by.link_scope == "system":
        return True
    is_own = ad.person.user_id is not None and ad.person.user_id == by.user_id
    return (
        by.role in {Role.MODERATOR, Role.BOARD}
        and by.user_id is not None
        and reads_ads(by, ad.chamber_id)
        and not is_own
        and not interest_of(by).is_double
        and why_aside(by, ad) is None
        and not Answer.objects.filter(ad=ad, member__user_id=by.user_id).exists()
    )


def may_moderate_letter(by: Viewer, letter: Letter) -> bool:
    """The same, for a message about it."""
    return may_moderate(by, letter.answer.ad)


def may_change_ad(by: Viewer, subject: Ad | Sending) -> bool:
    """How long, how many, where, until when: the artisan, or the staff of their chamber who serve no association."""
    return is_artisan(by, subject.person.pk) or (
        by.is_staff_of(subject.chamber_id) and not interest_of(by).is_double
    )


def may_narrow_ad(by: Viewer, ad: Ad) -> bool:
    """Fewer answers, less time, none any more: the artisan at any time, the staff while there is no answer.

    The installation too, for whoever asked to be erased. `ad.answers_taken` is read under `answer_limit.lock_ad`.
    """
    alone = is_artisan(by, ad.person_id) and not (by.beside and interest_of(by).chambers)
    return by.actor.kind == "system" or alone or ad.answers_taken == 0


def is_artisan(by: Viewer, person_id: int) -> bool:
    """This artisan; not somebody of an association who has opened the artisan's link in their own session."""
    return by.is_person(person_id) and not (by.beside and interest_of(by).associations)


def is_artisan_alone(by: Viewer, ad: Ad) -> bool:
    """This artisan, by themselves: nobody else beside them, who has opened their link."""
    return by.is_person(ad.person_id) and by.beside is None


def is_artisan_of(by: Viewer, ad: Ad) -> bool:
    """The artisan alone says what came of it."""
    return is_artisan(by, ad.person_id)


def is_author(by: Viewer, answer: Answer) -> bool:
    """The member who sent this answer, acting as such."""
    return by.role == Role.MEMBER and by.user_id is not None and answer.member.user_id == by.user_id


def may_read_answers(by: Viewer, ad: Ad) -> bool:
    """The artisan, and nobody else: nobody of an association who has opened the artisan's link either."""
    return is_artisan(by, ad.person_id)


def reads_answer(by: Viewer, answer: Answer) -> bool:
    """The artisan and the author: the two who write to one another about it."""
    return may_read_answers(by, answer.ad) or is_author(by, answer)


def may_write_letter(by: Viewer, answer: Answer) -> bool:
    """Both, while the answer stands; the member no longer once the artisan no longer agrees to be written to."""
    if answer.withdrawn_at is not None:
        return False
    return may_read_answers(by, answer.ad) or (
        is_author(by, answer) and answer.ad.consent.withdrawn_at is None
    )


def is_writer(by: Viewer, letter: Letter) -> bool:
    """Whoever wrote this message."""
    return by.actor.party_id == letter.written_by_id and reads_answer(by, letter.answer)


def may_report_letter(by: Viewer, letter: Letter) -> bool:
    """Whom it was written to, while they see it."""
    removed_at = letter.hidden_at or letter.withdrawn_at or letter.answer.withdrawn_at
    return removed_at is None and reads_answer(by, letter.answer) and not is_writer(by, letter)


def is_own_alert(by: Viewer, member: Any) -> bool:
    """The member, for their own alerts."""
    owner = member if isinstance(member, Member) else member.member
    return by.role == Role.MEMBER and by.user_id is not None and owner.user_id == by.user_id


def is_board_of(by: Viewer, subject: Organisation | ReadingRule) -> bool:
    """The board of this association, but for those who serve a chamber: they pass ads on themselves."""
    organisation_id = subject.organisation_id if isinstance(subject, ReadingRule) else subject.pk
    is_board = by.role == Role.BOARD and by.organisation_id == organisation_id
    return is_board and not interest_of(by).is_double
