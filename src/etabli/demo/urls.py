from django.urls import path

from etabli.demo import pages

app_name = "demo"
urlpatterns = [
    path("demonstration/", pages.roles, name="roles"),
    path("demonstration/<slug:role>/", pages.become, name="become"),
]
