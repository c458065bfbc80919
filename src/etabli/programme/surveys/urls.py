from django.urls import path

from etabli.programme.surveys.pages import answering, paper, questionnaires, results

app_name = "surveys"
urlpatterns = [
    path("q/<str:code>/", answering.answer, name="answer"),
    path("avis/<str:token>/", answering.invited, name="invited"),
    path("seances/<int:pk>/questionnaire/", answering.project, name="project"),
    path("seances/<int:pk>/reponses/", results.session_results, name="results"),
    path("seances/<int:pk>/avis/", paper.sheets, name="sheets"),
    path("seances/<int:pk>/avis/liens/", paper.invite, name="invite"),
    path("seances/<int:pk>/avis/feuille/", paper.sheet_new, name="sheet_new"),
    path("seances/<int:pk>/avis/feuille/<slug:key>/", paper.sheet, name="sheet"),
    path("seances/<int:pk>/avis/feuille/<slug:key>/retirer/", paper.sheet_remove, name="sheet_remove"),
    path("questionnaires/", questionnaires.questionnaires, name="list"),
    path("questionnaires/resultats/", results.results_page, name="counted"),
    path("questionnaires/resultats/<slug:kind>/", results.export, name="exported"),
    path("questionnaires/nouveau/", questionnaires.start, name="start"),
    path("questionnaires/version/<int:pk>/", questionnaires.version, name="version"),
    path("questionnaires/<int:pk>/", questionnaires.draft, name="draft"),
    path("questionnaires/<int:pk>/essai/", questionnaires.preview, name="preview"),
    path("questionnaires/<int:pk>/publier/", questionnaires.publish, name="publish"),
    path("questionnaires/<int:pk>/ranger/", questionnaires.put_away, name="put_away"),
    path("questionnaires/<int:pk>/question/", questionnaires.question, name="question_new"),
    path("questionnaires/<int:pk>/question/<slug:name>/", questionnaires.question, name="question"),
    path(
        "questionnaires/<int:pk>/question/<slug:name>/geste/", questionnaires.change_question, name="gesture"
    ),
]
