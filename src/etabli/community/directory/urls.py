from django.urls import path

from etabli.community.directory.outsiders import WRITER
from etabli.community.directory.pages import contact, messages, own_profile, portfolio, public
from etabli.foundation.own_data.pages_by_link import urls_of

app_name = "directory"
urlpatterns = [
    path("annuaire/", public.members, name="list"),
    path("annuaire/comment-choisir/", public.choosing, name="choosing"),
    path("annuaire/message/<str:token>/", contact.sent, name="sent"),
    *urls_of(WRITER, under="annuaire/message/<str:token>/", app=app_name, above="sent"),
    path("annuaire/realisations/<int:pk>.jpg", public.picture, name="picture"),
    path("annuaire/<int:pk>/", public.profile, name="profile"),
    path("annuaire/<int:pk>/carte.vcf", public.card, name="card"),
    path("annuaire/<int:pk>/ecrire/", contact.write, name="write"),
    path("ma-fiche/", own_profile.overview, name="mine"),
    path("ma-fiche/presentation/", own_profile.edit_section, {"section": "words"}, name="words"),
    path("ma-fiche/metiers/", own_profile.edit_section, {"section": "work"}, name="work"),
    path("ma-fiche/lieux/", own_profile.edit_section, {"section": "places"}, name="places"),
    path(
        "ma-fiche/disponibilite/", own_profile.edit_section, {"section": "availability"}, name="availability"
    ),
    path("ma-fiche/coordonnees/", own_profile.edit_section, {"section": "reach"}, name="reach"),
    path("ma-fiche/charte/", own_profile.sign, name="sign"),
    path("ma-fiche/apercu/", own_profile.preview, name="preview"),
    path("ma-fiche/publier/", own_profile.publish, name="publish"),
    path("ma-fiche/retirer/", own_profile.withdraw, name="withdraw"),
    path("ma-fiche/realisations/", portfolio.pieces, name="pieces"),
    path("ma-fiche/realisations/nouvelle/", portfolio.add, name="add_piece"),
    path("ma-fiche/realisations/<int:pk>/", portfolio.change, name="piece"),
    path("ma-fiche/realisations/<int:pk>/deplacer/", portfolio.move, name="move_piece"),
    path("ma-fiche/realisations/<int:pk>/retirer/", portfolio.withdraw, name="withdraw_piece"),
    path("ma-fiche/messages/", messages.contacts, name="contacts"),
    path("ma-fiche/messages/<int:pk>/", messages.contact, name="contact"),
]
