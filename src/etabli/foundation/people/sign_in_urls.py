"""Sign-in, under /connexion/: the only pages of allauth that exist here, under the names it asks for."""

from allauth.account import views
from django.urls import path

from etabli.foundation.people.pages import entrance, signing_in

urlpatterns = [
    path("connexion/", signing_in.ask_code, name="account_login"),
    path("connexion/", signing_in.ask_code, name="account_request_login_code"),
    path("connexion/code/", signing_in.give_code, name="account_confirm_login_code"),
    path("connexion/fermee/", views.account_inactive, name="account_inactive"),
    path("connexion/cle/", entrance.passkey_sign_in, name="mfa_login_webauthn"),
    path("connexion/preuve/", entrance.second_proof, name="mfa_authenticate"),
    path("connexion/agents/<slug:provider_id>/", entrance.ask_organisation, name="openid_connect_login"),
    path(
        "connexion/agents/<slug:provider_id>/retour/",
        entrance.back_from_organisation,
        name="openid_connect_callback",
    ),
    path("connexion/recommencer/", entrance.start_again, name="account_logout"),
]
