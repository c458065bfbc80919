"""The ads outside of these pages, where their artisans agreed: an open page, feeds, a file, a list in others' sites."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import override

from etabli.community.market import feeds, queries
from etabli.community.market.models import Destination
from etabli.foundation.people.access import Request, public
from etabli.foundation.ui.framing import framable, framing

FRESH_SECONDS = 60  # an ad that is withdrawn is gone from the caches of others within a minute
FRAMED = 12


@public
def open_ad(request: Request, pk: int) -> HttpResponse:
    """One ad, for whoever comes from elsewhere; it says how to answer."""
    found = queries.get_public_ad(pk, at=timezone.now())
    return _fresh(render(request, "market/ad_public.html", {"ad": found}))


@public
@framing
def sharing(request: Request) -> HttpResponse:
    """For other sites: the addresses of the feeds, the lines to copy for the list, what it looks like."""
    names = ("rss", "atom", "export", "frame")
    context = {name: _address(f"market:{name}") for name in names} | {
        "title": _("What craftspeople look for")
    }
    return render(request, "market/sharing.html", context)


@public
def rss(request: Request) -> HttpResponse:
    """The feed, in the language of the installation."""
    ads = queries.public_ads(Destination.FEED, at=timezone.now())
    with override(settings.LANGUAGE_CODE):
        text = feeds.rss(ads, base=_base(), source=_address("market:rss"), links=_links(ads))
    return _fresh(HttpResponse(text, content_type="application/rss+xml; charset=utf-8"))


@public
def atom(request: Request) -> HttpResponse:
    """The same, with what is gone."""
    now = timezone.now()
    ads = queries.public_ads(Destination.FEED, at=now)
    gone = [(open_address(one.pk), one.at) for one in queries.gone_ads(Destination.FEED, at=now)]
    with override(settings.LANGUAGE_CODE):
        source = _address("market:atom")
        text = feeds.atom(ads, base=_base(), source=source, links=_links(ads), gone=gone)
    return _fresh(HttpResponse(text, content_type="application/atom+xml; charset=utf-8"))


@public
def export(request: Request) -> HttpResponse:
    """The file for other portals: docs/en/ads-export.md says what it holds."""
    now = timezone.now()
    ads, gone = queries.public_ads(Destination.FEED, at=now), queries.gone_ads(Destination.FEED, at=now)
    told = feeds.as_json(ads, links=_links(ads), gone=gone)
    return _fresh(JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1}))


@public
@framable
def frame(request: Request) -> HttpResponse:
    """The list that other sites may show within theirs: nothing to type, no cookie."""
    ads = queries.public_ads(Destination.EMBED, at=timezone.now())
    return _fresh(render(request, "market/frame.html", {"ads": ads[:FRAMED], "more": len(ads) > FRAMED}))


def _fresh(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS, must_revalidate=True)
    return response


def _base() -> str:
    return _address("market:sharing")


def _address(name: str) -> str:
    return f"{settings.BASE_URL}{reverse(name)}"


def open_address(pk: int) -> str:
    """The full address of the page that everybody may read."""
    return f"{settings.BASE_URL}{reverse('market:open_ad', args=[pk])}"


def _links(ads: Iterable[queries.PublicAd]) -> list[str]:
    return [open_address(ad.pk) for ad in ads]
