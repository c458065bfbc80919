from django.urls import path

from etabli.programme.diary import pages

app_name = "diary"
urlpatterns = [
    path("semaine/", pages.week, name="week"),
    path("semaine/noter/", pages.note, name="note"),
    path("semaine/notes/<int:pk>/rayer/", pages.cross_out, name="cross_out"),
    path("mois/", pages.month, name="month"),
]
