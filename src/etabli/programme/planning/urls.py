from django.urls import path

from etabli.programme.planning.pages import forecast, season, season_plans, wishes

app_name = "planning"
PLAN = "saison/plans/<int:pk>"
urlpatterns = [
    path("themes-a-proposer/", wishes.themes, name="themes"),
    path("prevision/", forecast.forecast, name="forecast"),
    path("souhaits/", wishes.wishes, name="wishes"),
    path("souhaits/noter/", wishes.wish_new, name="wish_new"),
    path("souhaits/<int:pk>/retirer/", wishes.wish_withdraw, name="wish_withdraw"),
    path("saison/", season.seasons, name="seasons"),
    path("saison/<int:pk>/", season.season, name="season"),
    path("saison/<int:pk>/proposer/", season.propose, name="season_propose"),
    path("saison/<int:pk>/retirer/", season.withdraw, name="season_withdraw"),
    path("saison/<int:pk>/laisser/", season.accept_deviation, name="season_leave"),
    path("saison/<int:pk>/regles/", season.rules, name="season_rules"),
    path("saison/<int:pk>/conseillers/<slug:key>/", season.adviser, name="season_adviser"),
    path("saison/<int:pk>/salles/<slug:key>/", season.room, name="season_room"),
    path("saison/<int:pk>/themes/<slug:theme>/", season.people, name="season_people"),
    path("saison/<int:pk>/periodes/", season.period, name="season_period"),
    path("saison/<int:pk>/periodes/<int:number>/enlever/", season.period_remove, name="season_period_remove"),
    path(f"{PLAN}/", season_plans.plan, name="plan"),
    path(f"{PLAN}/etat/", season_plans.state, name="plan_state"),
    path(f"{PLAN}/arreter/", season_plans.stop, name="plan_stop"),
    path(f"{PLAN}/proposer/", season.propose_again, name="plan_again"),
    path(f"{PLAN}/retirer/", season_plans.withdraw, name="plan_withdraw"),
    path(f"{PLAN}/ajouter/", season_plans.add, name="plan_add"),
    path(f"{PLAN}/accepter/", season_plans.accept, name="plan_accept"),
    path(f"{PLAN}/comparer/<int:other>/", season_plans.compare, name="plan_compare"),
    path(f"{PLAN}/exclusions/<int:number>/lever/", season_plans.allow_again, name="plan_allow_again"),
    path(f"{PLAN}/seances/<slug:key>/", season_plans.session, name="plan_session"),
    path(f"{PLAN}/seances/<slug:key>/epingler/", season_plans.pin, name="plan_pin"),
    path(f"{PLAN}/seances/<slug:key>/liberer/", season_plans.unpin, name="plan_unpin"),
    path(f"{PLAN}/seances/<slug:key>/sortir/", season_plans.take_out, name="plan_take_out"),
    path(f"{PLAN}/seances/<slug:key>/exclure/", season_plans.rule_out, name="plan_rule_out"),
]
