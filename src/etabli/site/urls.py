"""Every address of the site. Addresses are French; each app holds its own under its name."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
