"""What machines read of a profile: a person or an organisation of schema.org, of what is shown to all."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from etabli.community.association.models import Member, MemberKind
from etabli.community.directory.models import Profile
from etabli.community.directory.queries import Sheet


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
