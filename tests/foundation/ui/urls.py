"""The addresses that the look's own pages lead to, and nothing else of the site."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from etabli.foundation.people.access import public
from etabli.foundation.ui import pages


@public
def nothing(request: HttpRequest, **given: object) -> HttpResponse:
    return HttpResponse("")


public(pages.style)
public(pages.display)
people = [
    path("historique/<int:pk>/annuler/", nothing, name="undo"),
    path("role/", nothing, name="roles"),
    path("historique/", nothing, name="history"),
    path("quitter/", nothing, name="leave"),
]
urlpatterns = [
    path("", include("etabli.foundation.ui.urls")),
    path("langue/", include("django.conf.urls.i18n")),
    path("", include((people, "people"))),
    path("ateliers/", nothing, name="workshops"),
    path("ateliers/inscrire/", nothing, name="sign_up"),
]
