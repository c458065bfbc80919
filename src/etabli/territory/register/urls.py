from django.urls import path

from etabli.territory.register.pages import businesses, duplicates, imports, persons

app_name = "register"
urlpatterns = [
    path("metiers/", businesses.suggest, name="suggestions"),
    path("registre/metiers/", businesses.trades, name="trades"),
    path("registre/a-regarder/", businesses.proposals, name="proposals"),
    path("registre/entreprises/siret/", businesses.by_siret, name="by_siret"),
    path("registre/entreprises/<int:pk>/", businesses.business, name="business"),
    path("registre/entreprises/<int:pk>/corriger/", businesses.correct, name="correct"),
    path("registre/doublons/", duplicates.duplicates_to_decide, name="duplicates"),
    path("registre/doublons/chercher/", duplicates.look_for_duplicates_now, name="look"),
    path("registre/doublons/<int:pk>/", duplicates.pair, name="pair"),
    path("personnes/doublons/", persons.likely_persons_page, name="persons"),
    path("personnes/<int:pk>/autre-fiche/", persons.find_other_record, name="person_other"),
    path("personnes/<int:pk>/entreprise/", persons.business, name="person_business"),
    path("personnes/<int:first>/<int:second>/reunir/", persons.compare_two, name="person_two"),
    path("registre/", imports.home, name="home"),
    path("registre/importer/", imports.give_file, name="give"),
    path("registre/tableaux/<int:pk>/", imports.sheet, name="sheet"),
    path("registre/imports/<int:pk>/", imports.report, name="import"),
    path("registre/imports/<int:pk>/etat/", imports.import_progress, name="state"),
    path("registre/imports/<int:pk>/lignes-a-corriger.<str:kind>", imports.rejected, name="rejected"),
]
