from django.urls import path

from etabli.foundation.people.pages import account, entering, history

app_name = "people"
urlpatterns = [
    path("l/<str:token>/", entering.enter, name="enter"),
    path("role/", entering.roles, name="roles"),
    path("quitter/", entering.leave, name="leave"),
    path("historique/", history.history, name="history"),
    path("historique/annuler/", history.undo_several, name="undo_several"),
    path("historique/<int:pk>/annuler/", history.undo, name="undo"),
    path("compte/", account.account, name="account"),
    path("compte/nom/", account.name, name="name"),
    path("compte/adresse/", account.address, name="address"),
    path("compte/adresse/code/", account.address_code, name="address_code"),
    path("compte/appareils/", account.sessions, name="sessions"),
    path("compte/appareils/autres/", account.sign_out_others, name="sign_out_others"),
    path("compte/appareils/<str:handle>/", account.sign_out_session, name="sign_out_session"),
    path("compte/liens/", account.my_links, name="links"),
    path("compte/prouver/", entering.prove, name="prove"),
    path("liens/<int:pk>/couper/", account.cut_link, name="cut_link"),
]
