from django.urls import path

from etabli.community.market.pages import ads, association, conversations, own_ads, sharing

app_name = "market"
urlpatterns = [
    path("annonces/", ads.ads, name="ads"),
    path("annonces/alertes/", association.alerts, name="alerts"),
    path("annonces/lecture/", association.reading, name="reading"),
    path("annonces/qui-lit-quoi/", association.who_reads, name="who_reads"),
    path("annonces/ailleurs/", sharing.sharing, name="sharing"),
    path("annonces/cadre/", sharing.frame, name="frame"),
    path("annonces/flux.rss", sharing.rss, name="rss"),
    path("annonces/flux.atom", sharing.atom, name="atom"),
    path("annonces/export.json", sharing.export, name="export"),
    path("annonces/<int:pk>/", ads.ad, name="ad"),
    path("annonces/<int:pk>/publique/", sharing.open_ad, name="open_ad"),
    path("annonces/<int:pk>/retirer/", ads.withdraw_ad, name="withdraw_ad"),
    path("annonces/<int:pk>/changer/", own_ads.change, name="change"),
    path("annonces/<int:pk>/ailleurs/", own_ads.destinations, name="elsewhere"),
    path("annonces/<int:pk>/suite/", own_ads.outcome, name="outcome"),
    path("annonces/ailleurs/<int:pk>/retirer/", own_ads.withdraw_sending, name="withdraw_sending"),
    path("mes-annonces/", own_ads.mine, name="mine"),
    path("mes-reponses/", ads.answered, name="answered"),
    path("reponses/<int:pk>/", conversations.thread, name="thread"),
    path("reponses/<int:pk>/retirer/", ads.withdraw_answer, name="withdraw_answer"),
    path("reponses/<int:pk>/devis/", ads.quote, name="quote"),
    path("reponses/messages/<int:pk>/fichier/", conversations.file, name="letter_file"),
]
