"""What is seldom told: what goes wrong, several things at once, what the chamber does for somebody."""

from django.core.files.uploadedfile import SimpleUploadedFile

from etabli.community.jobs import actions as jobs
from etabli.community.market.models import Ad
from etabli.community.moderation.actions import decide, report
from etabli.community.moderation.models import Case
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.notices import tell_of_failed
from etabli.foundation.own_data.actions import ask_erasure, give_copy
from etabli.foundation.people.actions import withdraw_consent
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions as seats
from etabli.procurement.briefs import engine
from etabli.procurement.briefs.actions import keep_sketch, write_comment
from etabli.procurement.quotes.actions import keep_held
from etabli.territory.register.actions.importing import refuse_import, start_import
from etabli.territory.register.craft_field import Craft
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.jobs import application_to, out_of
from tests.consistency.scenarios import AT
from tests.consistency.scenarios.briefs import a_brief
from tests.consistency.scenarios.declared import who
from tests.consistency.scenarios.market import a_sealed_answer, an_ad
from tests.consistency.scenarios.quotes import a_held_reading
from tests.consistency.sent.moments.declared import moment
from tests.consistency.sent.scenes import Scene

NOBODY = Viewer.nobody()


@moment("foundation", "moment: the chamber makes a copy for somebody, and writes down that they leave")
def for_somebody(world: World, scene: Scene) -> None:
    by = who(world, "adviser")
    scene.step("a copy", lambda: give_copy(subject=world.person, by=by, at=AT))
    scene.step("erasure", lambda: ask_erasure(subject=world.person, by=by, at=AT))


@moment("procurement", "moment: a project and a quote are kept with a telephone alone")
def kept_by_telephone(world: World, scene: Scene) -> None:
    reading, holder = a_held_reading(world)
    who_keeps = {"name": "Bernard Exemple", "phone": "05 56 00 00 07"}
    plain = {"craft": Craft(), "plain": engine.Brief("", "", "site"), "drafts": {}}

    def keep() -> None:
        keep_sketch(chamber=world.chamber, **who_keeps, **plain, by=NOBODY, at=AT)

    scene.step("the project", keep)
    scene.step("the quote", lambda: keep_held(readings=[reading], **who_keeps, by=holder, at=AT))


@moment("foundation", "moment: much is asked with one address within an hour")
def much_is_asked(world: World, scene: Scene) -> None:

    def ask() -> None:
        for number in range(8):
            occasion = make.occasion(world.chamber, title=f"Atelier {number + 1}")
            seats.sign_up(occasion=occasion, holder=world.person, by=NOBODY, at=AT)

    scene.step("eight sign-ups", ask)


@moment("foundation", "moment: a message that can't be written")
def not_written(world: World, scene: Scene) -> None:
    occasion = make.occasion(world.chamber)

    def fail() -> None:
        seats.sign_up(occasion=occasion, holder=world.person, by=make.artisan(world.person), at=AT)
        Notice.objects.filter(leaves_at__isnull=False).update(failed_at=AT)
        tell_of_failed(AT)

    scene.step("told", fail)


@moment("procurement", "moment: an adviser writes in the margin of a project")
def in_the_margin(world: World, scene: Scene) -> None:
    by, brief = who(world, "adviser"), a_brief(world)
    scene.step("a remark", lambda: write_comment(brief=brief, text="À préciser", by=by, at=AT))


@moment("community", "moment: an offer of work is closed without anybody")
def not_filled(world: World, scene: Scene) -> None:
    made = out_of(world)
    application_to(made)
    by = make.artisan(world.person)
    scene.step("closed", lambda: jobs.close_job(job=made, outcome="not_filled", by=by, at=AT))


@moment("community", "moment: an answered ad is no longer agreed to, then out again")
def out_again(world: World, scene: Scene) -> None:
    a_sealed_answer(world)
    by = make.artisan(world.person)
    consent = Ad.objects.get().consent
    scene.step("no longer agreed to", lambda: withdraw_consent(consent=consent, by=by, at=AT))
    entry = Entry.objects.filter(verb="people.withdraw_consent").latest("pk")
    scene.step("it is out again", lambda: undo(entry=entry, by=by, at=AT))


@moment("community", "moment: what was reported stays")
def left_where_it_is(world: World, scene: Scene) -> None:
    an_ad(world)
    offer = out_of(world)
    fields = {"subject": offer, "reason": "false", "at": AT}
    report(**fields, by=who(world, "member"))
    report(**fields, email="visiteuse@example.org", source="a", by=NOBODY)
    case = Case.objects.get(subject_type="jobs.job", subject_id=str(offer.pk))
    by = who(world, "moderator")
    scene.step("it stays", lambda: decide(case=case, accept=True, by=by, at=AT))


@moment("territory", "moment: an import that comes to nothing")
def refused_import(world: World, scene: Scene) -> None:
    by, upload = who(world, "manager"), SimpleUploadedFile("register.csv", b"nothing")
    made = start_import(chamber=world.chamber, upload=upload, by=by, at=AT)
    why = "Ce fichier n’est pas celui du registre."
    scene.step("refused", lambda: refuse_import(done=made, why=why, by=by, at=AT))
