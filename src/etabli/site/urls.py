"""Every address of the site. Addresses are French; each app holds its own under its name."""

from django.urls import URLPattern, URLResolver, include, path

from etabli.foundation.people.access import public
from etabli.foundation.people.pages.language import set_language
from etabli.foundation.ui import pages as look
from etabli.site import health

APPS = [
    "programme.workshops",  # the pages that are visited most: their addresses are found first
    "foundation.seats",
    "foundation.ui",
    "foundation.people",
    "foundation.drafts",
    "foundation.notices",
    "foundation.own_data",
    "territory.places",
    "territory.register",
    "territory.relays",
    "community.neutrality",
    "community.association",
    "community.assembly",
    "community.moderation",
    "community.approaches",
    "community.directory",
    "community.market",
    "community.jobs",
    "community.forum",
    "community.agenda",
    "procurement.needs",
    "procurement.briefs",
    "procurement.quotes",
    "programme.diary",
    "programme.watches",
    "programme.surveys",
    "programme.showcase",
    "programme.support",
    "programme.funding",
    "programme.coverage",
    "programme.planning",
    "programme.outreach",
    "programme.diagnosis",
    "programme.journeys",
    "programme.visibility",
    "programme.protection",
    "front",
    "site.practice",
    "site.own_gestures",
    "demo",
]

for view in (
    look.style,
    look.display,
):  # the look stands below the people: it can't say by itself who opens its pages
    public(view)

urlpatterns: list[URLPattern | URLResolver] = [
    *(path("", include(f"etabli.{app}.urls")) for app in APPS),
    path("", include("etabli.foundation.people.sign_in_urls")),
    path("langue/setlang/", set_language, name="set_language"),
    *(path(address.lstrip("/"), page, name=page.__name__) for address, page in health.PAGES.items()),
]

handler500 = "etabli.site.incidents.answer"
