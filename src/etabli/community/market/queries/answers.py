"""Reading answers and what is written about them: the artisan and the author, and nobody else."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from etabli.community.market import rules
from etabli.community.market.models import Ad, Answer, Letter
from etabli.community.market.queries.availability import is_open
from etabli.community.neutrality.engine import in_drawn_order
from etabli.foundation.files.models import StoredFile
from etabli.foundation.journal.models import Entry
from etabli.foundation.parties import PartyKind
from etabli.foundation.people.models import Consent, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer


@dataclass(frozen=True)
class AnswerCard:
    """An answer as the artisan reads it; `letters`: how many messages followed."""

    pk: int
    author: str
    trade: str
    message: str
    quote: StoredFile | None
    letters: int = 0


@dataclass(frozen=True)
class OwnAd:
    """An ad as the artisan sees it, with its answers."""

    ad: Ad
    is_open: bool
    consent_withdrawn: bool
    answers: tuple[AnswerCard, ...]
    is_over: bool = False
    ended: Entry | None = None  # how somebody else wrote down that they no longer agree


@dataclass(frozen=True)
class OwnAnswer:
    """An answer that a member sent: `title` is empty once the artisan no longer agrees to have it shown."""

    pk: int
    title: str
    sent_at: datetime
    letters: int


@dataclass(frozen=True)
class Thread:
    """What was written about one answer, the oldest first; `title` as in OwnAnswer."""

    answer: Answer
    title: str
    other: str
    is_artisan: bool
    may_write: bool
    letters: tuple[Letter, ...]


def my_answer(viewer: Viewer, ad: Ad) -> Answer | None:
    """The answer that this member, acting as such, has sent and not withdrawn: one statement."""
    is_member = viewer.role == Role.MEMBER and rules.reads_ads(viewer, ad.chamber_id)
    if viewer.user_id is None or not is_member:
        return None
    answers = Answer.objects.filter(ad=ad, member__user_id=viewer.user_id, withdrawn_at=None)
    return answers.select_related("quote", "member", "ad__person").first()


def my_answers(viewer: Viewer) -> list[OwnAnswer]:
    """What this member has answered, the newest first: one statement."""
    if viewer.role != Role.MEMBER or viewer.user_id is None or viewer.organisation_id is None:
        return []
    answers = Answer.objects.filter(
        member__user_id=viewer.user_id, member__organisation_id=viewer.organisation_id, withdrawn_at=None
    )
    rows = (
        answers.select_related("ad__consent")
        .annotate(count=Count("letters", filter=_visible_letters()))
        .order_by("-sent_at")
    )
    return [OwnAnswer(row.pk, _title(row), row.sent_at, row.count) for row in rows]


def threads_to_answer(viewer: Viewer) -> int:
    """How many of this member's answers have the artisan's word as the last one: one statement."""
    if viewer.role != Role.MEMBER or viewer.user_id is None or viewer.organisation_id is None:
        return 0
    own_answers = Answer.objects.filter(
        member__user_id=viewer.user_id, member__organisation_id=viewer.organisation_id, withdrawn_at=None
    )
    letters = Letter.objects.filter(answer=OuterRef("pk"), withdrawn_at=None, hidden_at=None)
    last = letters.order_by("-sent_at", "-pk").values("by_artisan")[:1]
    return own_answers.annotate(waits=Subquery(last)).filter(waits=True).count()


def get_answer(viewer: Viewer, pk: int) -> Answer:
    """An answer that was not withdrawn, for the artisan and for its author: one statement. Raises NotVisible."""
    answers = Answer.objects.filter(pk=pk, withdrawn_at=None)
    answer = answers.select_related("ad__person", "ad__chamber", "ad__consent", "member", "quote").first()
    if answer is None or not rules.reads_answer(viewer, answer):
        raise NotVisible
    return answer


def thread_of(viewer: Viewer, pk: int) -> Thread:
    """The messages about an answer, for the two who write them: two statements. Raises NotVisible."""
    answer = get_answer(viewer, pk)
    is_artisan = viewer.is_person(answer.ad.person_id)
    rows = answer.letters.filter(withdrawn_at=None).select_related("file").order_by("sent_at", "pk")
    letters = tuple(letter for letter in rows if letter.hidden_at is None or letter.by_artisan == is_artisan)
    return Thread(
        answer=answer,
        title=answer.ad.title if is_artisan else _title(answer),
        other=answer.member.display_name if is_artisan else "",
        is_artisan=is_artisan,
        may_write=rules.may_write_letter(viewer, answer),
        letters=letters,
    )


def get_letter(viewer: Viewer, pk: int) -> Letter:
    """A message, for the two who write to one another: one statement. Raises NotVisible."""
    letters = Letter.objects.filter(pk=pk, withdrawn_at=None, answer__withdrawn_at=None)
    letter = letters.select_related(
        "file", "answer__ad__person", "answer__ad__consent", "answer__member"
    ).first()
    if letter is None or not rules.reads_answer(viewer, letter.answer):
        raise NotVisible
    if letter.hidden_at is not None and not rules.is_writer(viewer, letter):
        raise NotVisible
    return letter


def my_ads(viewer: Viewer, *, at: datetime) -> list[OwnAd]:
    """The artisan's own ads with their answers, newest first: two statements, one more for agreements that ended."""
    if viewer.person_id is None or not rules.is_artisan(viewer, viewer.person_id):
        return []
    own_ads = Ad.objects.filter(person_id=viewer.person_id).select_related("consent", "person")
    ads = list(own_ads.order_by("-pk"))
    answers: dict[int, list[Answer]] = defaultdict(list)
    all_answers = Answer.objects.filter(ad__in=ads, withdrawn_at=None).select_related("member", "quote")
    for answer in all_answers.annotate(count=Count("letters", filter=_visible_letters())):
        answers[answer.ad_id].append(answer)
    end_entries = ended_by_another(ads)
    return [_own(ad, at, drawn_answers(ad, answers[ad.pk]), end_entries.get(ad.pk)) for ad in ads]


def ended_by_another(ads: Sequence[Ad]) -> dict[int, Entry]:
    """By ad: the act by which somebody wrote down that its artisan no longer agrees, other than the artisan."""
    by_consent = {str(ad.consent_id): ad.pk for ad in ads if ad.consent.withdrawn_at is not None}
    if not by_consent:
        return {}
    entries = Entry.objects.filter(subject_type=Consent._meta.label_lower, subject_id__in=by_consent)
    latest = {by_consent[entry.subject_id]: entry for entry in entries.select_related("actor").order_by("pk")}
    others = {PartyKind.USER, PartyKind.KIOSK}
    return {pk: entry for pk, entry in latest.items() if entry.actor.kind in others}


def drawn_answers(ad: Ad, answers: list[Answer]) -> tuple[AnswerCard, ...]:
    """By the member, whom the ad's seed places whenever they answer and whatever they ask."""
    ordered = in_drawn_order(answers, seed=ad.draw_seed, key=lambda answer: str(answer.member_id))
    return tuple(
        AnswerCard(
            a.pk, a.member.display_name, a.member.trade_label, a.message, a.quote, getattr(a, "count", 0)
        )
        for a in ordered
    )


def _own(ad: Ad, at: datetime, answers: tuple[AnswerCard, ...], end_entry: Entry | None) -> OwnAd:
    return OwnAd(
        ad=ad,
        is_open=is_open(ad, at=at),
        consent_withdrawn=ad.consent.withdrawn_at is not None,
        answers=answers,
        is_over=ad.published_at is not None and ad.deadline_on < timezone.localdate(at),
        ended=end_entry,
    )


def _title(answer: Answer) -> str:
    return "" if answer.ad.consent.withdrawn_at is not None else answer.ad.title


def _visible_letters() -> Q:
    return Q(letters__withdrawn_at=None, letters__hidden_at=None)
