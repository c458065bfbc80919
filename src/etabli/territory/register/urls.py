from django.urls import path

from etabli.territory.register import pages

app_name = "register"
urlpatterns = [path("metiers/", pages.suggest, name="suggestions")]
