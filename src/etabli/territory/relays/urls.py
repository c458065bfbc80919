from django.urls import path

from etabli.territory.relays.pages import bulk, contacts, directory, importing, links, open_data

app_name = "relays"
urlpatterns = [
    path("relais/", directory.relay_list, name="list"),
    path("relais/nouveau/", directory.relay_new, name="new"),
    path("relais/plusieurs/", bulk.act_on_several, name="several"),
    path("relais/importer/", importing.give, name="import"),
    path("relais/importer/<str:key>/", importing.check, name="import_check"),
    path("relais/importes/<int:pk>/", importing.imported, name="imported"),
    path("relais/liste-nationale/", open_data.national_standard, name="standard"),
    path("relais/<int:pk>/", directory.relay_detail, name="detail"),
    path("relais/<int:pk>/modifier/", directory.relay_edit, name="edit"),
    path("relais/<int:pk>/espace/", directory.open_space, name="open_space"),
    path("relais/<int:pk>/retirer/", directory.withdraw, name="withdraw"),
    path("relais/<int:pk>/contact/", contacts.contact_new, name="contact_new"),
    path("relais/<int:pk>/envies/", contacts.wishes, name="wishes"),
    path("relais/<int:pk>/lien/", links.make, name="make_link"),
    path("relais/contact/<int:pk>/", contacts.contact_edit, name="contact_edit"),
    path("relais/contact/<int:pk>/retirer/", contacts.contact_withdraw, name="contact_withdraw"),
    path("relais/contact/<int:pk>/accord/", contacts.contact_agree, name="contact_agree"),
    path("relais/contact/<int:pk>/refus/", contacts.contact_refuse, name="contact_refuse"),
    path("relais/contact/<int:pk>/lien/", links.send, name="send_link"),
    path("relais/lien/<int:pk>/couper/", links.cut, name="cut_link"),
    path("donnees/lieux-mediation-numerique.csv", open_data.open_data, name="open_data"),
]
