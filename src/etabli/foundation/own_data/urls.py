from django.urls import path

from etabli.foundation.own_data import pages

app_name = "own_data"
urlpatterns = [
    path("mes-donnees/", pages.held_data, name="mine"),
    path("mes-donnees/copie/", pages.copy, name="mine_copy"),
    path("mes-donnees/effacer/", pages.erase, name="mine_erase"),
    path("mes-donnees/garder/", pages.keep, name="mine_keep"),
    path("mes-donnees/deux-fiches/", pages.confirm_same_person, name="same"),
    path("personnes/<int:pk>/donnees/", pages.held_data, name="person"),
    path("personnes/<int:pk>/donnees/copie/", pages.copy, name="person_copy"),
    path("personnes/<int:pk>/donnees/effacer/", pages.erase, name="person_erase"),
    path("personnes/<int:pk>/donnees/garder/", pages.keep, name="person_keep"),
    path("personnes/sans-nouvelles/", pages.people_without_news, name="without_news"),
    path("vos-donnees/registre/", pages.register, name="register"),
    path("vos-donnees/registre.pdf", pages.register_pdf, name="register_pdf"),
    path("vos-donnees/registre.csv", pages.register_csv, name="register_csv"),
]
