from django.urls import path

from etabli.community.jobs.outsiders import CORRESPONDENT
from etabli.community.jobs.pages import applying, authors, outside, visitors
from etabli.foundation.own_data.outside import pages_of

app_name = "jobs"
urlpatterns = [
    path("offres/", visitors.jobs, name="list"),
    path("offres/flux.xml", visitors.feed, name="feed"),
    path("offres/alerte/", outside.alert_new, name="alert_new"),
    path("offres/alerte/<int:pk>/confirmer/", outside.alert_confirm, name="alert_confirm"),
    path("offres/alerte/<int:pk>/arreter/", outside.alert_stop, name="alert_stop"),
    path("offres/arret/<str:token>/", outside.stop_alert, name="stop_alert"),
    path("offres/lien/<str:token>/", outside.enter, name="enter"),
    path("offres/lien/", outside.ask_link, name="ask_link"),
    path("offres/mon-suivi/", authors.mine, name="mine"),
    *pages_of(CORRESPONDENT, under="offres/mon-suivi/", app=app_name, above="mine"),
    path("offres/proposer/", authors.new, name="new"),
    path("offres/<int:pk>/", visitors.job, name="job"),
    path("offres/<int:pk>/postuler/", applying.apply, name="apply"),
    path("offres/<int:pk>/corriger/", authors.edit, name="edit"),
    path("offres/<int:pk>/envoyer/", authors.send, name="send"),
    path("offres/<int:pk>/contester/", authors.contest, name="contest"),
    path("offres/<int:pk>/renouveler/", authors.renew, name="renew"),
    path("offres/<int:pk>/clore/", authors.close, name="close"),
    path("offres/<int:pk>/copier/", authors.copy, name="copy"),
    path("offres/<int:pk>/retirer/", authors.withdraw, name="withdraw"),
    path("offres/<int:pk>/candidatures/", applying.applications, name="applications"),
    path("offres/candidatures/<int:pk>/", applying.application, name="application"),
    path("offres/candidatures/<int:pk>/cv/", applying.cv, name="cv"),
    path("offres/candidatures/<int:pk>/retirer/", applying.withdraw, name="withdraw_application"),
]
