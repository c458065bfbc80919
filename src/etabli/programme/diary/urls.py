from django.urls import path

from etabli.programme.diary.pages import calendars, days

app_name = "diary"
urlpatterns = [
    path("semaine/", days.week, name="week"),
    path("semaine/noter/", days.note, name="note"),
    path("semaine/notes/<int:pk>/rayer/", days.cross_out, name="cross_out"),
    path("mois/", days.month, name="month"),
    path("semaine/mon-calendrier/", calendars.own, name="calendar"),
    path("semaine/mon-calendrier/lien/", calendars.make_link, name="feed_make"),
    path("semaine/mon-calendrier/lien/couper/", calendars.cut_link, name="feed_cut"),
    path("semaine/mon-calendrier/arreter/", calendars.unfollow_calendar, name="calendar_leave"),
    path("mon-agenda/<str:token>/", calendars.feed, name="feed"),
]
