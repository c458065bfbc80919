from django.urls import path

from etabli.programme.outreach.pages import calls, kits, mailings, segments

app_name = "outreach"
urlpatterns = [
    path("kit/<str:code>/", kits.kit, name="kit"),
    path("kit/<str:code>/<str:name>", kits.paper, name="paper"),
    path("relais/kits/", kits.send, name="send"),
    path("relais/bilans/", kits.send_results, name="telling"),
    path("relais/envois/", kits.sendings, name="sendings"),
    path("relais/envois/<int:pk>/", kits.answer, name="answer"),
    path("relais/a-appeler/", calls.calls, name="calls"),
    path("relais/a-appeler/<int:pk>/", calls.called, name="called"),
    path("ecrire/", mailings.mailing_list, name="mailings"),
    path("ecrire/nouveau/", mailings.new, name="new_mailing"),
    path("ecrire/<int:pk>/", mailings.detail, name="mailing"),
    path("ecrire/<int:pk>/modifier/", mailings.edit, name="edit_mailing"),
    path("ecrire/<int:pk>/personnes/", mailings.people, name="mailing_people"),
    path("ecrire/<int:pk>/personnes/<int:person_pk>/", mailings.leave_out, name="leave_out"),
    path("ecrire/<int:pk>/apercu/<int:person_pk>/", mailings.preview, name="preview_mailing"),
    path("ecrire/<int:pk>/lettre/<int:person_pk>/", mailings.letter, name="mailing_letter"),
    path("ecrire/<int:pk>/essai/<int:person_pk>/", mailings.send_trial, name="try_mailing"),
    path("ecrire/<int:pk>/envoyer/", mailings.confirm, name="send_mailing"),
    path("ecrire/<int:pk>/arreter/", mailings.stop, name="stop_mailing"),
    path("ecrire/<int:pk>/retirer/", mailings.withdraw, name="withdraw_mailing"),
    path("ecrire/<int:pk>/a-appeler/", mailings.calls, name="mailing_calls"),
    path("ecrire/groupes/nouveau/", segments.new, name="new_segment"),
    path("ecrire/groupes/<int:pk>/", segments.edit, name="segment"),
    path("ecrire/groupes/<int:pk>/retirer/", segments.withdraw, name="withdraw_segment"),
    path("ecrire/droit/", segments.grounds, name="grounds"),
    path("ecrire/personne/<int:pk>/", segments.contact, name="contact"),
    path("lettre/<int:pk>/", mailings.follow_link, name="follow"),
    path("lettre/<int:pk>/<int:session_pk>/", mailings.follow_link, name="follow_session"),
]
