"""The pages of stories: those of all, the artisan's, the adviser's, the room's."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from etabli.foundation.people.models import Membership, Organisation, Person, SecretLink
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.queries import find
from etabli.programme.showcase import actions, queries
from etabli.programme.showcase.models import Selection, Story
from etabli.programme.showcase.story_content import Telling
from etabli.programme.workshops.models import Session
from etabli.territory.register.models import Artisan
from tests import factories
from tests.armed import ArmedClient

pytestmark = pytest.mark.django_db
AT = factories.AT
BAKER, MASON = "1071CB", "4399CZ"
Publish = Callable[..., Story]
TYPED = {
    "title": "Le pain du dimanche",
    "trade": "boulanger",
    "commune": "Pauillac",
    "channels": ["instagram", "site"],
    "done": "Une photo chaque soir.",
    "start_hours": "1,5",
    "weekly_hours": "1",
    "start_euros": "0",
    "monthly_euros": "12,50",
    "brought": "Tout part avant midi.",
    "name": "Odile Fournil",
    "contact": "odile@example.org",
}


def picture(width: int = 2600, height: int = 1800) -> SimpleUploadedFile:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    Image.new("RGB", (width, height), "#a9550f").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("vitrine.jpeg", out.getvalue(), "image/jpeg")


@pytest.fixture
def staff(client: ArmedClient, membership: Membership, communes: object) -> Any:
    return factories.become(client, membership=membership)


@pytest.fixture
def artisan(story: Story, baker: Person) -> Any:
    """A browser that came by the link of the mail."""
    link = factories.link(baker, SecretLink.Scope.STORY, story.pk)
    return factories.become(ArmedClient(), link=link)


def own(story: Story) -> str:
    return reverse("showcase:mine", args=[story.pk])


def seat(session: Session, chamber: Organisation, trade: str) -> None:
    who = factories.person(chamber)
    Artisan.objects.create(person=who, trade_code=trade)
    factories.sign_up(session.occasion, who)


def test_the_adviser_writes_it_and_the_artisan_is_known(staff: Any, chamber: Organisation) -> None:
    answer = staff.post(reverse("showcase:new"), {**TYPED, "photo_says": "La vitrine", "photo": picture()})
    made = Story.objects.get()
    assert answer["Location"] == reverse("showcase:desk", args=[made.pk])
    assert (made.trade_code, made.channels, made.sector) == (BAKER, "site instagram", "ALIMENTATION")
    assert (made.start_minutes, made.weekly_minutes) == (90, 60)
    assert (made.start_cents, made.monthly_cents) == (0, 1250)
    assert made.person == Person.objects.get(email="odile@example.org")
    page = staff.get(answer["Location"]).content.decode()
    assert "1\u00a0h\u00a030 au début, puis 1\u00a0h par semaine" in page


def test_a_photo_is_made_small_and_says_nothing_of_its_camera(staff: Any) -> None:
    staff.post(reverse("showcase:new"), {**TYPED, "photo_says": "La vitrine", "photo": picture()})
    stored = Story.objects.get().photo
    assert stored is not None
    with stored.content.open("rb") as file, Image.open(file) as kept:
        assert kept.size == (1280, 886)
        assert not kept.getexif()
    assert stored.content_type == "image/jpeg"


@pytest.mark.parametrize(
    ("field", "typed"),
    [("title", ""), ("trade", "xyzzy"), ("commune", "Nulle-Part"), ("channels", []), ("start_hours", "-1")],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(staff: Any, field: str, typed: Any) -> None:
    answer = staff.post(reverse("showcase:new"), {**TYPED, field: typed})
    assert answer.status_code == 422
    assert "Une photo chaque soir." in answer.content.decode()
    assert not Story.objects.exists()


def test_a_text_file_is_no_photo(staff: Any) -> None:
    fake = SimpleUploadedFile("vitrine.jpg", b"only words", "image/jpeg")
    answer = staff.post(reverse("showcase:new"), {**TYPED, "photo": fake})
    assert answer.status_code == 422


def test_later_keeps_a_draft_that_lacks_nearly_everything(staff: Any) -> None:
    staff.post(reverse("showcase:new"), {"title": "Le pain", "later": "1"})
    made = Story.objects.get()
    assert made.state == Story.State.DRAFT
    page = staff.get(reverse("showcase:desk", args=[made.pk])).content.decode()
    assert "Il manque encore" in page


def test_the_artisan_corrects_and_agrees_on_the_same_page(artisan: Any, story: Story) -> None:
    page = artisan.get(own(story))
    assert "Le pain du dimanche se commande la veille" in page.content.decode()
    typed = {**TYPED, "title": "Mon pain du dimanche", "version": story.version}
    answer = artisan.post(own(story), typed, follow=True)
    assert answer.status_code == 200
    assert queries.shown_stories().get().title == "Mon pain du dimanche"
    assert "Annuler" in answer.content.decode()


def test_later_keeps_the_words_of_the_artisan_and_shows_nothing(artisan: Any, story: Story) -> None:
    artisan.post(own(story), {"title": "À finir", "version": story.version, "later": "1"})
    assert Story.objects.get().title == "À finir"
    assert not queries.shown_stories().exists()


def test_what_somebody_else_changed_meanwhile_is_told_once(artisan: Any, story: Story) -> None:
    Story.objects.update(version=5)
    typed = {**TYPED, "version": "1"}
    refused = artisan.post(own(story), typed)
    assert refused.status_code == 422
    assert 'name="version" value="5"' in refused.content.decode()
    artisan.post(own(story), {**typed, "version": "5"})
    assert queries.shown_stories().exists()


def test_one_click_takes_it_off(artisan: Any, client: ArmedClient, story: Story) -> None:
    artisan.post(own(story), {**TYPED, "version": story.version})
    address = reverse("showcase:story", args=[story.pk])
    assert client.get(address).status_code == 200
    artisan.post(reverse("showcase:withdraw", args=[story.pk]))
    assert client.get(address).status_code == 404
    assert client.get(reverse("showcase:photo", args=[story.pk])).status_code == 404
    assert "Le pain" not in client.get(reverse("showcase:list")).content.decode()
    assert artisan.get(own(story)).status_code == 200


def test_the_list_is_narrowed_by_trade_channel_and_territory(client: ArmedClient, published: Publish) -> None:
    published(title="Du pain")
    published(title="Un mur", trade_code=MASON, channels=("site", "listing"), town="Bordeaux")
    address = reverse("showcase:list")
    both = client.get(address).content.decode()
    assert "Du pain" in both
    assert "Un mur" in both
    for asked in ("secteur=BATIMENT", "canal=listing", "canal=listing&territoire=200000001"):
        page = client.get(f"{address}?{asked}").content.decode()
        assert "Un mur" in page, asked
        assert ("Du pain" in page) is False, asked
    nothing = client.get(f"{address}?canal=marketplace").content.decode()
    assert "Pas encore d’exemple de ce genre" in nothing
    assert client.get(f"{address}?secteur=xyz&canal=&territoire=nowhere").status_code == 200


def test_a_thousandth_story_changes_no_count_of_statements(
    client: ArmedClient, published: Publish, django_assert_num_queries: Any
) -> None:
    address = reverse("showcase:list")
    published()
    client.get(address)
    with django_assert_num_queries(3):  # the territories, how many stories, a page of them
        client.get(address)
    published()
    published()
    with django_assert_num_queries(3):
        client.get(address)


def test_words_find_it_for_all_once_it_is_shown(story: Story, baker: Person, adviser: Viewer) -> None:
    assert [hit.kind for hit in find(adviser, "commande veille")] == ["story"]
    assert not find(Viewer.nobody(), "commande veille")
    actions.agree(story=story, by=factories.artisan(baker), at=AT)
    assert [hit.kind for hit in find(Viewer.nobody(), "boulangère Pauillac")] == ["story"]


def test_those_of_the_room_come_first_and_the_reason_is_told_to_the_staff(
    staff: Any,
    session: Session,
    chamber: Organisation,
    published: Publish,
    adviser: Viewer,
    django_assert_num_queries: Any,
) -> None:
    for _one in range(4):
        seat(session, chamber, MASON)
    here = published(title="Du pain ici")
    far = published(title="Un mur loin", trade_code=MASON, town="Bordeaux")
    queries.proposals(adviser, session)  # from now on the roads are known
    with django_assert_num_queries(3):  # the stories, the state of the roads, the trades of the room
        found = queries.proposals(adviser, session)
    assert [one.story for one in found] == [far, here]
    page = staff.get(reverse("showcase:session", args=[session.pk])).content.decode()
    assert "Maçonnerie, comme 4 personnes inscrites, à 52\u00a0km" in page


def test_chosen_stories_are_put_in_order_and_that_is_undone(
    staff: Any, session: Session, published: Publish
) -> None:
    one, two = published(title="Un"), published(title="Deux")
    address = reverse("showcase:session", args=[session.pk])
    staff.post(address, {"add": one.pk})
    staff.post(address, {"add": two.pk})
    assert Selection.objects.get().story_ids == [one.pk, two.pk]
    staff.post(address, {"up": two.pk})
    assert Selection.objects.get().story_ids == [two.pk, one.pk]
    staff.post(address, {"up": two.pk})
    staff.post(address, {"out": one.pk})
    assert Selection.objects.get().story_ids == [two.pk]
    for wrong in ({}, {"add": "x"}, {"add": 10**9}, {"add": "²"}):
        assert staff.post(address, wrong).status_code == 404


def test_the_room_sees_the_stories_chosen_with_their_photos_and_no_reason(
    staff: Any,
    session: Session,
    chamber: Organisation,
    published: Publish,
    telling: Callable[..., Telling],
) -> None:
    seat(session, chamber, BAKER)
    shown = published(title="Du pain")
    published(title="Pas ce soir")
    told = telling(title="Du pain", photo_says="La vitrine")
    photo = factories.examined(b"\xff\xd8\xff\xe0 a photo", "vitrine.jpg")
    who = factories.artisan(shown.person)  # type: ignore[arg-type]  # it has one
    actions.correct_story(story=shown, telling=told, version=1, photo=photo, by=who, at=AT)
    actions.agree(story=Story.objects.get(pk=shown.pk), by=who, at=AT)
    staff.post(reverse("showcase:session", args=[session.pk]), {"add": shown.pk})
    page = staff.get(reverse("showcase:project", args=[session.pk])).content.decode()
    assert 'src="data:image/jpeg;base64,' in page
    assert "Pas ce soir" not in page
    assert "inscrit" not in page
    assert session.code in page
    assert session.theme.title in page


def test_without_any_story_the_room_still_has_its_first_and_last_slide(staff: Any, session: Session) -> None:
    page = staff.get(reverse("showcase:project", args=[session.pk])).content.decode()
    assert "Aucun exemple n’est prêt" in page
    assert session.code in page


def test_a_known_telephone_says_that_the_photo_must_be_chosen_again(
    staff: ArmedClient, chamber: Organisation
) -> None:
    known = factories.person(chamber, name="Zoé Exemple", phone="06 12 34 56 78")
    typed = {**TYPED, "contact": known.phone, "photo_says": "La vitrine", "photo": picture()}
    asked = staff.post(reverse("showcase:new"), typed).content.decode()
    assert "Une question avant de continuer" in asked
    assert "Un fichier n’est pas gardé" in asked
    assert not Story.objects.exists()
