from django.urls import path

from etabli.foundation.seats import pages

app_name = "seats"
urlpatterns = [
    path("inscriptions/<int:pk>/", pages.sign_up, name="sign_up"),
    path("inscriptions/<int:pk>/annuler/", pages.withdraw, name="withdraw"),
    path("inscriptions/<int:pk>/reprendre/", pages.again, name="again"),
    path("inscriptions/<int:pk>/agenda.ics", pages.calendar, name="calendar"),
]
