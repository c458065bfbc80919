from django.urls import path

from etabli.procurement.quotes import amending, keeping, pages, reviewing, together, visiting

app_name = "quotes"
urlpatterns = [
    path("devis/", pages.quotes, name="list"),
    path("devis/pour/<int:person_pk>/", pages.for_person, name="for_person"),
    path("devis/dans-mon-espace/", visiting.keep_held, name="keep_held"),
    path("devis/plus-tard/", visiting.keep_later, name="keep_later"),
    path("devis/<int:pk>/", pages.quote, name="detail"),
    path("devis/<int:pk>/etat/", pages.state, name="state"),
    path("devis/<int:pk>/questions/", pages.questions, name="questions"),
    path("devis/<int:pk>/original/", pages.original, name="original"),
    path("devis/<int:pk>/original/<int:file_pk>/", pages.further_original, name="further_original"),
    path("devis/<int:pk>/page/<int:number>/", pages.picture_of, name="picture"),
    path("devis/<int:pk>/pages/", keeping.add_pages, name="add_pages"),
    path("devis/<int:pk>/pages/<int:file_pk>/oter/", keeping.take_out, name="take_out"),
    path("devis/<int:pk>/effacer/", keeping.erase, name="erase"),
    path("devis/<int:pk>/effacer-tout/", visiting.erase_now, name="erase_now"),
    path("devis/<int:pk>/garder/", keeping.keep, name="keep"),
    path("devis/<int:pk>/corriger/<str:key>/", amending.correct, name="correct"),
    path("devis/<int:pk>/ligne/", amending.add_line, name="add_line"),
    path("devis/<int:pk>/confirmer/<str:key>/", amending.confirm, name="confirm"),
    path("devis/<int:pk>/oter/<str:key>/", amending.remove, name="remove"),
    path("devis/<int:pk>/correction/<int:correction_pk>/reprendre/", amending.give_up, name="give_up"),
    path("devis/<int:pk>/correction/<int:correction_pk>/tenir/", amending.hold, name="hold"),
    path("devis/<int:pk>/montrer/", reviewing.share, name="share"),
    path("devis/<int:pk>/comparer/", reviewing.compare, name="compare"),
    path("devis/<int:pk>/ranger/", reviewing.withdraw, name="withdraw"),
    path("devis/<int:pk>/relire/", reviewing.read_again, name="read_again"),
    path("devis/<int:pk>/ecarter/<str:finding>/", reviewing.dismiss, name="dismiss"),
    path("devis/<int:pk>/remettre/<str:finding>/", reviewing.restore, name="restore"),
    path("devis/<int:pk>/message/", together.message, name="message"),
    path("devis/<int:pk>/besoin/<slug:need_id>/", together.overrule, name="overrule"),
    path("devis/projet/<int:brief_pk>/", together.side_by_side, name="side_by_side"),
    path("devis/projet/<int:brief_pk>/comparaison.pdf", together.pdf, name="side_by_side_pdf"),
    path("reponses/<int:answer_pk>/lire/", pages.from_answer, name="from_answer"),
]
