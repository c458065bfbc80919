from django.urls import path

from etabli.programme.visibility.pages import checks, self_checks

app_name = "visibility"
urlpatterns = [
    path("visibilite/", checks.start, name="start"),
    path("visibilite/garder/", checks.keep, name="keep"),
    path("visibilite/site/<str:key>/", checks.check, name="check"),
    path("visibilite/site/<str:key>/etat/", checks.state, name="state"),
    path("visibilite/site/<str:key>/fiche.pdf", checks.paper, name="paper"),
    path("visibilite/site/<str:key>/suivre/", checks.watch, name="watch"),
    path("visibilite/site/<str:key>/retirer/", checks.remove, name="remove"),
    path("visibilite/site/<str:key>/<slug:finding>/", checks.step, name="step"),
    path("visibilite/etapes/<int:pk>/", checks.finish, name="finish"),
    path("visibilite/sans-site/", self_checks.search, name="search"),
    path("visibilite/sans-site/<slug:kind>/", self_checks.checklist, name="checklist"),
]
