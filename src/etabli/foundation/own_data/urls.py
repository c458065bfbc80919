from django.urls import path

from etabli.foundation.own_data import pages

app_name = "own_data"
urlpatterns = [
    path("mes-donnees/", pages.held, name="mine"),
    path("mes-donnees/copie/", pages.copy, name="mine_copy"),
    path("personnes/<int:pk>/donnees/", pages.held, name="person"),
    path("personnes/<int:pk>/donnees/copie/", pages.copy, name="person_copy"),
]
