from django.urls import path

from etabli.programme.support import pages

app_name = "support"
urlpatterns = [
    path("accompagnement/", pages.requests, name="requests"),
    path("accompagnement/demandes/<int:pk>/", pages.book, name="book"),
    path("accompagnement/<int:pk>/", pages.appointment, name="appointment"),
    path("accompagnement/<int:pk>/compte-rendu/", pages.report, name="report"),
    path("accompagnement/<int:pk>/annuler/", pages.call_off, name="call_off"),
]
