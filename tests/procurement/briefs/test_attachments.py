"""Photos and sites that are joined to a brief: joined, corrected, moved, taken out, shown, kept from the ad."""

import io
from datetime import UTC, datetime

import docx
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.stored_files import erase
from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.procurement.briefs import actions, engine, queries
from etabli.procurement.briefs.forms.attachments import SiteForm
from etabli.procurement.briefs.models import Attachment, Brief
from etabli.procurement.briefs.rendering import docx_of, pdf_of
from etabli.procurement.needs.catalogue import load
from tests import factories as make
from tests.armed import ArmedClient
from tests.pdf import structure
from tests.procurement.briefs.conftest import AT, House
from tests.procurement.briefs.test_papers import Enter
from tests.procurement.briefs.test_sketch import begin

SECRET = "taken at 44.8378, -0.5792"


def a_jpeg(width: int = 2000, height: int = 1000) -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = SECRET
    Image.new("RGB", (width, height), "#a9550f").save(out, "JPEG", exif=exif)
    return out.getvalue()


def a_photo(house: House, brief: Brief, caption: str = "Le mur de Bazas") -> Attachment:
    photo = make.examined(a_jpeg(40, 30), "mur.jpg")
    return actions.attach_photo(brief=brief, photo=photo, caption=caption, by=house.artisan, at=AT)


def a_site(house: House, brief: Brief, address: str = "https://www.exemple.fr/") -> Attachment:
    return actions.attach_site(brief=brief, address=address, caption="les couleurs", by=house.artisan, at=AT)


def fresh(house: House, brief: Brief) -> Brief:
    return queries.get_brief(house.artisan, brief.pk)


def latest(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("pk")


@pytest.mark.django_db
def test_an_artisan_joins_a_photo_shrunk_and_without_its_place(house: House, enter: Enter) -> None:
    brief, client = house.brief(), enter(house, "artisan")
    page = f"/mon-projet/{brief.pk}/photos-et-sites/"
    sent = {"photo": SimpleUploadedFile("mur.jpg", a_jpeg()), "caption": "Le mur de Bazas"}
    assert client.post(f"{page}photo/", sent).status_code == 302
    photo = Attachment.objects.get()
    shown = client.get(f"{page}{photo.pk}.jpg")
    assert max(Image.open(io.BytesIO(shown.content)).size) <= 1280
    assert SECRET.encode() not in shown.content
    for address in (page, f"/mon-projet/{brief.pk}/", f"/mon-projet/{brief.pk}/apercu/"):
        assert f"{page}{photo.pk}.jpg" in client.get(address).content.decode()


@pytest.mark.django_db
def test_what_is_no_picture_is_refused_and_what_was_typed_stays(house: House, enter: Enter) -> None:
    brief, client = house.brief(), enter(house, "artisan")
    sent = {"photo": SimpleUploadedFile("mur.jpg", b"only words"), "caption": "Le mur de Bazas"}
    answer = client.post(f"/mon-projet/{brief.pk}/photos-et-sites/photo/", sent)
    assert answer.status_code == 422
    assert "Le mur de Bazas" in answer.content.decode()
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.Exemple.fr/Boutique", "https://www.exemple.fr/Boutique"),
        ("http://exemple.fr", "http://exemple.fr"),
        ("ftp://exemple.fr/", None),
        ("https://moi:secret@exemple.fr/", None),
        ("", None),
    ],
)
def test_an_address_is_kept_in_one_writing_or_refused(
    house: House, enter: Enter, typed: str, kept: str | None
) -> None:
    brief, client = house.brief(), enter(house, "artisan")
    sent = {"address": typed, "caption": "les couleurs"}
    answer = client.post(f"/mon-projet/{brief.pk}/photos-et-sites/site/", sent)
    assert answer.status_code == (422 if kept is None else 302)
    assert list(Attachment.objects.values_list("address", flat=True)) == ([kept] if kept else [])


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "data:text/html,a", "file:///etc/passwd"])
def test_what_would_run_or_open_a_file_is_no_address(typed: str) -> None:
    assert not SiteForm({"address": typed}).is_valid()


@pytest.mark.django_db
def test_each_is_corrected_moved_and_taken_out_and_each_act_taken_back(house: House, enter: Enter) -> None:
    brief, client = house.brief(), enter(house, "artisan")
    first, second, site = a_photo(house, brief), a_photo(house, brief, "La terrasse"), a_site(house, brief)
    page = f"/mon-projet/{brief.pk}/photos-et-sites/"

    def captions() -> list[str]:
        return [photo.caption for photo in queries.photos_of(fresh(house, brief))]

    client.post(f"{page}{second.pk}/deplacer/", {"earlier": "1"})
    assert captions() == ["La terrasse", "Le mur de Bazas"]
    assert [row.pk for row in queries.sites_of(fresh(house, brief))] == [site.pk]
    undo(entry=latest("briefs.move_attachments"), by=house.artisan, at=AT)
    assert captions() == ["Le mur de Bazas", "La terrasse"]
    client.post(f"{page}{first.pk}/", {"caption": "Le mur, fini"})
    assert captions()[0] == "Le mur, fini"
    undo(entry=latest("briefs.change_attachment"), by=house.artisan, at=AT)
    client.post(f"{page}{first.pk}/retirer/")
    assert captions() == ["La terrasse"]
    assert client.get(f"{page}{first.pk}.jpg").status_code == 404
    undo(entry=latest("briefs.withdraw_attachment"), by=house.artisan, at=AT)
    assert captions() == ["Le mur de Bazas", "La terrasse"]


@pytest.mark.django_db
def test_an_order_is_not_taken_back_over_what_was_joined_since(house: House) -> None:
    brief = house.brief()
    first, second = a_photo(house, brief), a_photo(house, brief)
    actions.move_attachments(brief=brief, order=[second.pk, first.pk], by=house.artisan, at=AT)
    a_photo(house, brief)
    with pytest.raises(CannotUndo):
        undo(entry=latest("briefs.move_attachments"), by=house.artisan, at=AT)


@pytest.mark.django_db
def test_there_is_room_for_twelve_photos_and_six_sites(house: House) -> None:
    brief = house.brief()
    for _ in range(actions.MOST_PHOTOS):
        a_photo(house, brief)
    for _ in range(actions.MOST_SITES):
        a_site(house, brief)
    with pytest.raises(actions.TooManyAttachments, match="12"):
        a_photo(house, brief)
    with pytest.raises(actions.TooManyAttachments, match="6"):
        a_site(house, brief)
    assert StoredFile.objects.count() == actions.MOST_PHOTOS


@pytest.mark.django_db
def test_only_its_own_people_write_and_see(house: House, neighbour: House, enter: Enter) -> None:
    brief = house.brief()
    photo = a_photo(house, brief)
    picture = f"/mon-projet/{brief.pk}/photos-et-sites/{photo.pk}.jpg"
    with pytest.raises(NotAllowed):
        actions.attach_site(brief=brief, address="https://a.fr/", by=house.adviser, at=AT)
    actions.write_beside(brief=brief, by=house.adviser, at=AT)
    actions.attach_site(brief=brief, address="https://a.fr/", by=house.adviser, at=AT)
    assert enter(house, "adviser").get(picture).status_code == 200
    assert enter(neighbour, "adviser").get(picture).status_code == 404
    assert enter(neighbour, "artisan").get(picture).status_code == 404
    other = neighbour.brief()
    assert (
        enter(neighbour, "artisan").get(f"/mon-projet/{other.pk}/photos-et-sites/{photo.pk}.jpg").status_code
        == 404
    )


@pytest.mark.django_db
def test_the_bearer_of_the_link_sees_photos_and_sites(house: House) -> None:
    brief = house.brief()
    photo = a_photo(house, brief)
    a_site(house, brief)
    now = datetime.now(UTC)
    shared = actions.share_brief(brief=brief, by=house.artisan, at=now)
    address = queries.address_of(shared).removeprefix("http://127.0.0.1:8000")
    seen = Client().get(address).content.decode()
    assert f"{address}photo.jpg?place=1" in seen
    assert 'href="https://www.exemple.fr/"' in seen
    assert Client().get(f"{address}photo.jpg?place=1").content.startswith(b"\xff\xd8")
    assert Client().get(f"{address}photo.jpg?place=2").status_code == 404
    actions.withdraw_attachment(attachment=photo, by=house.artisan, at=AT)
    assert Client().get(f"{address}photo.jpg?place=1").status_code == 404
    actions.cut_link(shared=shared, by=house.artisan, at=now)
    assert Client().get(f"{address}photo.jpg").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("build", [engine.one_page, engine.specification])
def test_the_papers_show_them(house: House, build: engine.Document) -> None:
    brief = house.brief()
    for number in range(actions.MOST_PHOTOS):
        a_photo(house, brief, f"Chantier {number}" if number else "")
    a_site(house, brief)
    brief = fresh(house, brief)
    content = pdf_of(brief, build, at=AT)
    pdf = pypdfium2.PdfDocument(content)
    last = pdf[len(pdf) - 1].get_textpage().get_text_range()
    assert "Chantier 1" in last  # all twelve on one page
    assert "Chantier 11" in last
    alts = [alt for tag, alt in structure(content) if tag == "Figure"]
    assert alts == ["Photo 1", *(f"Chantier {number}" for number in range(1, 12))]
    links = [page.get_textpage().get_text_range() for page in pdf]
    assert any("https://www.exemple.fr/ · les couleurs" in text for text in links)
    document = docx.Document(io.BytesIO(docx_of(brief, build, at=AT)))
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == alts
    assert any("exemple.fr" in paragraph.text for paragraph in document.paragraphs)


@pytest.mark.django_db
def test_a_photo_that_the_store_lost_leaves_the_papers_whole(house: House) -> None:
    brief = house.brief()
    photo = a_photo(house, brief)
    assert photo.photo is not None
    erase(photo.photo)
    assert pdf_of(fresh(house, brief), engine.one_page, at=AT)
    assert docx_of(fresh(house, brief), engine.one_page, at=AT)


@pytest.mark.django_db
def test_the_ad_says_how_many_photos_and_nothing_else_of_them(house: House) -> None:
    brief = house.brief()
    a_photo(house, brief, "Mon atelier Pierrefeu")
    a_site(house, brief)
    assert "Une photo est prête." in queries.ad_of(fresh(house, brief)).ad.text
    a_photo(house, brief, "Chez Pierrefeu")
    text = queries.ad_of(fresh(house, brief)).ad.text
    assert "2 photos sont prêtes." in text
    assert "Pierrefeu" not in text
    assert "exemple.fr" not in text


@pytest.mark.django_db
def test_photos_tell_the_pictures_of_the_score_and_sites_are_not_asked_for_again(house: House) -> None:
    brief = house.brief()
    before = engine.score(queries.plain(fresh(house, brief)), load())
    a_photo(house, brief)
    a_site(house, brief)
    plain = queries.plain(fresh(house, brief))
    after = engine.score(plain, load())
    assert {aspect.id for aspect in before.to_tell} - {aspect.id for aspect in after.to_tell} == {"pictures"}
    assert after.points == before.points + 4
    assert "examples" not in [need.id for need in engine.the_rest(plain, load())]


@pytest.mark.django_db
def test_the_exchange_file_names_them_and_is_read_back(house: House) -> None:
    brief = house.brief()
    a_photo(house, brief)
    a_site(house, brief)
    plain = queries.plain(fresh(house, brief))
    data = engine.brief_json(plain, load())
    assert data["photos"] == [{"name": "mur.jpg", "caption": "Le mur de Bazas"}]
    assert data["sites"] == [{"address": "https://www.exemple.fr/", "why": "les couleurs"}]
    assert engine.brief_from_json(data, load()) == plain
    with pytest.raises(engine.BriefError, match=r"photos\[0\] is not an object"):
        engine.brief_from_json({**data, "photos": ["mur.jpg"]}, load())


@pytest.mark.django_db
def test_a_copy_has_them_too(house: House) -> None:
    brief = house.brief()
    a_photo(house, brief)
    gone = a_site(house, brief)
    actions.withdraw_attachment(attachment=gone, by=house.artisan, at=AT)
    copy = actions.duplicate_brief(brief=fresh(house, brief), by=house.artisan, at=AT)
    assert [photo.caption for photo in queries.photos_of(fresh(house, copy))] == ["Le mur de Bazas"]
    assert not queries.sites_of(fresh(house, copy))


@pytest.mark.django_db
def test_before_the_name_the_page_says_where_they_are_joined(client: ArmedClient, house: House) -> None:
    begin(client)
    page = client.get("/projet/question/photos/")
    assert "/projet/garder/" in page.content.decode()
    assert "photos-et-sites" not in page.content.decode()
