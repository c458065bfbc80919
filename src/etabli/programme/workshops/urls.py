from django.urls import path

from etabli.programme.workshops.pages import (
    attendance,
    certificates,
    desk,
    kiosk,
    periods,
    sessions,
    visitors,
)

app_name = "workshops"
urlpatterns = [
    path("ateliers/", visitors.workshop_list, name="list"),
    path("ateliers/<int:pk>/", visitors.workshop, name="workshop"),
    path("seances/", sessions.sessions, name="sessions"),
    path("seances/nouvelle/", sessions.create, name="create"),
    path("seances/salles/nouvelle/", sessions.venue_new, name="venue_new"),
    path("seances/<int:pk>/", desk.desk, name="desk"),
    path("seances/<int:pk>/modifier/", sessions.change, name="change"),
    path("seances/<int:pk>/annuler/", sessions.call_off, name="call_off"),
    path("seances/<int:pk>/presence/<int:sign_up>/<int:half>/", attendance.mark, name="mark"),
    path("seances/<int:pk>/retard/<int:sign_up>/<int:half>/", attendance.late, name="late"),
    path(
        "seances/<int:pk>/signature/<int:sign_up>/<int:half>/",
        attendance.take_signature_off,
        name="take_signature_off",
    ),
    path("seances/<int:pk>/tous-presents/<int:half>/", attendance.all_present, name="all_present"),
    path("seances/<int:pk>/arrivee/<int:half>/", attendance.walk_in, name="walk_in"),
    path("seances/<int:pk>/emargement.pdf", attendance.sheet_pdf, name="sheet"),
    path("seances/<int:pk>/emarger/", kiosk.names, name="kiosk_now"),
    path("seances/<int:pk>/emarger/<int:half>/", kiosk.names, name="kiosk"),
    path("seances/<int:pk>/emarger/<int:half>/<int:sign_up>/", kiosk.sign, name="sign"),
    path("seances/<int:pk>/emarger/<int:half>/formation/", kiosk.sign_as_trainer, name="sign_as_trainer"),
    path("seances/<int:pk>/attestations/", certificates.send, name="send_certificates"),
    path("seances/<int:pk>/attestations.pdf", certificates.all_pdf, name="certificates"),
    path("ateliers/presences/<int:pk>/", certificates.attended, name="attended"),
    path("ateliers/presences/<int:pk>/attestation.pdf", certificates.own_pdf, name="certificate"),
    path("attestations/", certificates.check, name="check_any"),
    path("attestations/<str:number>/", certificates.check, name="check"),
    path("seances/periode/", periods.period, name="period"),
    path("seances/periode.zip", periods.archive, name="period_archive"),
]
