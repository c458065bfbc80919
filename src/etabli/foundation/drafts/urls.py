from django.urls import path

from etabli.foundation.drafts import pages

app_name = "drafts"
urlpatterns = [
    path("brouillons/garder/", pages.keep, name="keep"),
    path("brouillons/mettre-de-cote/", pages.put_aside, name="put_aside"),
    path("brouillons/reprendre/", pages.bring_back, name="bring_back"),
]
