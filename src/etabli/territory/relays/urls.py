from django.urls import path

from etabli.territory.relays.pages import directory as pages

app_name = "relays"
urlpatterns = [
    path("relais/", pages.relay_list, name="list"),
    path("relais/nouveau/", pages.relay_new, name="new"),
    path("relais/<int:pk>/", pages.relay_detail, name="detail"),
    path("relais/<int:pk>/modifier/", pages.relay_edit, name="edit"),
    path("relais/<int:pk>/espace/", pages.open_space, name="open_space"),
    path("relais/<int:pk>/retirer/", pages.withdraw, name="withdraw"),
    path("mon-relais/", pages.own, name="mine"),
]
