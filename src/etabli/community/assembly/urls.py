from django.urls import path, re_path

from etabli.community.assembly.pages import afterwards, before, polls, preparing, reading, removing, sitting

app_name = "assembly"
ONE = "assemblees/<int:pk>"
urlpatterns = [
    path("assemblees/", reading.assemblies, name="list"),
    path("assemblees/regles/", preparing.bylaws, name="bylaws"),
    path("assemblees/nouvelle/", preparing.new, name="new"),
    path(f"{ONE}/", reading.assembly, name="assembly"),
    path(f"{ONE}/convocation.pdf", reading.convocation, name="convocation"),
    path(f"{ONE}/agenda.ics", reading.calendar, name="calendar"),
    path(f"{ONE}/modifier/", preparing.change, name="change"),
    path(f"{ONE}/point/", preparing.item_new, name="item_new"),
    path(f"{ONE}/etape/", preparing.step, name="step"),
    path(f"{ONE}/deuxieme-convocation/", preparing.again, name="again"),
    path(f"{ONE}/procuration/", before.proxy, name="proxy"),
    path(f"{ONE}/procurations/", before.paper_proxy, name="paper_proxy"),
    path(f"{ONE}/me-voici/", sitting.check_in, name="check_in"),
    path(f"{ONE}/presences/", sitting.attendance, name="attendance"),
    path(f"{ONE}/presences/noter/", sitting.mark, name="mark"),
    path(f"{ONE}/proces-verbal/", afterwards.minutes, name="minutes"),
    path(f"{ONE}/proces-verbal.pdf", afterwards.minutes_pdf, name="minutes_pdf"),
    path(f"{ONE}/signer/", afterwards.sign, name="sign"),
    path("assemblees/points/<int:pk>/", preparing.item, name="item"),
    path("assemblees/points/<int:pk>/deplacer/", preparing.gesture, name="gesture"),
    path("assemblees/points/<int:pk>/candidature/", before.stand, name="stand"),
    path("assemblees/points/<int:pk>/scrutin/", polls.open_poll, name="open_poll"),
    path("assemblees/candidatures/<int:pk>/retirer/", before.stand_down, name="stand_down"),
    path("assemblees/procurations/<int:pk>/reprendre/", before.take_back, name="take_back"),
    path("assemblees/scrutins/<int:pk>/", polls.poll, name="poll"),
    path("assemblees/scrutins/<int:pk>/etape/", polls.step, name="poll_step"),
    path("assemblees/scrutins/<int:pk>/bulletins.<str:kind>", polls.ballots, name="ballots"),
    path("conseil/", afterwards.board, name="board"),
    path("conseil/demandes/<int:pk>/", removing.removal, name="removal"),
    re_path(r"^conseil/demandes/(?P<kind>role|mandat)/(?P<pk>\d+)/$", removing.ask, name="ask_removal"),
    path("conseil/mandats/<int:pk>/", afterwards.term, name="term"),
]
