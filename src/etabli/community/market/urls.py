from django.urls import path

from etabli.community.market import pages

app_name = "market"
urlpatterns = [
    path("annonces/", pages.ads, name="ads"),
    path("annonces/<int:pk>/", pages.ad, name="ad"),
    path("annonces/<int:pk>/retirer/", pages.withdraw_ad, name="withdraw_ad"),
    path("mes-annonces/", pages.mine, name="mine"),
    path("reponses/<int:pk>/retirer/", pages.withdraw_answer, name="withdraw_answer"),
    path("reponses/<int:pk>/devis/", pages.quote, name="quote"),
]
