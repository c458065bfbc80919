from django.urls import path

from etabli.territory.register.pages import imports, suggestions

app_name = "register"
urlpatterns = [
    path("metiers/", suggestions.suggest, name="suggestions"),
    path("registre/", imports.home, name="home"),
    path("registre/importer/", imports.give, name="give"),
    path("registre/tableaux/<int:pk>/", imports.sheet, name="sheet"),
    path("registre/imports/<int:pk>/", imports.report, name="import"),
    path("registre/imports/<int:pk>/etat/", imports.state, name="state"),
    path("registre/imports/<int:pk>/lignes-a-corriger.<str:kind>", imports.rejected, name="rejected"),
]
