from django.urls import path

from etabli.foundation.ui import pages

app_name = "ui"
urlpatterns = [
    path("style/", pages.style, name="style"),
    path("affichage/", pages.display, name="display"),
]
