from django.urls import path

from etabli.programme.journeys.pages import contacts, dropouts

app_name = "journeys"
urlpatterns = [
    path("parcours/", dropouts.drop_outs, name="drop_outs"),
    path("parcours/sans-nouvelles/", dropouts.stopped, name="stopped"),
    path("parcours/appels/", contacts.calls, name="calls"),
    path("personnes/<int:pk>/appel/", contacts.call, name="call"),
    path("personnes/<int:pk>/notes/", contacts.notes, name="notes"),
]
