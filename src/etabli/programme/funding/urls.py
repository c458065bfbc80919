from django.urls import path

from etabli.programme.funding.pages import attendance, files, funds, papers

app_name = "funding"
urlpatterns = [
    path("fonds/", funds.fund_list, name="funds"),
    path("fonds/numero/", funds.number, name="number"),
    path("fonds/<int:pk>/", funds.fund, name="fund"),
    path("fonds/<int:pk>/retirer/", funds.fund_withdraw, name="fund_withdraw"),
    path("fonds/<int:pk>/regles/<slug:key>/", funds.value, name="value"),
    path("fonds/valeurs/<int:pk>/verifier/", funds.value_check, name="value_check"),
    path("fonds/valeurs/<int:pk>/retirer/", funds.value_withdraw, name="value_withdraw"),
    path("dossiers/", files.file_list, name="files"),
    path("dossiers/bilan/", papers.report, name="report"),
    path("dossiers/bilan/feuilles.zip", papers.sheets, name="sheets"),
    path("dossiers/bilan/activite.csv", papers.activity, name="activity"),
    path("dossiers/bilan/factures.csv", papers.bills, name="bills"),
    path("dossiers/pour/<int:pk>/", files.opening, name="open"),
    path("dossiers/<int:pk>/", files.file, name="file"),
    path("dossiers/<int:pk>/demande.pdf", papers.application, name="application"),
    path("dossiers/<int:pk>/feuille.pdf", attendance.sheet, name="sheet"),
    path("dossiers/<int:pk>/attestation.pdf", attendance.certificate, name="certificate"),
    path("dossiers/demi-journee/<int:pk>/signer/", attendance.sign, name="sign"),
    path(
        "dossiers/demi-journee/<int:pk>/signer/conseiller/",
        attendance.sign_as_adviser,
        name="sign_as_adviser",
    ),
    path("dossiers/demi-journee/<int:pk>/effacer/", attendance.take_off, name="take_signature_off"),
    path(
        "dossiers/demi-journee/<int:pk>/effacer/conseiller/",
        attendance.take_adviser_off,
        name="take_adviser_signature_off",
    ),
    path("dossiers/<int:pk>/statut/", files.status, name="status"),
    path("dossiers/<int:pk>/pieces/", files.document, name="document"),
    path("dossiers/pieces/<int:pk>/retirer/", files.document_withdraw, name="document_withdraw"),
    path("dossiers/<int:pk>/envoyer/", files.send, name="send"),
    path("dossiers/<int:pk>/nouveau-jour/", files.tell_day, name="tell_day"),
    path("dossiers/<int:pk>/reponse/", files.answer, name="answer"),
    path("dossiers/<int:pk>/recours/", files.appeal, name="appeal"),
    path("dossiers/<int:pk>/facture/", files.bill, name="bill"),
    path("dossiers/<int:pk>/paiement/", files.payment, name="payment"),
    path("dossiers/<int:pk>/malgre-tout/", files.overrule, name="overrule"),
    path("dossiers/<int:pk>/cloture/", files.close, name="close"),
    path("dossiers/<int:pk>/abandon/", files.give_up, name="give_up"),
]
