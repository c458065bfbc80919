from django.urls import path

from etabli.procurement.briefs import margin_pages, pages, papers, past_pages, sharing_pages

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
    path("mon-projet/<int:pk>/versions/", past_pages.versions, name="versions"),
    path("mon-projet/<int:pk>/versions/<int:number>/", past_pages.version, name="version"),
    path("mon-projet/<int:pk>/moment/<int:entry_pk>/", past_pages.moment, name="moment"),
    path("mon-projet/<int:pk>/copier/", past_pages.duplicate, name="duplicate"),
    path("mon-projet/<int:pk>/partager/", sharing_pages.share, name="share"),
    path("mon-projet/<int:pk>/cahier-des-charges.docx", papers.specification_docx, name="specification_docx"),
    path("mon-projet/<int:pk>/projet.docx", papers.one_page_docx, name="one_page_docx"),
    path("mon-projet/<int:pk>/lien/<int:link_pk>/couper/", sharing_pages.cut, name="cut"),
    path("mon-projet/<int:pk>/mots-cles/", papers.keywords, name="keywords"),
    path("mon-projet/<int:pk>/remarques/", margin_pages.comment, name="comment"),
    path("mon-projet/<int:pk>/remarques/<int:comment_pk>/reglee/", margin_pages.resolve, name="resolve"),
    path("mon-projet/<int:pk>/remarques/<int:comment_pk>/rouvrir/", margin_pages.reopen, name="reopen"),
    path("projet/<str:token>/", sharing_pages.read, name="read"),
    path("projet/<str:token>/projet.pdf", sharing_pages.read_pdf, name="read_pdf"),
    path("projet/<str:token>/projet.docx", sharing_pages.read_docx, name="read_docx"),
]
