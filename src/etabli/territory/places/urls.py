from django.urls import path

from etabli.territory.places import pages

app_name = "places"
urlpatterns = [path("communes/", pages.suggest, name="suggestions")]
