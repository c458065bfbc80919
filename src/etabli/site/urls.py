"""Every address of the site. Addresses are French; each app holds its own under its name."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path

SIGN_IN: list[URLPattern | URLResolver] = [
    path("connexion/", account.request_login_code, name="account_login"),
    path("connexion/", account.request_login_code, name="account_request_login_code"),
    path("connexion/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/fermee/", account.account_inactive, name="account_inactive"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("etabli.foundation.people.urls")),
    path("", include("etabli.foundation.seats.urls")),
    path("", include("etabli.foundation.ui.urls")),
    *SIGN_IN,
    path("langue/", include("django.conf.urls.i18n")),
]
