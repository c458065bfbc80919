from django.urls import path

from etabli.programme.planning import pages

app_name = "planning"
urlpatterns = [path("themes-a-proposer/", pages.themes, name="themes")]
