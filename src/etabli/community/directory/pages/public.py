"""The directory for everybody: the list, one member, their card, a picture, how to choose."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from etabli.community.association.models import Member, MemberKind
from etabli.community.directory import profile_views, queries
from etabli.community.directory.engine import Audience, vcard
from etabli.community.directory.facets import facets_of
from etabli.community.directory.forms import SearchForm
from etabli.community.directory.models import Profile
from etabli.community.directory.queries import Sheet
from etabli.community.directory.rules import is_own
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.queries import NotVisible


@public
def members(request: Request) -> HttpResponse:
    """Those who answer a choice, in the order of a draw: nothing else gives a place."""
    form, asked = SearchForm(request.GET), request.GET
    listed = queries.listed_profiles(
        request.viewer,
        form.choice,
        near=form.place,
        page=asked.get("page", ""),
        key=asked.get("tirage", ""),
        at=timezone.now(),
    )
    context = {
        "form": form,
        "listed": listed,
        "result": listed.result,
        "page": listed.page,
        "key": listed.key,
        "facets": facets_of(form, listed.counts),
        "is_narrowed": bool(form.choice.canonical),
    }
    return render(request, "directory/member_list.html", context)


@public
def profile(request: Request, pk: int) -> HttpResponse:
    """One member, as this viewer may see them."""
    profile, now = queries.get_profile(request.viewer, pk), timezone.now()
    own = is_own(request.viewer, profile)
    if not own and request.method == "GET":
        profile_views.note(pk, agent=request.headers.get("User-Agent", ""), today=timezone.localdate(now))
    context = {
        "profile": profile,
        "sheet": queries.sheet_for(request.viewer, profile, at=now),
        "is_own": own,
        "is_shown": queries.is_shown(profile),
        "canonical": address_of(pk),
        "linked_data": _for_machines(profile),
    }
    return render(request, "directory/member_detail.html", context)


def _for_machines(profile: Profile) -> dict[str, object]:
    """What everybody may see, whoever looks now."""
    everybodys = queries.sheet(profile, Audience.PUBLIC, today=timezone.localdate(), with_pieces=False)
    return linked_data(everybodys, profile) if queries.is_shown(profile) else {}


@public
def card(request: Request, pk: int) -> HttpResponse:
    """A card for an address book, of what everybody may see."""
    profile = queries.get_profile(request.viewer, pk)
    sheet = queries.sheet(profile, Audience.PUBLIC, today=timezone.localdate(), with_pieces=False)
    if not queries.is_shown(profile):
        raise NotVisible
    shown = sheet.shown
    text = vcard(
        name=shown.name, title=", ".join(sheet.trades), url=address_of(pk), note=shown.headline, website=shown.website,
        email=shown.email, phone=shown.phone, languages=shown.languages, skills=shown.skills,
    )  # fmt: skip
    response = document_response(text.encode(), "carte.vcf", "text/vcard; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="carte.vcf"'
    return response


@public
def picture(request: Request, pk: int) -> HttpResponse:
    """The picture of a piece, for whoever sees it. A browser asks again each time: it may have been taken off."""
    stored = queries.get_shown_piece(request.viewer, pk).photo
    if stored is None or stored.is_erased:
        raise NotVisible
    etag = quote_etag(stored.sha256)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        with stored.content.open("rb") as file:
            response = document_response(file.read(), stored.name, stored.content_type)
        response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


@public
def choosing(request: Request) -> HttpResponse:
    """What to ask anybody before signing."""
    return render(request, "directory/choosing.html", {"list": reverse("directory:list")})


# What machines read of a profile: a person or an organisation of schema.org, of what is shown to all.


def address_of(pk: int) -> str:
    """The full address of a profile."""
    return f"{settings.BASE_URL}{reverse('directory:profile', args=[pk])}"


def linked_data(sheet: Sheet, profile: Profile) -> dict[str, Any]:
    """JSON-LD of a sheet made for everybody; what is empty is left out."""
    shown = sheet.shown
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _kind(profile.member),
        "@id": address_of(shown.pk),
        "url": address_of(shown.pk),
        "name": shown.name,
        "description": shown.headline or shown.about[:300],
        "knowsAbout": list(shown.skills),
        "knowsLanguage": [code for code in shown.languages if len(code) == 2],
        "areaServed": [{"@type": "AdministrativeArea", "name": name} for name in sheet.places],
        "memberOf": {"@type": "Organization", "name": sheet.association},
        "email": shown.email,
        "telephone": shown.phone,
        "sameAs": [shown.website] if shown.website else [],
    }
    if data["@type"] == "Person":
        data["jobTitle"] = list(sheet.trades)
    return {name: value for name, value in data.items() if value}


def _kind(member: Member) -> str:
    return "Organization" if member.kind == MemberKind.COMPANY else "Person"
