from django.urls import path

from etabli.programme.protection.pages import accounts, gestures, practice, register, sheets

app_name = "protection"
urlpatterns = [
    path("protection/", gestures.gestures, name="gestures"),
    path("protection/gestes/<slug:id>/", gestures.gesture, name="gesture"),
    path("protection/garder/", gestures.keep, name="keep"),
    path("protection/effacer/", gestures.forget, name="forget"),
    path("protection/que-faire-si/", sheets.sheets, name="sheets"),
    path("protection/que-faire-si/toutes.pdf", sheets.papers, name="papers"),
    path("protection/que-faire-si/<slug:id>/", sheets.sheet, name="sheet"),
    path("protection/que-faire-si/<slug:id>.pdf", sheets.paper, name="paper"),
    path("protection/vrai-ou-faux/", practice.practice, name="practice"),
    path("protection/vrai-ou-faux/bilan/", practice.practised, name="practised"),
    path("protection/vrai-ou-faux/<int:number>/", practice.message, name="message"),
    path("protection/comptes/", accounts.accounts, name="accounts"),
    path("protection/comptes/feuille.pdf", accounts.accounts_paper, name="accounts_paper"),
    path("protection/comptes/nouveau/", accounts.new_account, name="new_account"),
    path("protection/comptes/<int:pk>/", accounts.account, name="account"),
    path("protection/comptes/<int:pk>/retirer/", accounts.remove_account, name="remove_account"),
    path("protection/registre/", register.register, name="register"),
]
