from django.urls import path

from etabli.foundation.notices import pages

app_name = "notices"
urlpatterns = [
    path("messages/", pages.notices, name="list"),
    path("messages/lus/", pages.read_all, name="read_all"),
    path("messages/reglages/", pages.preferences, name="preferences"),
    path("messages/<int:pk>/", pages.read, name="read"),
    path("desabonnement/<str:token>/", pages.unsubscribe, name="unsubscribe"),
]
