from django.urls import path

from etabli.procurement.briefs import pages, papers

app_name = "briefs"
urlpatterns = [
    path("mon-projet/", pages.briefs, name="list"),
    path("mon-projet/nouveau/", pages.start, name="start"),
    path("mon-projet/nouveau/avec/<int:person_pk>/", pages.start_beside, name="start_beside"),
    path("mon-projet/<int:pk>/", pages.overview, name="overview"),
    path("mon-projet/<int:pk>/question/<slug:need_id>/", pages.question, name="question"),
    path("mon-projet/<int:pk>/titre/", pages.describe, name="describe"),
    path("mon-projet/<int:pk>/budget-et-date/", pages.frame, name="frame"),
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
