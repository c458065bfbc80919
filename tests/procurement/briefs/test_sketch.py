"""A project begun without saying who one is, kept, and gone on with on another device."""

import io
import json
import re
from collections.abc import Callable

import docx
import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.drafts.models import Draft
from etabli.foundation.parties import NOBODY
from etabli.foundation.people.links import give_link, link_url
from etabli.foundation.people.models import Person, SecretLink, User
from etabli.procurement.briefs import actions
from etabli.procurement.briefs.models import Brief, BriefAnswer
from etabli.territory.register.models import Artisan, Business
from tests import factories as make
from tests.armed import ArmedClient
from tests.procurement.briefs.conftest import AT, House, answer_to

pytestmark = pytest.mark.django_db
Enter = Callable[[House, str], ArmedClient]
WHO = {"name": "Ginette Etcheverry", "contact": "ginette@example.org", "commune": ""}


def url(name: str, *args: object) -> str:
    return reverse(f"briefs:{name}", args=args)


def begin(client: ArmedClient, outcome: str = "site", trade: str = "maçon") -> str:
    """Start as a visitor; the address of the first question."""
    answer = client.post(url("start"), {"outcome": outcome, "trade": trade})
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer["Location"])


def test_a_visitor_goes_through_it_and_nothing_is_written_before_they_say_who_they_are(
    house: House, client: ArmedClient
) -> None:
    address, screens = begin(client), 0
    while address != url("sketch_overview"):
        screens += 1
        page = client.get(address)
        assert page.status_code == 200
        form = page.context["form"]
        said = answer_to(form.need) if hasattr(form, "need") else {"high": "1500"}
        address = str(client.post(address, said)["Location"])
    assert screens <= 14
    assert not Brief.objects.exists()
    page = client.get(address).content.decode()
    assert "Garder mon projet" in page
    assert "Gardé sur cet appareil seulement" in page
    assert client.get(url("sketch_subjects")).status_code == 200
    answer = client.post(url("keep"), WHO, follow=True)
    brief = Brief.objects.get()
    assert answer.redirect_chain == [(url("overview", brief.pk), 302)]
    assert (brief.person.name, brief.trade, brief.budget_high_cents) == (WHO["name"], "maçon", 150_000)
    assert brief.answers.count() == screens - 1
    assert {row.written_by_id for row in brief.answers.all()} == {NOBODY}
    assert make.mails().get().to == WHO["contact"]
    assert client.get(url("sketch_overview"))["Location"] == url("start"), "the sketch has become the project"


def test_what_is_set_aside_in_a_sketch_stays_so_once_it_is_kept(house: House, client: ArmedClient) -> None:
    begin(client)
    for need, answer in [("existing", "logo"), ("logo", "new")]:
        client.post(url("sketch_question", need), {"answer": answer, "words": ""})
    page = client.post(url("sketch_set_aside", "logo-twice"), follow=True)
    assert [contradiction.text for contradiction in page.context["standing"].to_check] == []
    assert len(page.context["standing"].set_aside) == 1
    begin(client, "shop")
    client.post(url("keep"), WHO)
    assert Brief.objects.get().set_aside == ["logo-twice"]


def test_what_was_put_off_is_kept_with_the_rest(house: House, client: ArmedClient) -> None:
    address = begin(client)
    client.post(address, {"answer": "", "words": "Je réfléchis", "later": "1"})
    assert "Je réfléchis" in client.get(address).content.decode()
    client.post(url("keep"), WHO)
    row = BriefAnswer.objects.get()
    assert (row.answer or row.note, row.is_draft) == ("Je réfléchis", True)


def test_a_mistake_in_keeping_loses_nothing(house: House, client: ArmedClient) -> None:
    begin(client)
    page = client.post(url("keep"), {**WHO, "contact": "ginette@"})
    assert WHO["name"] in page.content.decode()
    assert not Person.objects.filter(name=WHO["name"], email="ginette@").exists()
    assert client.get(url("sketch_overview")).status_code == 200


def test_one_whom_the_chamber_knows_keeps_their_details_and_the_visitor_sees_this_project_alone(
    house: House, client: ArmedClient
) -> None:
    theirs = house.brief()
    begin(client)
    client.post(url("keep"), {**WHO, "name": "Quelqu’un", "contact": house.person.email})
    brief = Brief.objects.exclude(pk=theirs.pk).get()
    house.person.refresh_from_db()
    assert (brief.person, house.person.name) == (house.person, "Ginette Etcheverry")
    assert client.get(url("overview", brief.pk)).status_code == 200
    assert client.get(url("overview", theirs.pk)).status_code == 404
    assert client.get(url("list")).status_code == 403
    assert client.get(url("ad", brief.pk)).status_code == 403
    assert house.person.email not in client.get(url("elsewhere", brief.pk)).content.decode()


def test_an_address_tells_a_visitor_no_name_and_their_own_stands_on_their_papers(
    house: House, client: ArmedClient
) -> None:
    def author(pk: int) -> str:
        paper = client.get(url("one_page_docx", pk)).content
        return str(docx.Document(io.BytesIO(paper)).core_properties.author)

    begin(client)
    client.post(url("keep"), {**WHO, "name": "Quelqu’un", "contact": house.person.email})
    theirs = Brief.objects.get()
    assert author(theirs.pk) == ""
    pdf = pypdfium2.PdfDocument(client.get(url("one_page_pdf", theirs.pk)).content)
    assert house.person.name not in pdf[0].get_textpage().get_text_range()
    begin(client)
    client.post(url("keep"), {**WHO, "name": "Paul Lagrange", "contact": "paul@example.org"})
    assert author(Brief.objects.latest("pk").pk) == "Paul Lagrange"


def test_a_sketch_outlives_a_question_that_is_no_longer_asked(house: House, client: ArmedClient) -> None:
    address = begin(client)
    client.post(address, {"answer": "", "words": "Je réfléchis", "later": "1"})
    session = client.session
    (begun,) = [value for value in session.values() if isinstance(value, dict) and "answers" in value]
    begun["answers"]["sale-booking"] = next(iter(begun["answers"].values()))
    session.save()
    assert client.get(url("sketch_overview")).status_code == 200
    client.post(url("keep"), WHO)
    assert BriefAnswer.objects.get().answer == "Je réfléchis"


def test_what_was_being_typed_comes_back_and_goes_with_the_sketch(house: House, client: ArmedClient) -> None:
    """On a computer that several people use, nobody finds what another typed."""
    begin(client)
    here = url("sketch_question", "texts")
    page = client.get(here).content.decode()
    said = dict(re.findall(r'data-(\w+)="([^"]*)"', page.partition("drafts.js")[2].partition(">")[0]))
    sent = {"form": here, "writer": said["writer"], "at": said["at"], "before": "{}"}
    client.post(said["keep"], {**sent, "typed": json.dumps({"words": ["Mes mots à moi"]})})
    assert "Mes mots à moi" in client.get(here).content.decode()
    begin(client, outcome="page")
    assert "Mes mots à moi" in client.get(here).content.decode(), "the same sketch, of something else"
    client.post(url("throw_away"))
    begin(client)
    assert "Mes mots à moi" not in client.get(here).content.decode()
    assert not Draft.objects.exists()


def test_somebody_else_begins_on_the_same_computer_without_seeing_or_touching_the_first_project(
    house: House, client: ArmedClient
) -> None:
    begin(client)
    client.post(url("sketch_question", "texts"), {"answer": "", "words": "Mes mots à moi"})
    number = client.get(url("sketch_overview")).context["number"]
    assert url("another") in client.get(url("start")).content.decode()
    assert client.get(url("another")).status_code == 405
    client.post(url("another"))
    assert client.get(url("sketch_overview"))["Location"] == url("start")
    start = client.get(url("start")).content.decode()
    assert "maçon" not in start
    assert number not in start
    begin(client, outcome="page", trade="fleuriste")
    assert "Mes mots à moi" not in client.get(url("sketch_overview")).content.decode()
    other = client.get(url("sketch_overview")).context["number"]
    wrong = next(f"{n:04d}" for n in range(3) if f"{n:04d}" not in (number, other))
    assert client.post(url("take_up"), {"number": wrong}).status_code == 422
    assert client.post(url("take_up"), {"number": number})["Location"] == url("sketch_overview")
    assert "Mes mots à moi" in client.get(url("sketch_overview")).content.decode()
    client.post(url("keep"), WHO)
    assert Brief.objects.get().outcome == "site"
    client.post(url("another"))
    assert client.get(url("overview", Brief.objects.get().pk)).status_code == 302, (
        "the link left this browser"
    )
    client.post(url("take_up"), {"number": other})
    assert "fleuriste" in client.get(url("sketch_overview")).content.decode()


@pytest.mark.usefixtures("within_a_minute")
def test_a_number_is_not_guessed(house: House, client: ArmedClient) -> None:
    begin(client)
    number = client.get(url("sketch_overview")).context["number"]
    client.post(url("another"))
    wrong = next(f"{n:04d}" for n in range(2) if f"{n:04d}" != number)
    tried = [client.post(url("take_up"), {"number": wrong}).status_code for _try in range(7)]
    assert tried == [422] * 6 + [429]
    assert client.post(url("take_up"), {"number": number}).status_code == 429


@pytest.mark.usefixtures("within_a_minute")
def test_nobodys_mailbox_is_flooded(house: House, client: ArmedClient) -> None:
    for _project in range(7):
        begin(client)
        answer = client.post(url("keep"), WHO)
    assert answer.status_code == 429
    assert make.mails().count() == Brief.objects.count() == 6
    assert client.get(url("sketch_overview")).status_code == 200, "what was answered is still there"


def test_a_siret_tells_the_trade_and_who_one_is(house: House, client: ArmedClient) -> None:
    business = Business.objects.create(
        chamber=house.chamber, siret="73282932000074", name="Fournil du Port", trade_code="1071CA"
    )
    begin(client, trade="732 829 320 00074")
    client.post(url("keep"), WHO)
    assert Artisan.objects.get(person__email=WHO["contact"]).business == business
    assert "boulang" in Brief.objects.get().trade.casefold()


def test_a_wrong_siret_is_said_and_kept(house: House, client: ArmedClient) -> None:
    page = client.post(url("start"), {"outcome": "site", "trade": "73282932000075"})
    assert page.status_code == 200
    assert "73282932000075" in page.content.decode()


def test_another_device_goes_on_by_the_link_and_opens_nothing_else(
    house: House, enter: Enter, client: ArmedClient
) -> None:
    brief, other = house.brief(), house.brief("page")
    enter(house, "artisan")
    page = client.get(url("elsewhere", brief.pk)).content.decode()
    assert "/lien/" not in page
    assert not SecretLink.objects.filter(scope="project").exists(), "to read a page gives no link"
    page = client.post(url("elsewhere", brief.pk), follow=True)
    address = page.context["address"]
    assert address in page.content.decode()
    assert "<svg" in page.content.decode()
    elsewhere = ArmedClient()
    landed = elsewhere.get(address.removeprefix("http://127.0.0.1:8000"), follow=True)
    assert landed.redirect_chain[-1][0] == url("overview", brief.pk)
    assert elsewhere.post(url("question", brief.pk, "texts"), {"answer": "self"}).status_code == 302
    assert BriefAnswer.objects.get().brief == brief
    assert elsewhere.get(url("overview", other.pk)).status_code == 404
    assert elsewhere.post(url("question", other.pk, "texts"), {"answer": "self"}).status_code == 404
    client.post(url("elsewhere", brief.pk), {"mail": "1"})
    client.post(url("elsewhere", brief.pk), {"mail": "1"})
    assert make.mails().count() == 1, "once a day at most"


def test_the_adviser_has_no_link_to_write_as_the_artisan(house: House, enter: Enter) -> None:
    brief = actions.start_brief(person=house.person, outcome="site", beside=True, by=house.adviser, at=AT)
    client = enter(house, "adviser")
    assert client.get(url("elsewhere", brief.pk)).status_code == 403
    client.post(url("question", brief.pk, "texts"), {"answer": "self"})
    assert "par la conseillère" in enter(house, "artisan").get(url("overview", brief.pk)).content.decode()


def test_a_session_that_ended_starts_again_and_a_sketch_can_be_erased(
    house: House, client: ArmedClient
) -> None:
    assert client.get(url("sketch_question", "texts"))["Location"] == url("start")
    begin(client)
    assert client.get(url("throw_away")).status_code == 200
    client.post(url("throw_away"))
    assert client.get(url("sketch_overview"))["Location"] == url("start")


def test_who_has_signed_in_meanwhile_keeps_it_without_saying_who_they_are(
    house: House, client: ArmedClient
) -> None:
    begin(client)
    client.post(url("sketch_question", "texts"), {"answer": "self"})
    user = User.objects.create_user("ginette@example.org", "Ginette")
    Person.objects.filter(pk=house.person.pk).update(user=user)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert url("keep") in client.get(url("start")).content.decode()
    client.post(url("keep"))
    brief = Brief.objects.get()
    assert (brief.person, brief.answers.count()) == (house.person, 1)
    assert client.get(url("list")).status_code == 200


def test_what_is_wanted_may_change_and_the_answers_stay(house: House, client: ArmedClient) -> None:
    begin(client)
    client.post(url("sketch_question", "texts"), {"answer": "self"})
    begin(client, outcome="page")
    page = client.get(url("sketch_question", "texts")).context["form"]
    assert page.initial["answer"] == "self"


def test_whoever_does_not_know_is_helped_to_choose(house: House, client: ArmedClient) -> None:
    assert url("choose") in client.get(url("start")).content.decode()
    page = client.get(url("choose"), {"aim": "found", "time": "no", "money": "no"}).content.decode()
    assert f"{url('start')}?choix=listing" in page
    form = client.get(f"{url('start')}?choix=listing").context["form"]
    assert form["outcome"].value() == "listing"
    assert client.get(url("choose"), {"aim": "?"}).status_code == 200
    page = client.get(url("choose"), {"demande": "1"}).content.decode()
    assert page.count("3 choses à corriger") == 1, "sent without an answer: said once"


def test_the_usual_answer_comes_first_says_so_and_is_not_chosen(house: House, client: ArmedClient) -> None:
    begin(client)
    page = client.get(url("sketch_question", "contact")).content.decode()
    assert page.index('value="quote"') < page.index('value="call"')
    assert "(souvent choisi)" in page
    assert "checked" not in page.partition("<main")[2]


def link_of(house: House, scope: str = SecretLink.Scope.SPACE, subject: int | None = None) -> str:
    link = give_link(person=house.person, scope=scope, subject_id=subject, at=timezone.now())
    return link_url(link, "/mon-projet/").removeprefix("http://127.0.0.1:8000")


def test_what_nobody_began_survives_the_opening_of_a_link(house: House, client: ArmedClient) -> None:
    begin(client)
    client.post(url("sketch_question", "texts"), {"answer": "self"})
    before = client.session.session_key
    client.get(link_of(house))
    assert client.session.session_key != before
    assert url("keep") in client.get(url("list")).content.decode()
    client.post(url("keep"))
    assert Brief.objects.get().answers.count() == 1
    assert url("keep") not in client.get(url("list")).content.decode()


def test_what_was_begun_by_the_link_of_one_never_reaches_another(
    house: House, neighbour: House, client: ArmedClient
) -> None:
    brief = house.brief()
    client.get(link_of(house, SecretLink.Scope.PROJECT, brief.pk))
    begin(client)
    client.get(link_of(house))
    assert url("keep") in client.get(url("list")).content.decode(), "it is the same person"
    client.get(link_of(neighbour))
    assert url("keep") not in client.get(url("list")).content.decode()
    client.post(url("keep"))
    assert Brief.objects.get() == brief


def test_what_was_begun_by_a_link_that_is_over_reaches_nobody(
    house: House, neighbour: House, client: ArmedClient
) -> None:
    client.get(link_of(house, SecretLink.Scope.PROJECT, house.brief().pk))
    begin(client)
    SecretLink.objects.all().delete()
    client.get(link_of(neighbour))
    assert url("keep") not in client.get(url("list")).content.decode()
