from django.urls import path

from etabli.demo import pages

app_name = "demo"
urlpatterns = [
    path("demonstration/", pages.roles, name="roles"),
    path("demonstration/visite/", pages.visit, name="visit"),
    path("demonstration/visite/fin/", pages.end_visit, name="end_visit"),
    path("demonstration/visite/<int:number>/", pages.go, name="go"),
    path("demonstration/visite/a-cote/<int:number>/", pages.aside, name="aside"),
    path("demonstration/<slug:role>/", pages.become, name="become"),
]
