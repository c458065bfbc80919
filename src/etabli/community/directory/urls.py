from django.urls import path

from etabli.community.directory.outsiders import WRITER
from etabli.community.directory.pages import messages, own, portfolio, visitors, writing
from etabli.foundation.own_data.outside import pages_of

app_name = "directory"
urlpatterns = [
    path("annuaire/", visitors.members, name="list"),
    path("annuaire/comment-choisir/", visitors.choosing, name="choosing"),
    path("annuaire/message/<str:token>/", writing.sent, name="sent"),
    *pages_of(WRITER, under="annuaire/message/<str:token>/", app=app_name, above="sent"),
    path("annuaire/realisations/<int:pk>.jpg", visitors.picture, name="picture"),
    path("annuaire/<int:pk>/", visitors.profile, name="profile"),
    path("annuaire/<int:pk>/carte.vcf", visitors.card, name="card"),
    path("annuaire/<int:pk>/ecrire/", writing.write, name="write"),
    path("ma-fiche/", own.mine, name="mine"),
    path("ma-fiche/presentation/", own.section, {"section": "words"}, name="words"),
    path("ma-fiche/metiers/", own.section, {"section": "work"}, name="work"),
    path("ma-fiche/lieux/", own.section, {"section": "places"}, name="places"),
    path("ma-fiche/disponibilite/", own.section, {"section": "availability"}, name="availability"),
    path("ma-fiche/coordonnees/", own.section, {"section": "reach"}, name="reach"),
    path("ma-fiche/charte/", own.sign, name="sign"),
    path("ma-fiche/apercu/", own.preview, name="preview"),
    path("ma-fiche/publier/", own.publish, name="publish"),
    path("ma-fiche/retirer/", own.withdraw, name="withdraw"),
    path("ma-fiche/realisations/", portfolio.pieces, name="pieces"),
    path("ma-fiche/realisations/nouvelle/", portfolio.add, name="add_piece"),
    path("ma-fiche/realisations/<int:pk>/", portfolio.change, name="piece"),
    path("ma-fiche/realisations/<int:pk>/deplacer/", portfolio.move, name="move_piece"),
    path("ma-fiche/realisations/<int:pk>/retirer/", portfolio.withdraw, name="withdraw_piece"),
    path("ma-fiche/messages/", messages.contacts, name="contacts"),
    path("ma-fiche/messages/<int:pk>/", messages.contact, name="contact"),
]
