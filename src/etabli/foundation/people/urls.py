from django.urls import path

from etabli.foundation.people.pages import account, entering, histories, links, organisations, ways_in

app_name = "people"
urlpatterns = [
    path("l/<str:token>/", entering.enter, name="enter"),
    path("role/", entering.roles, name="roles"),
    path("quitter/", entering.leave, name="leave"),
    path("historique/", histories.history, name="history"),
    path("historique/annuler/", histories.undo_several, name="undo_several"),
    path("historique/<int:pk>/annuler/", histories.undo, name="undo"),
    path("compte/", account.account, name="account"),
    path("compte/nom/", account.name, name="name"),
    path("compte/adresse/", account.address, name="address"),
    path("compte/adresse/code/", account.address_code, name="address_code"),
    path("compte/appareils/", account.sessions, name="sessions"),
    path("compte/appareils/autres/", account.sign_out_others, name="sign_out_others"),
    path("compte/appareils/<str:handle>/", account.sign_out_session, name="sign_out_session"),
    path("compte/liens/", links.my_links, name="links"),
    path("compte/acces/", ways_in.ways_in, name="ways_in"),
    path("compte/acces/cle/", ways_in.add_passkey, name="add_passkey"),
    path("compte/acces/cle/<int:pk>/nom/", ways_in.rename_passkey, name="rename_passkey"),
    path("compte/acces/<int:pk>/retirer/", ways_in.remove_way_in, name="remove_way_in"),
    path("compte/acces/application/", ways_in.add_app, name="add_app"),
    path("compte/acces/codes/", ways_in.recovery_codes, name="recovery_codes"),
    path("compte/prouver/", entering.prove, name="prove"),
    path("equipe/", organisations.team, name="team"),
    path("equipe/<int:pk>/telephone/", organisations.printed_phone, name="printed_phone"),
    path("equipe/<int:pk>/inviter/", organisations.invite, name="invite"),
    path("equipe/invitations/<int:pk>/renvoyer/", organisations.resend, name="resend_invitation"),
    path("equipe/invitations/<int:pk>/reprendre/", organisations.revoke, name="revoke_invitation"),
    path("equipe/roles/<int:pk>/", organisations.change_role, name="change_role"),
    path("equipe/roles/<int:pk>/fin/", organisations.end_role, name="end_role"),
    path("equipe/<int:pk>/deconnecter/<int:user>/", organisations.sign_out, name="sign_out_member"),
    path("equipe/association/", organisations.new_association, name="new_association"),
    path("invitation/<str:token>/", organisations.accept, name="accept"),
    path("liens/<int:pk>/couper/", links.cut_link, name="cut_link"),
]
