"""Sign-in, under /connexion/: the only pages of allauth that exist here, under the names it asks for."""

from allauth.account import views
from django.conf import settings
from django.urls import path

from etabli.foundation.people.pages import entering

request_code = views.RequestLoginCodeView.as_view(
    extra_context={"agents": settings.OIDC_LABEL if settings.OIDC_ISSUER else ""}
)

urlpatterns = [
    path("connexion/", request_code, name="account_login"),
    path("connexion/", request_code, name="account_request_login_code"),
    path("connexion/code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/fermee/", views.account_inactive, name="account_inactive"),
    path("connexion/cle/", entering.passkey_sign_in, name="mfa_login_webauthn"),
    path("connexion/preuve/", entering.second_proof, name="mfa_authenticate"),
    path("connexion/agents/<slug:provider_id>/", entering.ask_organisation, name="openid_connect_login"),
    path(
        "connexion/agents/<slug:provider_id>/retour/",
        entering.back_from_organisation,
        name="openid_connect_callback",
    ),
    path("connexion/recommencer/", entering.start_again, name="account_logout"),
]
