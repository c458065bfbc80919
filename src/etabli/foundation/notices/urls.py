from django.urls import path

from etabli.foundation.notices import call_pages, pages
from etabli.foundation.notices.texts import pages as texts

app_name = "notices"
urlpatterns = [
    path("messages/", pages.notices, name="list"),
    path("messages/lus/", pages.read_all, name="read_all"),
    path("messages/reglages/", pages.preferences, name="preferences"),
    path("messages/pas-maintenant/", pages.not_now, name="not_now"),
    path("messages/<int:pk>/", pages.read, name="read"),
    path("a-appeler/", call_pages.calls, name="calls"),
    path("a-appeler/<int:pk>/dit/", call_pages.mark_as_told, name="told"),
    path("a-appeler/<int:pk>/sans-reponse/", call_pages.no_answer, name="no_answer"),
    path("textos/", texts.texts, name="texts"),
    path("messages/textos/", texts.stop_own, name="texts_stop_own"),
    path("textos/<str:secret>/", texts.answered, name="texts_answered"),
    path("personnes/<int:pk>/textos/", texts.stop, name="texts_stop"),
    path("desabonnement/<str:token>/", pages.unsubscribe, name="unsubscribe"),
]
