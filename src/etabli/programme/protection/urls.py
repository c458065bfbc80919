from django.urls import path

from etabli.programme.protection.pages import gestures, practice, sheets

app_name = "protection"
urlpatterns = [
    path("protection/", gestures.gestures, name="gestures"),
    path("protection/gestes/<slug:id>/", gestures.gesture, name="gesture"),
    path("protection/garder/", gestures.keep, name="keep"),
    path("protection/que-faire-si/", sheets.sheets, name="sheets"),
    path("protection/que-faire-si/toutes.pdf", sheets.papers, name="papers"),
    path("protection/que-faire-si/<slug:id>/", sheets.sheet, name="sheet"),
    path("protection/que-faire-si/<slug:id>.pdf", sheets.paper, name="paper"),
    path("protection/vrai-ou-faux/", practice.practice, name="practice"),
    path("protection/vrai-ou-faux/bilan/", practice.practised, name="practised"),
    path("protection/vrai-ou-faux/<int:number>/", practice.message, name="message"),
]
