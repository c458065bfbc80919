from django.urls import path

from etabli.programme.surveys.pages import answering

app_name = "surveys"
urlpatterns = [
    path("q/<str:code>/", answering.answer, name="answer"),
    path("avis/<str:token>/", answering.invited, name="invited"),
    path("seances/<int:pk>/questionnaire/", answering.project, name="project"),
    path("seances/<int:pk>/reponses/", answering.results, name="results"),
]
