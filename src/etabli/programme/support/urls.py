from django.urls import path

from etabli.programme.support.pages import follow_ups, half_days, offers, past, reports, requests

app_name = "support"
urlpatterns = [
    path("accompagnement/", requests.requests, name="requests"),
    path("accompagnement/demandes/<int:pk>/", requests.book, name="book"),
    path("accompagnement/demandes/<int:pk>/meme/<int:other>/", requests.same, name="same"),
    path("accompagnement/jours/<str:token>/", offers.days, name="days"),
    path("accompagnement/suivi/<int:pk>/", follow_ups.how_it_goes, name="how_it_goes"),
    path("accompagnement/<int:pk>/", half_days.appointment, name="appointment"),
    path("accompagnement/<int:pk>/preparation/", half_days.prepare, name="prepare"),
    path("accompagnement/<int:pk>/deplacer/", half_days.move, name="move"),
    path("accompagnement/<int:pk>/jour/", past.correct_day, name="correct_day"),
    path("accompagnement/<int:pk>/heures/", past.hours, name="hours"),
    path("accompagnement/deja/<int:pk>/", past.held, name="held"),
    path("accompagnement/<int:pk>/confier/", half_days.give, name="give"),
    path("accompagnement/<int:pk>/compte-rendu/", reports.report, name="report"),
    path("accompagnement/<int:pk>/etapes/<int:number>/", reports.step_done, name="step_done"),
    path("accompagnement/<int:pk>/annuler/", half_days.call_off, name="call_off"),
]
