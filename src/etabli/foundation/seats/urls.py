from django.urls import path

from etabli.foundation.seats import address_pages, message_pages, pages

app_name = "seats"
urlpatterns = [
    path("inscriptions/<int:pk>/", pages.sign_up, name="sign_up"),
    path("inscriptions/<int:pk>/accepter/", pages.accept, name="accept"),
    path("inscriptions/regle/", pages.confirmation_rule, name="rule"),
    path("inscriptions/<int:pk>/confirmer/", pages.confirm, name="confirm"),
    path("inscriptions/<int:pk>/annuler/", pages.withdraw, name="withdraw"),
    path("inscriptions/<int:pk>/reprendre/", pages.sign_up_again, name="again"),
    path("inscriptions/<int:pk>/retard/", pages.mark_late, name="late"),
    path("inscriptions/<int:pk>/montrer/", pages.show, name="show"),
    path("inscriptions/<int:pk>/donner/", pages.give_seat, name="give_seat"),
    path("inscriptions/<int:pk>/adresse/", address_pages.address, name="address"),
    path("inscriptions/<int:pk>/adresse/code/", address_pages.address_code, name="address_code"),
    path("inscriptions/<int:pk>/ecrire/", message_pages.write_to_sign_up, name="write_to_sign_up"),
    path("personnes/<int:pk>/ecrire/", message_pages.write_to_person, name="write_to_person"),
    path("messages-ecrits/<int:pk>/", message_pages.message, name="message"),
    path("messages-ecrits/<int:pk>/annuler/", message_pages.cancel_message, name="cancel_message"),
    path("inscriptions/<int:pk>/agenda.ics", pages.calendar, name="calendar"),
]
