"""Every address of the site. Addresses are French; each app holds its own under its name."""

from django.urls import URLPattern, URLResolver, include, path

APPS = [
    "foundation.ui",
    "foundation.people",
    "foundation.seats",
    "procurement.briefs",
]

urlpatterns: list[URLPattern | URLResolver] = [
    *(path("", include(f"etabli.{app}.urls")) for app in APPS),
    path("connexion/", include("allauth.account.urls")),
    path("langue/", include("django.conf.urls.i18n")),
]
