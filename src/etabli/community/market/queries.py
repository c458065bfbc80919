"""Reading ads and answers: each card holds what its reader may see, and nothing else."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from etabli.community.market import rules
from etabli.community.market.models import Ad, Answer
from etabli.community.neutrality.draws import draw, shown
from etabli.community.neutrality.engine import PLACES, drawn
from etabli.community.neutrality.rules import acts_for_association
from etabli.foundation.files.models import StoredFile
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer


@dataclass(frozen=True)
class AdCard:
    """An ad as the members see it in the list."""

    pk: int
    title: str
    text: str
    place: str
    needs: tuple[str, ...]
    budget: str
    deadline_on: date
    places_left: int
    answered: bool


@dataclass(frozen=True)
class AnswerCard:
    """An answer as the artisan reads it."""

    pk: int
    author: str
    trade: str
    message: str
    quote: StoredFile | None


@dataclass(frozen=True)
class OwnAd:
    """An ad as the artisan sees it, with its answers."""

    ad: Ad
    is_open: bool
    consent_withdrawn: bool
    answers: tuple[AnswerCard, ...]


def open_ads(viewer: Viewer, *, at: datetime) -> list[AdCard]:
    """The ads that take answers, for those of the association, in no order of their own: one statement."""
    if viewer.user_id is None or viewer.chamber_id is None or not acts_for_association(viewer):
        return []
    mine = Answer.objects.filter(ad=OuterRef("pk"), member__user_id=viewer.user_id, withdrawn_at=None)
    found = _open(at).filter(chamber_id=viewer.chamber_id).annotate(answered=Exists(mine))
    return [_card(ad) for ad in found]


def ads_in_order(viewer: Viewer, *, key: str, at: datetime) -> tuple[list[AdCard], str]:
    """The same in the order drawn for this visit, and the key that leads to it again: two statements."""
    cards = {card.pk: card for card in open_ads(viewer, at=at)}
    made = draw(list_name="ads", filters="", eligible=cards, key=key, at=at)
    shown(made, made.order[:PLACES])
    return [cards[pk] for pk in made.order], made.key


def get_ad(viewer: Viewer, pk: int, *, at: datetime) -> Ad:
    """One ad: for its artisan and the staff of their chamber always, for the association while it is out.

    A member who answered keeps seeing it. Raises NotVisible. At most three statements.
    """
    ad = Ad.objects.filter(pk=pk).select_related("chamber", "person", "consent").first()
    if ad is None:
        raise NotVisible
    if viewer.is_person(ad.person_id) or viewer.is_staff_of(ad.chamber_id):
        return ad
    if not rules.reads_ads(viewer, ad.chamber_id):
        raise NotVisible
    if ad.consent.withdrawn_at is None and (ad.withdrawn_at is None or my_answer(viewer, ad) is not None):
        return ad
    raise NotVisible


def is_open(ad: Ad, *, at: datetime) -> bool:
    """Does it take answers? `ad.consent` is loaded."""
    out = ad.withdrawn_at is None and ad.consent.withdrawn_at is None
    return out and ad.deadline_on >= timezone.localdate(at) and ad.places_left > 0


def my_answer(viewer: Viewer, ad: Ad) -> Answer | None:
    """The answer that this member, acting as such, has sent and not withdrawn: one statement."""
    is_member = viewer.role == Role.MEMBER and rules.reads_ads(viewer, ad.chamber_id)
    if viewer.user_id is None or not is_member:
        return None
    found = Answer.objects.filter(ad=ad, member__user_id=viewer.user_id, withdrawn_at=None)
    return found.select_related("quote", "member", "ad__person").first()


def get_answer(viewer: Viewer, pk: int) -> Answer:
    """An answer that was not withdrawn, for the artisan and for its author: one statement. Raises NotVisible."""
    found = Answer.objects.filter(pk=pk, withdrawn_at=None)
    answer = found.select_related("ad__person", "ad__chamber", "ad__consent", "member", "quote").first()
    if answer is None or not (rules.may_read_answers(viewer, answer.ad) or rules.is_author(viewer, answer)):
        raise NotVisible
    return answer


def my_ads(viewer: Viewer, *, at: datetime) -> list[OwnAd]:
    """The artisan's own ads with their answers, newest first: two statements."""
    if viewer.person_id is None or not viewer.is_person(viewer.person_id):
        return []
    ads = list(_ads_of(viewer.person_id))
    answers: dict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.filter(ad__in=ads, withdrawn_at=None).select_related("member", "quote"):
        answers[answer.ad_id].append(answer)
    return [_own(ad, at, _in_drawn_order(ad, answers[ad.pk])) for ad in ads]


def _open(at: datetime) -> QuerySet[Ad]:
    today = timezone.localdate(at)
    return Ad.objects.filter(Q(withdrawn_at=None, consent__withdrawn_at=None, deadline_on__gte=today))


def _ads_of(person_id: int) -> QuerySet[Ad]:
    return Ad.objects.filter(person_id=person_id).select_related("consent", "person").order_by("-pk")


def _own(ad: Ad, at: datetime, answers: list[AnswerCard]) -> OwnAd:
    return OwnAd(
        ad=ad,
        is_open=is_open(ad, at=at),
        consent_withdrawn=ad.consent.withdrawn_at is not None,
        answers=tuple(answers),
    )


def _in_drawn_order(ad: Ad, answers: list[Answer]) -> list[AnswerCard]:
    """By the member, whom the ad's seed places whenever they answer and whatever they ask."""
    ordered = drawn(answers, seed=ad.draw_seed, key=lambda answer: str(answer.member_id))
    return [
        AnswerCard(a.pk, a.member.display_name, a.member.trade_label, a.message, a.quote) for a in ordered
    ]


def _card(ad: Ad) -> AdCard:
    return AdCard(
        pk=ad.pk,
        title=ad.title,
        text=ad.text,
        place=ad.place,
        needs=tuple(ad.needs),
        budget=ad.budget,
        deadline_on=ad.deadline_on,
        places_left=ad.places_left,
        answered=getattr(ad, "answered", False),
    )
