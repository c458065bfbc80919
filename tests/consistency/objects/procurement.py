"""Objects of the pages of briefs and quotes."""

import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects

BRIEF_PAGES = """
overview describe budget_and_date subjects elsewhere beside end_beside hand_over withdraw preview ad one_page_pdf
specification_pdf export_json
one_page_docx specification_docx keywords versions duplicate share add_remark ad_correct ad_put_back
attachments attach_photo attach_site
"""


@objects(*(f"briefs:{page}" for page in BRIEF_PAGES.split()))
def brief(world: World) -> Kwargs:
    from etabli.procurement.briefs.actions import start_brief

    made = start_brief(person=world.person, outcome="site", by=make.artisan(world.person), at=make.AT)
    return {"pk": made.pk}


@objects("briefs:sketch_question")
def question_of_a_sketch(world: World) -> Kwargs:
    from etabli.procurement.needs.catalogue import load

    return {"need_id": load().needs[0].id}


@objects("briefs:question")
def question(world: World) -> Kwargs:
    from etabli.procurement.needs.catalogue import load

    return {**world.kwargs("briefs:overview"), "need_id": load().needs[0].id}


@objects("briefs:sketch_set_aside")
def doubt_of_a_sketch(world: World) -> Kwargs:
    return {"contradiction": "date-past"}


@objects("briefs:set_aside")
def doubt(world: World) -> Kwargs:
    return {**world.kwargs("briefs:overview"), "contradiction": "date-past"}


@objects("briefs:start_beside")
def person(world: World) -> Kwargs:
    return {"person_pk": world.person.pk}


@objects("briefs:version")
def version_of_a_brief(world: World) -> Kwargs:
    from etabli.procurement.briefs.actions import answer_need, hand_over
    from etabli.procurement.needs.catalogue import load

    made, by = a_brief(world), make.artisan(world.person)
    answer_need(brief=made, need_id=load().needs[0].id, answer="Cinq pages", by=by, at=make.AT)
    hand_over(brief=made, by=by, at=make.AT)
    return {"pk": made.pk, "number": 1}


@objects("briefs:moment")
def moment_of_a_brief(world: World) -> Kwargs:
    from etabli.foundation.journal.models import Entry

    made = a_brief(world)
    return {"pk": made.pk, "entry_pk": Entry.objects.get(verb="briefs.start", subject_id=str(made.pk)).pk}


@objects("briefs:resolve", "briefs:reopen")
def remark(world: World) -> Kwargs:
    from etabli.procurement.briefs.actions import write_comment

    made = a_brief(world)
    written = write_comment(brief=made, text="Vu", by=make.artisan(world.person), at=make.AT)
    return {"pk": made.pk, "remark_pk": written.pk}


@objects("briefs:attachment", "briefs:move_attachment", "briefs:withdraw_attachment", "briefs:photo")
def joined_to_a_brief(world: World) -> Kwargs:
    made = photo_of_a_brief(world)
    return {"pk": made.brief_id, "attachment_pk": made.pk}


def photo_of_a_brief(world: World) -> Any:
    from PIL import Image

    from etabli.procurement.briefs.actions import attach_photo

    drawn = io.BytesIO()
    Image.new("RGB", (4, 3)).save(drawn, "JPEG")  # read again for the papers
    photo = make.examined(drawn.getvalue(), "mur.jpg")
    by = make.artisan(world.person)
    return attach_photo(brief=a_brief(world), photo=photo, caption="Un mur", by=by, at=make.AT)


@objects("briefs:revoke_link")
def link_to_a_brief(world: World) -> Kwargs:
    shared = shared_brief(world)
    return {"pk": shared.brief_id, "link_pk": shared.pk}


@objects("briefs:read", "briefs:read_pdf", "briefs:read_docx", "briefs:read_photo")
def token_of_a_brief(world: World) -> Kwargs:
    from etabli.foundation.people.links import token_of

    photo_of_a_brief(world)
    return {"token": token_of(shared_brief(world).link)}


def shared_brief(world: World) -> Any:
    from etabli.procurement.briefs.actions import share_brief

    by = make.artisan(world.person)
    return share_brief(brief=a_brief(world), by=by, at=datetime.now(UTC))


def a_brief(world: World) -> Any:
    from etabli.procurement.briefs.models import Brief

    return Brief.objects.get(pk=world.kwargs("briefs:overview")["pk"])


QUOTE_PAGES = (
    "detail state original share compare withdraw read_again add_pages erase erase_now keep add_line"
)


@objects("quotes:for_person")
def person_with_quotes(world: World) -> Kwargs:
    return {"person_pk": world.person.pk}


@objects(*(f"quotes:{page}" for page in QUOTE_PAGES.split()))
def quote(world: World) -> Kwargs:
    return {"pk": quote_reading(world).pk}


@objects("quotes:questions")
def quote_that_was_read(world: World) -> Kwargs:
    from etabli.procurement.quotes.actions import keep_reading
    from etabli.procurement.quotes.engine.model import Quote

    reading = quote_reading(world)
    by = viewer.Viewer.system(world.chamber.pk)
    keep_reading(reading=reading, result=Quote(source="text"), by=by, at=make.AT)
    return {"pk": reading.pk}


@objects("quotes:picture")
def page_of_a_quote(world: World) -> Kwargs:
    from pikepdf import new

    blank, kept = new(), io.BytesIO()
    blank.add_blank_page()
    blank.save(kept)
    return {"pk": quote_reading(world, make.examined(kept.getvalue())).pk, "number": 1}


@objects("quotes:further_original", "quotes:take_out")
def further_page(world: World) -> Kwargs:
    from etabli.procurement.quotes.actions import add_pages

    reading, by = quote_reading(world), make.artisan(world.person)
    add_pages(reading=reading, uploads=[make.examined()], by=by, at=make.AT)
    return {"pk": reading.pk, "file_pk": reading.further.get().pk}


@objects("quotes:correct", "quotes:remove")
def line_of_a_quote(world: World) -> Kwargs:
    return {"pk": quote_with_a_line(world).pk, "key": "line:n0"}


@objects("quotes:confirm")
def amount_of_a_quote(world: World) -> Kwargs:
    return {"pk": quote_with_a_line(world).pk, "key": "line:n0.net_amount"}


@objects("quotes:give_up", "quotes:hold")
def correction(world: World) -> Kwargs:
    from etabli.procurement.quotes.actions import correct

    reading, by = quote_with_a_line(world), make.artisan(world.person)
    row = correct(reading=reading, target="line:n0", values={"net_amount": "120"}, by=by, at=make.AT)
    return {"pk": reading.pk, "correction_pk": row.pk}


@objects("quotes:dismiss")
def finding(world: World) -> Kwargs:
    from etabli.procurement.quotes.actions import keep_reading
    from etabli.procurement.quotes.engine.model import Quote

    reading = quote_reading(world)
    by = viewer.Viewer.system(world.chamber.pk)
    keep_reading(reading=reading, result=Quote(source="text"), by=by, at=make.AT)
    return {"pk": reading.pk, "finding": "practice"}


@objects("quotes:side_by_side", "quotes:side_by_side_pdf")
def brief_with_quotes(world: World) -> Kwargs:
    return {"brief_pk": quote_against_a_brief(world).brief_id}


@objects("quotes:overrule")
def need_against_a_quote(world: World) -> Kwargs:
    return {"pk": quote_against_a_brief(world).pk, "need_id": "hosting"}


@objects("quotes:message")
def quote_with_questions(world: World) -> Kwargs:
    return {"pk": quote_against_a_brief(world).pk}


@objects("quotes:restore")
def finding_set_aside(world: World) -> Kwargs:
    from etabli.procurement.quotes.actions import dismiss_finding

    reading, by = quote_reading(world), make.artisan(world.person)
    dismiss_finding(reading=reading, finding="practice", reason="Vu", by=by, at=make.AT)
    return {"pk": reading.pk, "finding": "practice"}


@objects("quotes:from_answer")
def answer_to_open(world: World) -> Kwargs:
    return {"answer_pk": world.kwargs("market:quote")["pk"]}


def quote_reading(world: World, upload: Any = None) -> Any:
    """A quote of the person, shown to the adviser."""
    from etabli.procurement.quotes.actions import add_quote, share_quote

    by = make.artisan(world.person)
    reading = add_quote(person=world.person, upload=upload or make.examined(), by=by, at=make.AT)
    return share_quote(reading=reading, by=by, at=make.AT)


def quote_against_a_brief(world: World) -> Any:
    """The same, read and compared with a brief that asks for what it doesn't say."""
    from etabli.procurement.briefs.actions import answer_need
    from etabli.procurement.briefs.models import Brief
    from etabli.procurement.quotes.actions import compare_with

    by, made = make.artisan(world.person), Brief.objects.get(pk=world.kwargs("briefs:overview")["pk"])
    answer_need(brief=made, need_id="hosting", answer="Cinq pages", by=by, at=make.AT)
    return compare_with(reading=quote_with_a_line(world), brief=made, by=by, at=make.AT)


def quote_with_a_line(world: World) -> Any:
    """The same, read: one line of 100 euros."""
    from etabli.procurement.quotes.actions import keep_reading
    from etabli.procurement.quotes.engine.model import Line, Quote

    quote = Quote("text", lines=(Line("Site vitrine", net_amount=Decimal(100)),))
    by = viewer.Viewer.system(world.chamber.pk)
    return keep_reading(reading=quote_reading(world), result=quote, by=by, at=make.AT)
