from django.urls import path

from etabli.programme.journeys.pages import contacts, dropouts, path as own

app_name = "journeys"
urlpatterns = [
    path("chemin/", own.path, name="path"),
    path("chemin/pause/", own.pause, name="pause"),
    path("chemin/reprendre/", own.resume, name="resume"),
    path("chemin/fait/", own.reached, name="reached"),
    path("chemin/fait/<int:pk>/retirer/", own.withdraw, name="withdraw"),
    path("parcours/", dropouts.drop_outs, name="drop_outs"),
    path("parcours/sans-nouvelles/", dropouts.stopped, name="stopped"),
    path("parcours/appels/", contacts.calls, name="calls"),
    path("parcours/appels/noter/", contacts.caller, name="caller"),
    path("personnes/<int:pk>/appel/", contacts.call, name="call"),
    path("personnes/<int:pk>/notes/", contacts.notes, name="notes"),
]
