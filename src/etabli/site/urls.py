"""Every address of the site. Addresses are French; each app holds its own under its name."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path

from etabli.foundation.people.access import public
from etabli.foundation.ui import pages as look

APPS = [
    "foundation.ui",
    "foundation.people",
    "foundation.seats",
    "territory.relays",
]

public(look.style)  # the look stands below the people: it can't say by itself that its page is open to all

# Only what signing in by a code needs: allauth's other pages (passwords, several addresses) do not exist here.
SIGN_IN: list[URLPattern | URLResolver] = [
    path("connexion/", account.request_login_code, name="account_login"),
    path("connexion/", account.request_login_code, name="account_request_login_code"),
    path("connexion/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/fermee/", account.account_inactive, name="account_inactive"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *(path("", include(f"etabli.{app}.urls")) for app in APPS),
    *SIGN_IN,
    path("langue/", include("django.conf.urls.i18n")),
]
