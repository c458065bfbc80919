from django.urls import path

from etabli.programme.planning import pages

app_name = "planning"
urlpatterns = [
    path("themes-a-proposer/", pages.themes, name="themes"),
    path("souhaits/", pages.wishes, name="wishes"),
    path("souhaits/noter/", pages.wish_new, name="wish_new"),
    path("souhaits/<int:pk>/retirer/", pages.wish_withdraw, name="wish_withdraw"),
]
