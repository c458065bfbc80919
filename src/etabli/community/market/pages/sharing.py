"""The ads outside of these pages, where their artisans agreed: an open page, feeds, a file, a list in others' sites."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _, override

from etabli.community.market import feeds, queries
from etabli.community.market.models import Destination
from etabli.foundation.people.access import Request, public
from etabli.foundation.ui.embedding import framable, framing

FRESH_SECONDS = 60  # an ad that is withdrawn is gone from the caches of others within a minute
MAX_FRAMED_ADS = 12


@public
def open_ad(request: Request, pk: int) -> HttpResponse:
    """One ad, for whoever comes from elsewhere; it says how to answer."""
    public_ad = queries.get_public_ad(pk, at=timezone.now())
    return _cached_briefly(render(request, "market/ad_public.html", {"ad": public_ad}))


@public
@framing
def sharing(request: Request) -> HttpResponse:
    """For other sites: the addresses of the feeds, the lines to copy for the list, what it looks like."""
    names = ("rss", "atom", "export", "frame")
    context: dict[str, Any] = {name: _address(f"market:{name}") for name in names}
    context |= {"title": _("What craftspeople look for"), "chambers": queries.chambers_listed()}
    return render(request, "market/sharing.html", context)


@public
def rss(request: Request) -> HttpResponse:
    """The feed, in the language of the installation."""
    ads = queries.public_ads(Destination.FEED, **_query_values(request), at=timezone.now())
    with override(settings.LANGUAGE_CODE):
        text = feeds.rss(ads.rows, base=_base(), **_pages(request, ads.has_more), links=_links(ads.rows))
    return _cached_briefly(HttpResponse(text, content_type="application/rss+xml; charset=utf-8"))


@public
def atom(request: Request) -> HttpResponse:
    """The same, with what is gone."""
    ads, gone_page = _listed_pages(request)
    pages = _pages(request, ads.has_more or gone_page.has_more)
    gone_addresses = [(open_address(row.pk), row.at) for row in gone_page.rows]
    with override(settings.LANGUAGE_CODE):
        text = feeds.atom(ads.rows, base=_base(), **pages, links=_links(ads.rows), gone=gone_addresses)
    return _cached_briefly(HttpResponse(text, content_type="application/atom+xml; charset=utf-8"))


@public
def export(request: Request) -> HttpResponse:
    """The file for other portals: docs/en/ads-export.md says what it holds."""
    ads, gone_page = _listed_pages(request)
    next_url = _pages(request, ads.has_more or gone_page.has_more)["next_url"]
    document = feeds.as_json(ads.rows, next_url=next_url, links=_links(ads.rows), gone=gone_page.rows)
    return _cached_briefly(JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1}))


@public
@framable
def frame(request: Request) -> HttpResponse:
    """The list that other sites may show within theirs: nothing to type, no cookie."""
    ads = queries.public_ads(Destination.EMBED, **_query_values(request), at=timezone.now()).rows
    return _cached_briefly(
        render(request, "market/frame.html", {"ads": ads[:MAX_FRAMED_ADS], "more": len(ads) > MAX_FRAMED_ADS})
    )


def _listed_pages(
    request: Request,
) -> tuple[queries.Listed[queries.PublicAd], queries.Listed[queries.WithdrawnAd]]:
    """One page of what is there, and of what is gone."""
    params, now = _query_values(request), timezone.now()
    return queries.public_ads(Destination.FEED, **params, at=now), queries.gone_ads(
        Destination.FEED, **params, at=now
    )


def _query_values(request: Request) -> dict[str, Any]:
    """Which chamber (none: all), and which page; what is not a number asks for nothing."""
    params = {name: request.GET.get(name, "") for name in ("chambre", "page")}
    numbers = {
        name: int(text)
        for name, text in params.items()
        if text.isascii() and text.isdigit() and len(text) < 8
    }
    return {"chamber_id": numbers.get("chambre"), "page": max(1, numbers.get("page", 1))}


def _pages(request: Request, has_more: bool) -> dict[str, str]:
    """The full addresses of this page and of the next one, "" for none."""
    params = _query_values(request)
    kept_params = {"chambre": params["chamber_id"]} if params["chamber_id"] is not None else {}

    def page(number: int) -> str:
        query = urlencode(kept_params | ({"page": number} if number > 1 else {}))
        return f"{settings.BASE_URL}{request.path}{f'?{query}' if query else ''}"

    return {"source": page(params["page"]), "next_url": page(params["page"] + 1) if has_more else ""}


def _cached_briefly(response: HttpResponse) -> HttpResponse:
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
