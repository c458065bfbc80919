from django.urls import path

from etabli.foundation.people import histories, pages

app_name = "people"
urlpatterns = [
    path("l/<str:token>/", pages.enter, name="enter"),
    path("role/", pages.roles, name="roles"),
    path("quitter/", pages.leave, name="leave"),
    path("historique/", histories.history, name="history"),
    path("historique/annuler/", histories.undo_several, name="undo_several"),
    path("historique/<int:pk>/annuler/", pages.undo, name="undo"),
]
