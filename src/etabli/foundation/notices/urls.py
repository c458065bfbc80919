from django.urls import path

from etabli.foundation.notices import call_pages, pages

app_name = "notices"
urlpatterns = [
    path("messages/", pages.notices, name="list"),
    path("messages/lus/", pages.read_all, name="read_all"),
    path("messages/reglages/", pages.preferences, name="preferences"),
    path("messages/<int:pk>/", pages.read, name="read"),
    path("a-appeler/", call_pages.calls, name="calls"),
    path("a-appeler/<int:pk>/dit/", call_pages.told, name="told"),
    path("a-appeler/<int:pk>/sans-reponse/", call_pages.no_answer, name="no_answer"),
    path("desabonnement/<str:token>/", pages.unsubscribe, name="unsubscribe"),
]
