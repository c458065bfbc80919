from django.urls import path

from etabli.programme.visibility.calendar import feed_pages as calendar_feeds, pages as calendar
from etabli.programme.visibility.campaigns import assumption_pages as campaign_assumptions, pages as campaigns
from etabli.programme.visibility.checks import pages as checks
from etabli.programme.visibility.device import pages as device
from etabli.programme.visibility.domains import pages as domains
from etabli.programme.visibility.liked_sites import pages as liked_sites
from etabli.programme.visibility.self_checks import pages as self_checks

app_name = "visibility"
urlpatterns = [
    path("visibilite/", checks.start, name="start"),
    path("visibilite/garder/", device.keep, name="keep"),
    path("visibilite/garder/plus-tard/", device.later, name="keep_later"),
    path("visibilite/effacer/", device.forget, name="forget"),
    path("visibilite/site/<str:key>/", checks.check, name="check"),
    path("visibilite/site/<str:key>/etat/", checks.state, name="state"),
    path("visibilite/site/<str:key>/fiche.pdf", checks.paper, name="paper"),
    path("visibilite/site/<str:key>/suivre/", checks.watch, name="watch"),
    path("visibilite/site/<str:key>/retirer/", checks.remove, name="remove"),
    path("visibilite/site/<str:key>/nom/", domains.domain, name="domain"),
    path("visibilite/site/<str:key>/<slug:finding>/", checks.step, name="step"),
    path("visibilite/projet/<int:pk>/site/<int:attachment_pk>/", liked_sites.liked, name="liked"),
    path("visibilite/projet/<int:pk>/site/<int:attachment_pk>/lire/", liked_sites.read, name="read_liked"),
    path(
        "visibilite/projet/<int:pk>/site/<int:attachment_pk>/etat/",
        liked_sites.liked_state,
        name="liked_state",
    ),
    path("visibilite/avec/<int:pk>/", checks.beside, name="beside"),
    path("visibilite/avec/<int:pk>/publicite/", campaigns.beside, name="campaign_beside"),
    path(
        "visibilite/avec/<int:pk>/publicite/<int:campaign_pk>/",
        campaigns.kept_beside,
        name="kept_campaign_beside",
    ),
    path("visibilite/avec/<int:pk>/calendrier/", calendar.beside, name="calendar_beside"),
    path(
        "visibilite/avec/<int:pk>/calendrier/douze-semaines.pdf",
        calendar.paper_beside,
        name="calendar_paper_beside",
    ),
    path("visibilite/etapes/<int:pk>/", checks.finish, name="finish"),
    path("visibilite/sans-site/", self_checks.search, name="search"),
    path("visibilite/sans-site/photo/<int:pk>.jpg", self_checks.photo, name="photo"),
    path("visibilite/sans-site/<slug:kind>/", self_checks.checklist, name="checklist"),
    path("visibilite/calendrier/", calendar.calendar, name="calendar"),
    path("visibilite/calendrier/nouveau/", calendar.new_calendar, name="new_calendar"),
    path("visibilite/calendrier/douze-semaines.pdf", calendar.calendar_paper, name="calendar_paper"),
    path("visibilite/calendrier/ajouter/", calendar.add_post, name="add_post"),
    path("visibilite/calendrier/idee/<int:key>/", calendar.post, name="post"),
    path("visibilite/calendrier/suivre/", calendar_feeds.follow, name="follow"),
    path("visibilite/calendrier/rappels/", calendar_feeds.set_reminders, name="set_reminders"),
    path("visibilite/calendrier/lien/", calendar_feeds.make_link, name="make_feed"),
    path("visibilite/calendrier/lien/couper/", calendar_feeds.cut_link, name="cut_feed"),
    path("visibilite/calendrier/lu/<str:token>/", calendar_feeds.feed, name="feed"),
    path("visibilite/publicite/", campaigns.campaigns, name="campaigns"),
    path("visibilite/publicite/plan/", campaigns.campaign_plan, name="campaign_plan"),
    path("visibilite/publicite/plan.pdf", campaigns.campaign_paper, name="campaign_paper"),
    path("visibilite/publicite/garder/", campaigns.keep_campaign, name="keep_campaign"),
    path("visibilite/publicite/ici/<slug:key>/", campaigns.held_campaign, name="held_campaign"),
    path("visibilite/publicite/<int:pk>/", campaigns.campaign, name="campaign"),
    path("visibilite/publicite/<int:pk>/retirer/", campaigns.remove_campaign, name="remove_campaign"),
    path("visibilite/publicite/chiffres/<int:pk>/", campaigns.figures, name="campaign_figures"),
    path("visibilite/publicite/hypotheses/", campaign_assumptions.assumptions, name="assumptions"),
    path(
        "visibilite/publicite/hypotheses/<slug:network>/<slug:stage>/",
        campaign_assumptions.assumption,
        name="assumption",
    ),
]
