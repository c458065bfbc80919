from django.urls import path

from etabli.foundation.people import pages

app_name = "people"
urlpatterns = [
    path("l/<str:token>/", pages.enter, name="enter"),
    path("role/", pages.roles, name="roles"),
    path("quitter/", pages.leave, name="leave"),
    path("historique/", pages.history, name="history"),
    path("historique/<int:pk>/annuler/", pages.undo, name="undo"),
]
