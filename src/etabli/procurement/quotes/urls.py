from django.urls import path

from etabli.procurement.quotes import pages, reviewing

app_name = "quotes"
urlpatterns = [
    path("devis/", pages.quotes, name="list"),
    path("devis/pour/<int:person_pk>/", pages.for_person, name="for_person"),
    path("devis/<int:pk>/", pages.quote, name="detail"),
    path("devis/<int:pk>/etat/", pages.state, name="state"),
    path("devis/<int:pk>/questions/", pages.questions, name="questions"),
    path("devis/<int:pk>/original/", pages.original, name="original"),
    path("devis/<int:pk>/montrer/", reviewing.share, name="share"),
    path("devis/<int:pk>/comparer/", reviewing.compare, name="compare"),
    path("devis/<int:pk>/ranger/", reviewing.withdraw, name="withdraw"),
    path("devis/<int:pk>/relire/", reviewing.read_again, name="read_again"),
    path("devis/<int:pk>/ecarter/<str:finding>/", reviewing.dismiss, name="dismiss"),
    path("devis/<int:pk>/remettre/<str:finding>/", reviewing.restore, name="restore"),
    path("reponses/<int:answer_pk>/lire/", pages.from_answer, name="from_answer"),
]
