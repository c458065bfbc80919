from django.urls import path

from etabli.front import mail_pages, message_pages, pages, paper_pages, relay_page, sector_pages

app_name = "front"
urlpatterns = [
    path("", pages.home, name="home"),
    path("r/", pages.relay, {"code": ""}, name="relay_without_code"),
    path("r/<str:code>/", pages.relay, name="relay"),
    path("relais-partenaire/perdu/", relay_page.lost, name="relay_lost"),
    path("relais-partenaire/fermer/", relay_page.close, name="relay_close"),
    path("relais-partenaire/<str:token>/", relay_page.enter, name="relay_enter"),
    path("mon-relais/", relay_page.space, name="relay_space"),
    path("mon-relais/ne-plus-etre-relais/", relay_page.leave, name="relay_leave"),
    path("bureau/", pages.desk, name="desk"),
    path("mon-espace/", pages.mine, name="mine"),
    path("chercher/", pages.search, name="search"),
    path("personnes/<int:pk>/", pages.person, name="person"),
    path("personnes/<int:pk>/historique/", pages.person_history, name="person_history"),
    path("personnes/<int:pk>/rien-n-est-perdu/", pages.nothing_lost, name="nothing_lost"),
    path("personnes/<int:pk>/corriger/", pages.correct, name="correct"),
    path("personnes/<int:pk>/adresse/", mail_pages.write_again, name="reach_again"),
    path("personnes/<int:pk>/papier/", paper_pages.paper, name="paper"),
    path("personnes/papier.pdf", paper_pages.paper_pdf, name="paper_pdf"),
    path("chiffres/", pages.figures_page, name="figures"),
    path("secteur/", sector_pages.sector, name="sector"),
    path("secteur/chiffres.csv", sector_pages.sector_csv, name="sector_csv"),
    path("secteur/montrer/", sector_pages.show_sector, name="show_sector"),
    path("courrier/", mail_pages.outbox, name="outbox"),
    path("courrier/exemples/", message_pages.messages, name="messages"),
    path("courrier/exemples/<str:name>/", message_pages.message, name="message"),
    path("courrier/exemples/<str:name>/lettre/", message_pages.message_letter, name="message_letter"),
    path("courrier/<int:pk>/", mail_pages.letter, name="letter"),
    path("courrier/<int:pk>/renvoyer/", mail_pages.send_again, name="send_again"),
    path("aide/", pages.help_page, name="help"),
    path("vos-donnees/", pages.privacy, name="privacy"),
    path("mentions-legales/", pages.legal, name="legal"),
    path("accessibilite/", pages.accessibility, name="accessibility"),
]
