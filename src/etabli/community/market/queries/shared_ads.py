"""The ads as everybody may read them, where their artisan agreed to it; and what is gone from there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from etabli.community.market.models import Ad, Sending
from etabli.community.market.queries.availability import IS_OUT, is_open
from etabli.foundation.people.models import Organisation, OrganisationKind
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer

MAX_LISTED = 100  # a page
GONE_FOR = timedelta(days=30)


@dataclass(frozen=True)
class PublicAd:
    """All that is seen of an ad outside: what its artisan read before agreeing, and nothing else."""

    pk: int
    title: str
    text: str
    needs: tuple[str, ...]
    trades: tuple[str, ...]
    place: str
    epci_code: str
    budget: str
    budget_blank_why: str
    deadline_on: date
    published_at: datetime
    takes_answers: bool


@dataclass(frozen=True)
class WithdrawnAd:
    """An ad that was listed and no longer is; its number, and since when, are all that is left."""

    pk: int
    at: datetime


@dataclass(frozen=True)
class Listed[T]:
    """One page of what is listed outside."""

    rows: list[T]
    has_more: bool


def public_ads(
    destination: str, *, chamber_id: int | None = None, page: int = 1, at: datetime
) -> Listed[PublicAd]:
    """Those whose last day isn't over, of one chamber or of all, the newest first: one statement."""
    ads = _listed_ads(destination).filter(IS_OUT, deadline_on__gte=timezone.localdate(at))
    if chamber_id is not None:
        ads = ads.filter(chamber=chamber_id)
    rows, has_more = _page(ads.select_related("consent").order_by("-published_at", "-pk"), page)
    return Listed([as_public_ad(ad, at=at) for ad in rows], has_more)


def gone_ads(
    destination: str, *, chamber_id: int | None = None, page: int = 1, at: datetime
) -> Listed[WithdrawnAd]:
    """Those that were withdrawn of late, for the programs that still hold them: one statement."""
    since = at - GONE_FOR
    ended_sendings = Sending.objects.filter(destination=destination, ad__published_at__isnull=False).filter(
        Q(withdrawn_at__gte=since)
        | Q(consent__withdrawn_at__gte=since)
        | Q(ad__withdrawn_at__gte=since)
        | Q(ad__hidden_at__gte=since)
        | Q(ad__consent__withdrawn_at__gte=since)
    )
    if chamber_id is not None:
        ended_sendings = ended_sendings.filter(ad__chamber=chamber_id)
    rows, has_more = _page(ended_sendings.select_related("consent", "ad__consent").order_by("-ad_id"), page)
    return Listed([WithdrawnAd(row.ad_id, _ended_at(row)) for row in rows], has_more)


def chambers_listed() -> list[Organisation]:
    """The chambers whose ads can be asked for apart; none where there is only one: one statement."""
    chambers = list(Organisation.objects.filter(kind=OrganisationKind.CHAMBER).order_by("name"))
    return chambers if len(chambers) > 1 else []


def get_public_ad(pk: int, *, at: datetime) -> PublicAd:
    """One ad that is shown somewhere outside: one statement. Raises NotVisible."""
    ad = _listed_ads().filter(IS_OUT, pk=pk).select_related("consent").first()
    if ad is None:
        raise NotVisible
    return as_public_ad(ad, at=at)


def as_public_ad(ad: Ad, *, at: datetime) -> PublicAd:
    """What would be seen of this ad: the preview and the page itself are made here."""
    return PublicAd(
        pk=ad.pk,
        title=ad.title,
        text=ad.text,
        needs=tuple(ad.needs),
        trades=ad.trade_codes,
        place=ad.place,
        epci_code=ad.epci_code,
        budget=ad.budget,
        budget_blank_why=ad.budget_blank_why,
        deadline_on=ad.deadline_on,
        published_at=ad.published_at or at,
        takes_answers=is_open(ad, at=at),
    )


def sendings_of(ad: Ad) -> list[Sending]:
    """Where this ad goes now, with the agreement to each: one statement."""
    sendings = _in_force(Sending.objects.filter(ad=ad)).select_related("ad", "consent")
    return list(sendings.order_by("destination", "pk"))


def get_sending(viewer: Viewer, pk: int) -> Sending:
    """For the artisan and the staff of their chamber: one statement. Raises NotVisible."""
    sending = Sending.objects.filter(pk=pk).select_related("ad__person", "ad__consent", "consent").first()
    if sending is None or not (
        viewer.is_person(sending.ad.person_id) or viewer.is_staff_of(sending.chamber_id)
    ):
        raise NotVisible
    return sending


def _page[M: Model](queryset: QuerySet[M], page: int) -> tuple[list[M], bool]:
    """The rows of a page, the first is 1, and whether there are more after: one statement."""
    start = (page - 1) * MAX_LISTED
    rows = list(queryset[start : start + MAX_LISTED + 1])
    return rows[:MAX_LISTED], len(rows) > MAX_LISTED


def _in_force(sendings: QuerySet[Sending]) -> QuerySet[Sending]:
    return sendings.filter(withdrawn_at=None, consent__withdrawn_at=None)


def _listed_ads(destination: str = "") -> QuerySet[Ad]:
    sent = _in_force(Sending.objects.filter(ad=OuterRef("pk")))
    return Ad.objects.filter(Exists(sent.filter(destination=destination) if destination else sent))


def _ended_at(row: Sending) -> datetime:
    ends = (
        row.withdrawn_at,
        row.consent.withdrawn_at if row.consent else None,
        row.ad.withdrawn_at,
        row.ad.hidden_at,
        row.ad.consent.withdrawn_at,
    )
    return max(end for end in ends if end is not None)
