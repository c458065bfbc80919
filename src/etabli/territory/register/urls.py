from django.urls import path

from etabli.territory.register.pages import businesses, duplicates, suggestions

app_name = "register"
urlpatterns = [
    path("metiers/", suggestions.suggest, name="suggestions"),
    path("registre/metiers/", businesses.trades, name="trades"),
    path("registre/a-regarder/", businesses.proposals, name="proposals"),
    path("registre/entreprises/siret/", businesses.by_siret, name="by_siret"),
    path("registre/entreprises/<int:pk>/", businesses.business, name="business"),
    path("registre/entreprises/<int:pk>/corriger/", businesses.correct, name="correct"),
    path("registre/doublons/", duplicates.waiting, name="duplicates"),
    path("registre/doublons/chercher/", duplicates.look, name="look"),
    path("registre/doublons/<int:pk>/", duplicates.pair, name="pair"),
]
