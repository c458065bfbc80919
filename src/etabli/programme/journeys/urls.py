from django.urls import path

from etabli.programme.journeys import pages

app_name = "journeys"
urlpatterns = [
    path("chemin/", pages.path, name="path"),
    path("chemin/pause/", pages.pause, name="pause"),
    path("chemin/reprendre/", pages.resume, name="resume"),
    path("chemin/demi-journee/", pages.half_day, name="half_day"),
    path("chemin/fait/", pages.reached, name="reached"),
    path("chemin/fait/<int:pk>/retirer/", pages.withdraw, name="withdraw"),
]
