from django.urls import path

from etabli.community.approaches import pages

app_name = "approaches"
urlpatterns = [
    path("demarches/", pages.register, name="register"),
    path("demarches/registre.csv", pages.register_csv, name="register_csv"),
    path("demarches/nouvelle/", pages.write, name="new"),
    path("demarches/<int:pk>/", pages.approach, name="approach"),
    path("demarches/<int:pk>/document/", pages.document, name="document"),
    path("demarches/<int:pk>/corriger/", pages.write, name="correct"),
    path("demarches/<int:pk>/publier/", pages.publish, name="publish"),
    path("demarches/<int:pk>/retirer/", pages.withdraw, name="withdraw"),
]
