from django.urls import path

from etabli.programme.surveys.pages import answering, counting, paper, writing

app_name = "surveys"
urlpatterns = [
    path("q/<str:code>/", answering.answer, name="answer"),
    path("avis/<str:token>/", answering.invited, name="invited"),
    path("seances/<int:pk>/questionnaire/", answering.project, name="project"),
    path("seances/<int:pk>/reponses/", counting.of_session, name="results"),
    path("seances/<int:pk>/avis/", paper.sheets, name="sheets"),
    path("seances/<int:pk>/avis/liens/", paper.invite, name="invite"),
    path("seances/<int:pk>/avis/feuille/", paper.sheet_new, name="sheet_new"),
    path("seances/<int:pk>/avis/feuille/<slug:key>/", paper.sheet, name="sheet"),
    path("seances/<int:pk>/avis/feuille/<slug:key>/retirer/", paper.sheet_remove, name="sheet_remove"),
    path("questionnaires/", writing.questionnaires, name="list"),
    path("questionnaires/resultats/", counting.counted, name="counted"),
    path("questionnaires/resultats/<slug:kind>/", counting.exported, name="exported"),
    path("questionnaires/nouveau/", writing.start, name="start"),
    path("questionnaires/version/<int:pk>/", writing.version, name="version"),
    path("questionnaires/<int:pk>/", writing.draft, name="draft"),
    path("questionnaires/<int:pk>/essai/", writing.preview, name="preview"),
    path("questionnaires/<int:pk>/publier/", writing.publish, name="publish"),
    path("questionnaires/<int:pk>/ranger/", writing.put_away, name="put_away"),
    path("questionnaires/<int:pk>/question/", writing.question, name="question_new"),
    path("questionnaires/<int:pk>/question/<slug:name>/", writing.question, name="question"),
    path("questionnaires/<int:pk>/question/<slug:name>/geste/", writing.gesture, name="gesture"),
]
