"""Sign-in, under /connexion/: the only pages of allauth that exist here, under the names it asks for."""

from allauth.account import views
from django.urls import path

from etabli.foundation.people.pages import entering

urlpatterns = [
    path("connexion/", views.request_login_code, name="account_login"),
    path("connexion/", views.request_login_code, name="account_request_login_code"),
    path("connexion/code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/fermee/", views.account_inactive, name="account_inactive"),
    path("connexion/cle/", entering.passkey_sign_in, name="mfa_login_webauthn"),
    path("connexion/preuve/", entering.second_proof, name="mfa_authenticate"),
    path("connexion/recommencer/", entering.start_again, name="account_logout"),
]
