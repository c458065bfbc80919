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
ASSEMBLY_PATH = "assemblees/<int:pk>"
urlpatterns = [
    path("assemblees/", assemblies.assemblies, name="list"),
    path("assemblees/regles/", preparation.bylaws, name="bylaws"),
    path("assemblees/nouvelle/", preparation.new, name="new"),
    path(f"{ASSEMBLY_PATH}/", assemblies.assembly, name="assembly"),
    path(f"{ASSEMBLY_PATH}/convocation.pdf", assemblies.convocation, name="convocation"),
    path(f"{ASSEMBLY_PATH}/agenda.ics", assemblies.calendar, name="calendar"),
    path(f"{ASSEMBLY_PATH}/modifier/", preparation.change, name="change"),
    path(f"{ASSEMBLY_PATH}/point/", preparation.item_new, name="item_new"),
    path(f"{ASSEMBLY_PATH}/etape/", preparation.step, name="step"),
    path(f"{ASSEMBLY_PATH}/deuxieme-convocation/", preparation.second_call, name="again"),
    path(f"{ASSEMBLY_PATH}/procuration/", proxies_and_candidates.proxy, name="proxy"),
    path(f"{ASSEMBLY_PATH}/procurations/", proxies_and_candidates.paper_proxy, name="paper_proxy"),
    path(f"{ASSEMBLY_PATH}/me-voici/", attendance.check_in, name="check_in"),
    path(f"{ASSEMBLY_PATH}/presences/", attendance.attendance, name="attendance"),
    path(f"{ASSEMBLY_PATH}/presences/noter/", attendance.mark, name="mark"),
    path(f"{ASSEMBLY_PATH}/proces-verbal/", minutes.minutes, name="minutes"),
    path(f"{ASSEMBLY_PATH}/proces-verbal.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path(f"{ASSEMBLY_PATH}/signer/", minutes.sign, name="sign"),
    path("assemblees/points/<int:pk>/", preparation.item, name="item"),
    path("assemblees/points/<int:pk>/deplacer/", preparation.change_agenda, name="gesture"),
    path("assemblees/points/<int:pk>/candidature/", proxies_and_candidates.stand, name="stand"),
    path("assemblees/points/<int:pk>/scrutin/", polls.open_poll, name="open_poll"),
    path("assemblees/candidatures/<int:pk>/retirer/", proxies_and_candidates.stand_down, name="stand_down"),
    path("assemblees/procurations/<int:pk>/reprendre/", proxies_and_candidates.take_back, name="take_back"),
    path("assemblees/scrutins/<int:pk>/", polls.poll, name="poll"),
    path("assemblees/scrutins/<int:pk>/etape/", polls.step, name="poll_step"),
    path("assemblees/scrutins/<int:pk>/bulletins.<str:kind>", polls.ballots, name="ballots"),
    path("conseil/", minutes.board, name="board"),
    path("conseil/demandes/<int:pk>/", role_endings.role_ending, name="removal"),
    re_path(r"^conseil/demandes/(?P<kind>role|mandat)/(?P<pk>\d+)/$", role_endings.ask, name="ask_removal"),
    path("conseil/mandats/<int:pk>/", minutes.term, name="term"),
]
