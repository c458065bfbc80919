from django.urls import path

from etabli.procurement.briefs import commencing, elsewhere, pages, papers

app_name = "briefs"
urlpatterns = [
    path("mon-projet/", pages.briefs, name="list"),
    path("projet/", commencing.sketch_overview, name="sketch_overview"),
    path("projet/commencer/", commencing.start, name="start"),
    path("projet/choisir/", commencing.choose, name="choose"),
    path("projet/question/<slug:need_id>/", commencing.sketch_question, name="sketch_question"),
    path("projet/budget-et-date/", commencing.sketch_frame, name="sketch_frame"),
    path("projet/autres-sujets/", commencing.sketch_subjects, name="sketch_subjects"),
    path("projet/garder/", commencing.keep, name="keep"),
    path("projet/effacer/", commencing.throw_away, name="throw_away"),
    path("mon-projet/nouveau/avec/<int:person_pk>/", pages.start_beside, name="start_beside"),
    path("mon-projet/<int:pk>/", pages.overview, name="overview"),
    path("mon-projet/<int:pk>/question/<slug:need_id>/", pages.question, name="question"),
    path("mon-projet/<int:pk>/titre/", pages.describe, name="describe"),
    path("mon-projet/<int:pk>/budget-et-date/", pages.frame, name="frame"),
    path("mon-projet/<int:pk>/autres-sujets/", pages.subjects, name="subjects"),
    path("mon-projet/<int:pk>/ailleurs/", elsewhere.elsewhere, name="elsewhere"),
    path("mon-projet/<int:pk>/ensemble/", pages.beside, name="beside"),
    path("mon-projet/<int:pk>/seul/", pages.alone, name="alone"),
    path("mon-projet/<int:pk>/pret/", pages.hand_over, name="hand_over"),
    path("mon-projet/<int:pk>/ranger/", pages.withdraw, name="withdraw"),
    path("mon-projet/<int:pk>/apercu/", papers.preview, name="preview"),
    path("mon-projet/<int:pk>/annonce/", papers.ad, name="ad"),
    path("mon-projet/<int:pk>/projet.pdf", papers.one_page_pdf, name="one_page_pdf"),
    path("mon-projet/<int:pk>/cahier-des-charges.pdf", papers.specification_pdf, name="specification_pdf"),
    path("mon-projet/<int:pk>/projet.json", papers.exchange, name="exchange"),
]
