from django.urls import path

from etabli.programme.surveys import pages

app_name = "surveys"
urlpatterns = [
    path("q/<str:code>/", pages.answer, name="answer"),
    path("seances/<int:pk>/questionnaire/", pages.project, name="project"),
    path("seances/<int:pk>/reponses/", pages.results, name="results"),
]
