from django.urls import path, re_path

from etabli.community.assembly.pages import (
    assemblies,
    attendance,
    minutes,
    polls,
    preparation,
    proxies_and_candidates,
    role_endings,
)

app_name = "assembly"
ONE = "assemblees/<int:pk>"
urlpatterns = [
    path("assemblees/", assemblies.assemblies, name="list"),
    path("assemblees/regles/", preparation.bylaws, name="bylaws"),
    path("assemblees/nouvelle/", preparation.new, name="new"),
    path(f"{ONE}/", assemblies.assembly, name="assembly"),
    path(f"{ONE}/convocation.pdf", assemblies.convocation, name="convocation"),
    path(f"{ONE}/agenda.ics", assemblies.calendar, name="calendar"),
    path(f"{ONE}/modifier/", preparation.change, name="change"),
    path(f"{ONE}/point/", preparation.item_new, name="item_new"),
    path(f"{ONE}/etape/", preparation.step, name="step"),
    path(f"{ONE}/deuxieme-convocation/", preparation.again, name="again"),
    path(f"{ONE}/procuration/", proxies_and_candidates.proxy, name="proxy"),
    path(f"{ONE}/procurations/", proxies_and_candidates.paper_proxy, name="paper_proxy"),
    path(f"{ONE}/me-voici/", attendance.check_in, name="check_in"),
    path(f"{ONE}/presences/", attendance.attendance, name="attendance"),
    path(f"{ONE}/presences/noter/", attendance.mark, name="mark"),
    path(f"{ONE}/proces-verbal/", minutes.minutes, name="minutes"),
    path(f"{ONE}/proces-verbal.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path(f"{ONE}/signer/", minutes.sign, name="sign"),
    path("assemblees/points/<int:pk>/", preparation.item, name="item"),
    path("assemblees/points/<int:pk>/deplacer/", preparation.gesture, name="gesture"),
    path("assemblees/points/<int:pk>/candidature/", proxies_and_candidates.stand, name="stand"),
    path("assemblees/points/<int:pk>/scrutin/", polls.open_poll, name="open_poll"),
    path("assemblees/candidatures/<int:pk>/retirer/", proxies_and_candidates.stand_down, name="stand_down"),
    path("assemblees/procurations/<int:pk>/reprendre/", proxies_and_candidates.take_back, name="take_back"),
    path("assemblees/scrutins/<int:pk>/", polls.poll, name="poll"),
    path("assemblees/scrutins/<int:pk>/etape/", polls.step, name="poll_step"),
    path("assemblees/scrutins/<int:pk>/bulletins.<str:kind>", polls.ballots, name="ballots"),
    path("conseil/", minutes.board, name="board"),
    path("conseil/demandes/<int:pk>/", role_endings.removal, name="removal"),
    re_path(r"^conseil/demandes/(?P<kind>role|mandat)/(?P<pk>\d+)/$", role_endings.ask, name="ask_removal"),
    path("conseil/mandats/<int:pk>/", minutes.term, name="term"),
]
