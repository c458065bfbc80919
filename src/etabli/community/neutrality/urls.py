from django.urls import path

from etabli.community.neutrality import pages

app_name = "neutrality"
urlpatterns = [
    path("neutralite/", pages.how_draws_work, name="explained"),
    path("neutralite/tirages.json", pages.draws_json, name="draws_json"),
    path("neutralite/affichages/", pages.shares, name="shares"),
    path("neutralite/interets/", pages.interests, name="interests"),
    path("neutralite/interets/<int:pk>/fin/", pages.end_interest, name="end_interest"),
    path("neutralite/interets/<int:pk>/nom/", pages.name_interest, name="name_interest"),
]
