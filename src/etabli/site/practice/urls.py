from django.urls import path

from etabli.site.practice import pages

app_name = "practice"
urlpatterns = [
    path("s-exercer/", pages.start, name="start"),
    path("s-exercer/arreter/", pages.stop, name="stop"),
    path("s-exercer/fini/", pages.over, name="over"),
]
