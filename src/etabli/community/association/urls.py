from django.urls import path, re_path

from etabli.community.association.outsiders import APPLICANT
from etabli.community.association.pages import (
    applications,
    board,
    dues,
    importing,
    join,
    my_membership,
    rules,
)
from etabli.foundation.own_data.pages_by_link import urls_of

app_name = "association"
urlpatterns = [
    path("adhesion/", join.join, name="join"),
    path("adhesion/envoyee/", join.sent, name="sent"),
    path("adhesion/demande/<str:token>/", join.application, name="application"),
    path("adhesion/demande/<str:token>/confirmer/", join.confirm, name="confirm"),
    *urls_of(APPLICANT, under="adhesion/demande/<str:token>/", app=app_name, above="application"),
    path("adhesion/demande/<str:token>/retirer/", join.withdraw, name="withdraw_application"),
    path("adhesion/paiement/<slug:code>/", join.paid, name="paid"),
    path("mon-adhesion/", my_membership.my_membership, name="mine"),
    path("mon-adhesion/recours/", my_membership.appeal, name="appeal"),
    path("mon-adhesion/partir/", my_membership.leave, name="leave"),
    path("adherents/", board.members, name="members"),
    re_path(r"^adherents/adherents\.(?P<kind>xlsx|csv)$", board.export, name="export"),
    path("adherents/a-faire/", board.to_do, name="to_do"),
    path("adherents/ajouter/", board.add, name="add"),
    path("adherents/importer/", importing.give, name="import"),
    path("adherents/importer/<slug:key>/", importing.check, name="import_check"),
    path("adherents/reglages/", rules.rules, name="rules"),
    re_path(
        r"^adherents/reglages/(?P<form_name>period|category|delays|trade)/$",
        rules.save_rules_form,
        name="save_rules",
    ),
    path("adherents/categories/<int:pk>/", rules.category, name="category"),
    path("adherents/categories/<int:pk>/retirer/", rules.withdraw_category, name="withdraw_category"),
    path("adherents/metiers/<int:pk>/retirer/", rules.withdraw_trade, name="withdraw_trade"),
    path("adherents/periodes/<int:pk>/", dues.period, name="period"),
    path("adherents/demandes/<int:pk>/", applications.review, name="review"),
    path("adherents/demandes/<int:pk>/accepter/", applications.accept, name="accept"),
    path("adherents/demandes/<int:pk>/question/", applications.ask, name="ask"),
    path("adherents/demandes/<int:pk>/refuser/", applications.refuse, name="refuse"),
    path("adherents/cotisations/<int:pk>/", dues.record_payment, name="record_payment"),
    path("adherents/cotisations/<int:pk>/renoncer/", dues.waive, name="waive"),
    path("adherents/paiements/<int:pk>/annuler/", dues.cancel_payment, name="cancel_payment"),
    path("adherents/paiements/<int:pk>/recu.pdf", dues.receipt, name="receipt"),
    path("adherents/<int:pk>/", board.member, name="member"),
    path("adherents/<int:pk>/modifier/", board.edit, name="edit"),
    path("adherents/<int:pk>/depart/", board.record_departure, name="record_departure"),
    path("adherents/<int:pk>/retour/", board.readmit, name="readmit"),
    path("adherents/<int:pk>/suspendre/", board.suspend, name="suspend"),
    path("adherents/<int:pk>/decider/", board.decide, name="decide"),
]
