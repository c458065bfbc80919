from django.urls import path

from etabli.programme.planning.pages import forecast, themes, wishes

app_name = "planning"
urlpatterns = [
    path("themes-a-proposer/", themes.themes, name="themes"),
    path("prevision/", forecast.forecast, name="forecast"),
    path("souhaits/", wishes.wishes, name="wishes"),
    path("souhaits/noter/", wishes.wish_new, name="wish_new"),
    path("souhaits/<int:pk>/retirer/", wishes.wish_withdraw, name="wish_withdraw"),
]
