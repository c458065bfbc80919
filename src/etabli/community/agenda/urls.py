from django.urls import path

from etabli.community.agenda.pages import dates, events, feeds, lists, pairs, places, writing

app_name = "agenda"
urlpatterns = [
    path("agenda/", lists.events, name="list"),
    path("agenda/agenda.ics", lists.calendar, name="calendar"),
    path("agenda/flux.xml", lists.feed, name="feed"),
    path("agenda/agenda.json", lists.json_feed, name="json_feed"),
    path("agenda/proposer/", writing.propose, name="propose"),
    path("agenda/nouvelles-voisines/", feeds.news, name="feed_news"),
    path("agenda/agendas-voisins/", feeds.feeds, name="feeds"),
    path("agenda/agendas-voisins/ajouter/", feeds.add_feed, name="add_feed"),
    path("agenda/agendas-voisins/doublons/", pairs.pairs, name="feed_pairs"),
    path("agenda/agendas-voisins/doublons/<int:pk>/", pairs.decide, name="decide_pair"),
    path("agenda/agendas-voisins/<int:pk>/", feeds.feed_detail, name="feed_detail"),
    path("agenda/agendas-voisins/<int:pk>/corriger/", feeds.correct_feed, name="correct_feed"),
    path("agenda/agendas-voisins/<int:pk>/arreter/", feeds.stop_feed, name="stop_feed"),
    path("agenda/agendas-voisins/<int:pk>/reprendre/", feeds.resume_feed, name="resume_feed"),
    path("agenda/<int:pk>/", events.event, name="event"),
    path("agenda/<int:pk>/evenement.ics", events.event_calendar, name="event_calendar"),
    path("agenda/<int:pk>/corriger/", writing.correct, name="correct"),
    path("agenda/<int:pk>/versions/", events.versions, name="versions"),
    path("agenda/<int:pk>/annuler/", events.cancel, name="cancel"),
    path("agenda/<int:pk>/retirer/", events.withdraw, name="withdraw"),
    path("agenda/<int:pk>/dates/", dates.add, name="add_date"),
    path("agenda/dates/<int:pk>/deplacer/", dates.move, name="move_date"),
    path("agenda/dates/<int:pk>/places/", places.set_places, name="set_places"),
    path("agenda/dates/<int:pk>/inscription/", places.sign_up, name="sign_up"),
    path("agenda/inscriptions/<int:pk>/donner/", places.give_place, name="give_place"),
    path("agenda/dates/<int:pk>/annuler/", dates.cancel, name="cancel_date"),
]
