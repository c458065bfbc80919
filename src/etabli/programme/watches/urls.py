from django.urls import path

from etabli.programme.watches import pages

app_name = "watches"
urlpatterns = [
    path("prevenez-moi/", pages.ask, name="ask"),
    path("prevenez-moi/confirmer/<str:token>/", pages.confirm, name="confirm"),
    path("prevenez-moi/arreter/<str:token>/", pages.stop, name="stop"),
]
