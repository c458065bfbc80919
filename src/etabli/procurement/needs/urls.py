from django.urls import path

from etabli.procurement.needs import pages

app_name = "needs"
urlpatterns = [path("besoins/", pages.needs, name="list")]
