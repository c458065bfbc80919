from django.urls import path

from etabli.programme.coverage.pages import costs, figures, goals, online, territories

app_name = "coverage"
urlpatterns = [
    path("couverture/", figures.figures, name="figures"),
    path("couverture/tableau.csv", figures.export, name="exported"),
    path("couverture/zones-blanches/", territories.blank, name="blank"),
    path("couverture/objectifs/fixer/", goals.goal_new, name="goal_new"),
    path("couverture/objectifs/<int:pk>/", goals.goal, name="goal"),
    path("couverture/objectifs/<int:pk>/abandonner/", goals.goal_withdraw, name="goal_withdraw"),
    path("couverture/couts/", costs.costs, name="costs"),
    path("couverture/<str:code>/", territories.territory, name="territory"),
    path("couverture/<str:code>/mairies.pdf", territories.sheet, name="sheet"),
    path("personnes/<int:pk>/en-ligne/", online.online, name="online"),
    path("personnes/<int:pk>/en-ligne/retirer/", online.online_forget, name="online_forget"),
]
