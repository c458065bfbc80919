from django.urls import path

from etabli.programme.workshops.pages import desk, sessions, visitors

app_name = "workshops"
urlpatterns = [
    path("ateliers/", visitors.workshop_list, name="list"),
    path("ateliers/<int:pk>/", visitors.workshop, name="workshop"),
    path("seances/", sessions.sessions, name="sessions"),
    path("seances/nouvelle/", sessions.create, name="create"),
    path("seances/salles/nouvelle/", sessions.venue_new, name="venue_new"),
    path("seances/<int:pk>/", desk.desk, name="desk"),
    path("seances/<int:pk>/modifier/", sessions.change, name="change"),
    path("seances/<int:pk>/annuler/", sessions.call_off, name="call_off"),
    path("seances/<int:pk>/presence/<int:sign_up>/", desk.mark, name="mark"),
    path("seances/<int:pk>/arrivee/", desk.walk_in, name="walk_in"),
    path("seances/<int:pk>/emargement.pdf", desk.sheet_pdf, name="sheet"),
]
