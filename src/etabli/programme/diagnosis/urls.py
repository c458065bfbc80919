from django.urls import path

from etabli.programme.diagnosis.pages import anonymous_answers, half_day, questions, result, steps

app_name = "diagnosis"
urlpatterns = [
    path("par-ou-commencer/", questions.start, name="start"),
    path("par-ou-commencer/question/<slug:id>/", questions.question, name="question"),
    path("par-ou-commencer/a-nouveau/", questions.forget, name="forget"),
    path("par-ou-commencer/resultat/", result.result, name="result"),
    path("par-ou-commencer/feuille.pdf", result.sheet, name="sheet"),
    path("par-ou-commencer/garder/", result.keep, name="keep"),
    path("par-ou-commencer/demi-journee/", half_day.half_day, name="half_day"),
    path("par-ou-commencer/ma-feuille/", anonymous_answers.by_words, name="by_words"),
    path("par-ou-commencer/garde/<str:token>/", anonymous_answers.kept_answers_page, name="kept"),
    path("par-ou-commencer/garde/<str:token>/pas/", anonymous_answers.kept_step, name="kept_step"),
    path("par-ou-commencer/garde/<str:token>/feuille.pdf", anonymous_answers.kept_sheet, name="kept_sheet"),
    path("par-ou-commencer/garde/<str:token>/reprendre/", anonymous_answers.take_up, name="take_up"),
    path("par-ou-commencer/garde/<str:token>/effacer/", anonymous_answers.erase, name="erase"),
    path("par-ou-commencer/pas/", steps.steps, name="steps"),
    path("par-ou-commencer/pas/<slug:id>/", steps.step, name="step"),
    path("personnes/<int:pk>/par-ou-commencer/", result.of_person, name="of_person"),
    path("pas-a-verifier/", steps.check_list, name="checks"),
    path("pas-a-verifier/<slug:id>/", steps.check, name="check"),
]
