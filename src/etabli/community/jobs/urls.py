from django.urls import path

from etabli.community.jobs.outsiders import CORRESPONDENT
from etabli.community.jobs.pages import alerts, applications, own_offers, public
from etabli.foundation.own_data.pages_by_link import urls_of

app_name = "jobs"
urlpatterns = [
    path("offres/", public.jobs, name="list"),
    path("offres/flux.xml", public.feed, name="feed"),
    path("offres/alerte/", alerts.alert_new, name="alert_new"),
    path("offres/alerte/<int:pk>/confirmer/", alerts.alert_confirm, name="alert_confirm"),
    path("offres/alerte/<int:pk>/arreter/", alerts.alert_stop, name="alert_stop"),
    path("offres/arret/<str:token>/", alerts.stop_alert, name="stop_alert"),
    path("offres/lien/<str:token>/", alerts.enter, name="enter"),
    path("offres/lien/", alerts.ask_link, name="ask_link"),
    path("offres/mon-suivi/", own_offers.my_offers, name="mine"),
    *urls_of(CORRESPONDENT, under="offres/mon-suivi/", app=app_name, above="mine"),
    path("offres/proposer/", own_offers.new, name="new"),
    path("offres/<int:pk>/", public.job, name="job"),
    path("offres/<int:pk>/postuler/", applications.apply, name="apply"),
    path("offres/<int:pk>/corriger/", own_offers.edit, name="edit"),
    path("offres/<int:pk>/envoyer/", own_offers.send, name="send"),
    path("offres/<int:pk>/contester/", own_offers.contest, name="contest"),
    path("offres/<int:pk>/renouveler/", own_offers.renew, name="renew"),
    path("offres/<int:pk>/clore/", own_offers.close, name="close"),
    path("offres/<int:pk>/copier/", own_offers.copy, name="copy"),
    path("offres/<int:pk>/retirer/", own_offers.withdraw, name="withdraw"),
    path("offres/<int:pk>/candidatures/", applications.applications, name="applications"),
    path("offres/candidatures/<int:pk>/", applications.application, name="application"),
    path("offres/candidatures/<int:pk>/cv/", applications.cv, name="cv"),
    path("offres/candidatures/<int:pk>/retirer/", applications.withdraw, name="withdraw_application"),
]
