from django.urls import path

from etabli.front import pages

app_name = "front"
urlpatterns = [
    path("", pages.home, name="home"),
    path("r/<str:code>/", pages.relay, name="relay"),
    path("bureau/", pages.desk, name="desk"),
    path("chercher/", pages.search, name="search"),
    path("personnes/<int:pk>/", pages.person, name="person"),
    path("personnes/<int:pk>/historique/", pages.person_history, name="person_history"),
    path("personnes/<int:pk>/rien-n-est-perdu/", pages.nothing_lost, name="nothing_lost"),
    path("personnes/<int:pk>/corriger/", pages.correct, name="correct"),
    path("chiffres/", pages.figures_page, name="figures"),
    path("courrier/", pages.outbox, name="outbox"),
    path("aide/", pages.help_page, name="help"),
    path("vos-donnees/", pages.privacy, name="privacy"),
    path("accessibilite/", pages.accessibility, name="accessibility"),
]
