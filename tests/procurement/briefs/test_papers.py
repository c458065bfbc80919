"""The documents of a brief read back, the link to it, the remarks in its margin, the words to type."""

import io
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime

import docx
import pikepdf
import pypdfium2
import pytest
from django.urls import reverse
from hypothesis import given, settings, strategies as st

from etabli.foundation.documents import Part, docx_file, render
from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.owners import as_fields
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Membership
from etabli.procurement.briefs import actions, engine, queries
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.rendering import TEMPLATE, docx_of, pdf_of
from etabli.procurement.needs.catalogue import load
from tests import factories as make
from tests.armed import ArmedClient
from tests.pdf import structure
from tests.procurement.briefs.conftest import AT, House

Enter = Callable[[House, str], ArmedClient]


@pytest.fixture
def brief(house: House) -> Brief:
    """Three answers, one left out, a budget."""
    made = house.brief()
    for need, answer, weight in [
        ("pages", "Cinq pages & un [plan] *sobre*", ""), ("domain-owner", "À mon nom", ""), ("photos", "", "not"),
    ]:  # fmt: skip
        actions.answer_need(brief=made, need_id=need, answer=answer, weight=weight, by=house.artisan, at=AT)
    actions.set_frame(
        brief=made, low_cents=100_000, high_cents=200_000, blank_why="", deadline_on=None, by=house.artisan, at=AT
    )  # fmt: skip
    return Brief.objects.select_related("person", "chamber").get(pk=made.pk)


def words_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


@pytest.mark.django_db
def test_the_specifications_as_pdf_have_their_headings_numbers_and_table(brief: Brief) -> None:
    content = pdf_of(brief, engine.specification, at=AT)
    tags = [tag for tag, _alt in structure(content)]
    chapters = len(engine.specification(_plain(brief), load()).sections)
    assert tags.count("H1") == 1
    assert tags.count("H2") == chapters + 1  # the table has its own
    assert tags.count("TH") == 3
    assert tags.count("LI") > 10
    text = words_of(content)
    number = load().by_id["domain-owner"].number
    assert f"{number}" in text
    assert "À mon nom" in text
    assert "Tous les besoins" in text
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == "fr"


@pytest.mark.django_db
def test_the_specifications_as_docx_have_their_headings_numbers_and_table(brief: Brief) -> None:
    document = docx.Document(io.BytesIO(docx_of(brief, engine.specification, at=AT)))
    said = engine.specification(_plain(brief), load())
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 2"]
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"] == [
        said.title
    ]
    assert headings == [*(section.title for section in said.sections), "Tous les besoins"]
    lines = [paragraph.text for paragraph in document.paragraphs if "\t" in paragraph.text]
    numbered = [sentence for section in said.sections for sentence in section.sentences if sentence.number]
    assert [line.split("\t")[0] for line in lines] == [one.number for one in numbered]
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["N°", "Besoin", "Importance"]
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader"), "the header comes back on each page"
    left_out = str(load().by_id["photos"].number)
    rows = {row.cells[0].text: row.cells[2].text for row in table.rows[1:]}
    assert rows[left_out] == "non demandé"
    assert list(rows) == sorted(rows, key=int)
    assert document.core_properties.title == said.title
    assert {one.get(f"{{{W}}}val") for one in document.styles.element.iter(f"{{{W}}}lang")} == {"fr-FR"}


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_any_text_gives_a_docx(text: str) -> None:
    parts = [Part(text, [("21", text)], [["N°", "A"], ["21", text]])]
    assert docx_file(parts, title=text, subtitle=text, at=AT).startswith(b"PK")


@pytest.mark.django_db
def test_the_text_for_a_mail_keeps_the_numbers(brief: Brief) -> None:
    text = engine.as_text(engine.one_page(_plain(brief), load()))
    assert text.startswith("Un site internet · maçon\nLe projet en une page\n")
    number = load().by_id["pages"].number
    assert f"- {number}. " in text
    assert "Cinq pages & un [plan] *sobre*" in text


def _plain(brief: Brief) -> engine.Brief:
    from etabli.procurement.briefs.queries import plain

    return plain(brief)


@pytest.mark.django_db
def test_whoever_bears_the_link_reads_the_project_and_nothing_else(
    brief: Brief, house: House, enter: Enter, client: ArmedClient
) -> None:
    house.person.phone = "05 56 00 00 01"
    house.person.save()
    artisan = enter(house, "artisan")
    page = artisan.get(reverse("briefs:share", args=[brief.pk])).content.decode()
    assert "Cinq pages &amp; un [plan]" in page, "the text for a mail is there without script"
    artisan.post(reverse("briefs:share", args=[brief.pk]), {})
    (shared,) = queries.links_of(brief, datetime.now(UTC))
    address = queries.address_of(shared)
    assert address in artisan.get(reverse("briefs:share", args=[brief.pk])).content.decode()
    artisan.logout()
    path = address.removeprefix("http://127.0.0.1:8000")
    read = client.get(path)
    text = read.content.decode()
    assert "Cinq pages &amp; un [plan]" in text
    assert "Ginette Etcheverry" in text
    assert "05 56 00 00 01" not in text
    assert house.person.email not in text
    assert client.get(reverse("briefs:overview", args=[brief.pk])).status_code == 302, "it opens nothing else"
    for kind in ("pdf", "docx"):
        assert client.get(f"{path}projet.{kind}").status_code == 200
    assert client.get(path[:-2] + "x/").status_code == 404
    shared.link.refresh_from_db()
    assert shared.link.used_on


@pytest.mark.django_db
def test_the_telephone_is_shown_when_the_artisan_chose_so(
    brief: Brief, house: House, client: ArmedClient
) -> None:
    shared = actions.share_brief(brief=brief, shows_contact=True, by=house.artisan, at=datetime.now(UTC))
    path = queries.address_of(shared).removeprefix("http://127.0.0.1:8000")
    assert house.person.email in client.get(path).content.decode()
    assert house.person.email in words_of(client.get(f"{path}projet.pdf").content)


@pytest.mark.django_db
def test_a_link_is_cut_off_and_that_is_taken_back(brief: Brief, house: House, enter: Enter) -> None:
    now = datetime.now(UTC)
    shared = actions.share_brief(brief=brief, by=house.artisan, at=now)
    path = queries.address_of(shared).removeprefix("http://127.0.0.1:8000")
    client = enter(house, "adviser")
    client.post(reverse("briefs:revoke_link", args=[brief.pk, shared.pk]))
    gone = client.get(path)
    assert gone.status_code == 404
    assert "Demandez-lui un autre lien" in gone.content.decode()
    cutting = Entry.objects.get(verb="briefs.cut_link")
    with pytest.raises(NotAllowed):
        undo(entry=cutting, by=house.adviser, at=now)
    actions.write_beside(brief=brief, by=house.artisan, at=now)
    undo(entry=cutting, by=house.adviser, at=now)
    assert client.get(path).status_code == 200
    actions.withdraw_brief(brief=brief, by=house.artisan, at=now)
    assert client.get(path).status_code == 404, "a project put away is read by nobody"


@pytest.mark.django_db
def test_an_adviser_alone_makes_no_link(brief: Brief, house: House, enter: Enter) -> None:
    client = enter(house, "adviser")
    assert client.post(reverse("briefs:share", args=[brief.pk]), {}).status_code == 403
    assert queries.links_of(brief, datetime.now(UTC)) == []


@pytest.mark.django_db
def test_a_remark_stands_beside_the_answer_and_the_other_side_is_told(
    brief: Brief, house: House, enter: Enter
) -> None:
    client, overview = enter(house, "adviser"), reverse("briefs:overview", args=[brief.pk])
    page = client.post(
        reverse("briefs:add_remark", args=[brief.pk]), {"need_id": "pages", "text": "Laquelle d’abord ?"}, follow=True
    )  # fmt: skip
    assert "Laquelle d’abord" in page.content.decode()
    (told,) = make.shown(**as_fields(house.person))
    assert told.url == overview
    (remark,) = queries.comments_of(brief)
    assert (remark.need_id, remark.by, remark.is_resolved) == ("pages", "Une conseillère", False)
    client = enter(house, "artisan")
    client.post(reverse("briefs:add_remark", args=[brief.pk]), {"need_id": "", "text": "L’accueil."})
    assert Notice.objects.filter(**as_fields(house.membership)).count() == 1
    client.post(reverse("briefs:resolve", args=[brief.pk, remark.pk]))
    assert [comment.is_resolved for comment in queries.comments_of(brief)] == [True, False]
    assert "réglée" in client.get(overview).content.decode()
    client.post(reverse("briefs:reopen", args=[brief.pk, remark.pk]))
    assert not queries.comments_of(brief)[0].is_resolved


@pytest.mark.django_db
def test_a_remark_taken_back_is_told_no_more(brief: Brief, house: House) -> None:
    actions.write_comment(brief=brief, text="Vu", by=house.adviser, at=AT)
    undo(entry=Entry.objects.get(verb="briefs.comment"), by=house.adviser, at=AT)
    assert queries.comments_of(brief) == []
    assert make.shown() == []
    undo(entry=Entry.objects.filter(verb="briefs.comment").latest("pk"), by=house.adviser, at=AT)
    assert "Votre conseillère a écrit une remarque" in make.mails().get().body


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "several", "single", "read"),
    [
        ("fr", "2 remarques sur le projet", "Une remarque sur le projet", "Lire les remarques"),
        ("en", "2 remarks on the project", "A remark on the project", "Read the remarks"),
    ],
)
def test_remarks_before_the_message_was_had_are_told_as_one(
    brief: Brief, house: House, language: str, several: str, single: str, read: str
) -> None:
    Party.objects.filter(pk__in=[house.person.party_id, house.membership.user.party_id]).update(
        language=language
    )
    for by, reader in ((house.adviser, house.person), (house.artisan, house.membership)):
        needs = ("pages", "photos") if by == house.adviser else ("hosting", "domain-owner")
        for need_id in needs:
            actions.write_comment(brief=brief, text="Vu", need_id=need_id, by=by, at=AT)
        (told,) = make.shown(**as_fields(reader))
        assert several in told.title
        assert told.see == read
        undo(entry=Entry.objects.filter(verb="briefs.comment").latest("pk"), by=by, at=AT)
        (told,) = make.shown(**as_fields(reader))
        assert single in told.title
        assert "2" not in told.text


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["settled", "answered", "put away", "sight"])
def test_a_remark_that_waits_no_more_goes_unsaid(
    brief: Brief, house: House, neighbour: House, what: str
) -> None:
    remark = actions.write_comment(brief=brief, text="Vu", need_id="pages", by=house.adviser, at=AT)
    actions.write_comment(brief=brief, text="Ailleurs", need_id="photos", by=house.artisan, at=AT)
    of_artisan = as_fields(house.person)
    assert len(make.shown(**of_artisan)) == 1, "an answer elsewhere is no answer"
    if what == "settled":
        actions.resolve_comment(comment=remark, by=house.artisan, at=AT)
    elif what == "answered":
        actions.write_comment(brief=brief, text="Oui", need_id="pages", by=house.artisan, at=AT)
    elif what == "put away":
        actions.withdraw_brief(brief=brief, by=house.artisan, at=AT)
    else:
        Brief.objects.update(person=neighbour.person)
    assert make.shown(**of_artisan) == []
    assert not make.mails().filter(to=house.person.email).exists()


@pytest.mark.django_db
def test_an_adviser_who_has_left_is_told_of_no_remark(brief: Brief, house: House) -> None:
    actions.write_comment(brief=brief, text="Vu", by=house.adviser, at=AT)
    Membership.objects.filter(pk=house.membership.pk).update(ended_on=AT.date())
    actions.write_comment(brief=brief, text="Merci", by=house.artisan, at=AT)
    assert not Notice.objects.filter(**as_fields(house.membership)).exists()


@pytest.mark.django_db
def test_an_empty_remark_is_asked_for_again(brief: Brief, house: House, enter: Enter) -> None:
    page = enter(house, "artisan").post(
        reverse("briefs:add_remark", args=[brief.pk]), {"need_id": "pages", "text": " "}
    )
    assert page.status_code == 200
    assert "Écrivez votre remarque" in page.content.decode()
    with pytest.raises(actions.NothingWritten):
        actions.write_comment(brief=brief, text=" ", by=house.artisan, at=AT)


@pytest.mark.django_db
def test_a_neighbour_comments_nothing(brief: Brief, neighbour: House, enter: Enter) -> None:
    with pytest.raises(NotAllowed):
        actions.write_comment(brief=brief, text="Vu", by=neighbour.adviser, at=AT)
    assert enter(neighbour, "adviser").get(reverse("briefs:add_remark", args=[brief.pk])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_remarks_take_the_same_statements(
    rows: int, brief: Brief, house: House, django_assert_num_queries: Callable[..., object]
) -> None:
    for _ in range(rows):
        actions.write_comment(brief=brief, text="Vu", need_id="pages", by=house.adviser, at=AT)
    with django_assert_num_queries(2):  # remarks, names
        queries.comments_of(brief)


def test_no_row_stands_alone_on_the_last_page() -> None:
    """Three rows at least after the last turn of the page; without closer rows, 32 and 68 needs leave one."""
    needs = load().needs
    for count in (31, 32, 33, 68, 69):
        asked = tuple(engine.Answer(need.id, need.number, "must", "Oui") for need in needs[:count])
        document = engine.specification(engine.Brief("", "maçon", "none", asked), load())
        data = {"issuer": "", "fictional": False, "person": "", "contact": "", "version": "1"}
        pdf = render(TEMPLATE, {**asdict(document), **data}, title="Essai", lang="fr", at=AT)
        with pypdfium2.PdfDocument(pdf) as pages:
            last = pages[len(pages) - 1].get_textpage().get_text_range()
        assert last.count("indispensable") + last.count("important") >= 3, count
