from django.urls import path

from etabli.site.own_gestures import pages

app_name = "own_gestures"
urlpatterns = [path("protection/ce-site/", pages.own_gestures, name="page")]
