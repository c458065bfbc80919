"""The guided brief in the browser: as the artisan, the adviser, the neighbour chamber, and nobody."""

import json
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse

from etabli.community.market.models import Ad
from etabli.foundation.people.models import Consent, Membership, Organisation, Role
from etabli.procurement.briefs import actions, engine, queries
from etabli.procurement.briefs.models import Brief, BriefAnswer
from etabli.procurement.needs.catalogue import load
from tests import factories as make
from tests.armed import ArmedClient
from tests.procurement.briefs.conftest import AT, WORDS, House, answer_to

pytestmark = pytest.mark.django_db
Enter = Callable[[House, str], ArmedClient]


def url(name: str, *args: object) -> str:
    return reverse(f"briefs:{name}", args=args)


def test_an_artisan_goes_from_nothing_to_a_full_brief(house: House, enter: Enter) -> None:
    client = enter(house, "artisan")
    assert url("start") in client.get(url("list")).content.decode()
    response = client.post(url("start"), {"outcome": "site", "trade": "maçon"})
    brief, screens = Brief.objects.get(), 0
    budget = {"low": "1000", "high": "2500,50", "blank_why": "", "deadline_on": "2027-03-01"}
    while (address := response["Location"]) != url("overview", brief.pk):
        screens += 1
        page = client.get(address)
        text = page.content.decode()
        assert f"Question {screens} sur" in text
        form = page.context["form"]
        answer = budget if address == url("budget_and_date", brief.pk) else answer_to(form.need)
        response = client.post(address, answer)
        assert response.status_code == 302
    client.post(url("budget_and_date", brief.pk), budget)
    plain = queries.plain(queries.get_brief(house.artisan, brief.pk))
    assert screens == len(engine.first_questions(plain, load())) <= 14
    brief.refresh_from_db()
    assert (brief.budget_low_cents, brief.budget_high_cents) == (100_000, 250_050)
    overview = client.get(url("overview", brief.pk)).content.decode()
    assert ">100<" in overview.replace(" ", "")
    assert "Le reste, si vous voulez" in overview
    client.post(url("hand_over", brief.pk))
    brief.refresh_from_db()
    assert brief.state == "ready"


def test_a_mistake_loses_nothing(house: House, enter: Enter) -> None:
    brief = house.brief()
    client = enter(house, "artisan")
    first = load().asked_for("site", "maçon")[0][0].id
    page = client.post(url("question", brief.pk, first), {"answer": "", "words": " "})
    assert page.status_code == 200
    page = client.post(url("question", brief.pk, first), {"answer": "nonsense", "words": "Mes propres mots"})
    assert "Mes propres mots" in page.content.decode()
    assert not BriefAnswer.objects.exists()


def test_later_keeps_what_was_written_as_a_draft_that_the_project_does_not_say(
    house: House, enter: Enter
) -> None:
    brief = house.brief()
    client = enter(house, "artisan")
    first, second = "goals-public", "area"
    page, asked = url("question", brief.pk, first), {"answer": "", "words": "Trois pages", "later": "1"}
    answer = client.post(page, asked, follow=True)
    assert answer.redirect_chain == [(url("question", brief.pk, second), 302)]
    assert "Gardé en brouillon" in answer.content.decode()
    assert queries.plain(queries.get_brief(make.artisan(brief.person), brief.pk)).answers == ()
    again = client.get(page).content.decode()
    assert "Trois pages" in again
    assert "Votre brouillon" in again
    assert "brouillon" in client.get(url("overview", brief.pk)).content.decode()
    client.post(page, {**asked, "words": "Quatre pages"})
    assert (BriefAnswer.objects.get().note or BriefAnswer.objects.get().answer) == "Quatre pages"
    client.post(page, {"answer": "", "words": "Quatre pages"})
    kept = BriefAnswer.objects.get()
    assert (kept.answer, kept.is_draft) == ("Quatre pages", False)
    client.post(page, {"answer": "", "words": "Cinq pages", "later": "1"})
    assert not BriefAnswer.objects.get().is_draft, "what the project says already is not put off"


@pytest.mark.parametrize("typed", [{}, {"answer": "", "words": " "}])
def test_later_without_a_word_writes_nothing(house: House, enter: Enter, typed: dict[str, str]) -> None:
    brief = house.brief()
    first, second = "goals-public", "area"
    answer = enter(house, "artisan").post(url("question", brief.pk, first), {**typed, "later": "1"})
    assert answer["Location"] == url("question", brief.pk, second)
    assert not BriefAnswer.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (
            {"answer": "five", "words": "et un blog"},
            ("must", "Cinq\u00a0: accueil, services, travaux, entreprise, contact", "et un blog"),
        ),
        ({"answer": "", "words": "Trois pages"}, ("must", "Trois pages", "")),
        ({"answer": "unsure", "words": ""}, ("must", "Je ne sais pas", "")),
        ({"answer": "left-out", "words": ""}, ("not", "", "")),
    ],
)
def test_each_way_of_answering_is_kept_and_shown_again(given, kept, house: House, enter: Enter) -> None:  # type: ignore[no-untyped-def]  # parametrised
    brief = house.brief()
    client = enter(house, "artisan")
    need = (
        "gallery" if given["answer"] == "left-out" else "pages"
    )  # what is essential isn't left out in a click
    client.post(url("question", brief.pk, need), given)
    row = BriefAnswer.objects.get()
    assert (row.weight, row.answer, row.note) == kept
    again = client.get(url("question", brief.pk, need)).content.decode()
    for said in given.values():
        assert said in again
    if given["answer"]:
        assert f'value="{given["answer"]}"' in again
        assert "checked" in again


def test_an_answer_can_be_taken_back_from_the_toast(house: House, enter: Enter) -> None:
    brief = house.brief()
    client = enter(house, "artisan")
    page = client.post(url("question", brief.pk, "pages"), {"answer": "five", "words": ""}, follow=True)
    assert "/annuler/" in page.content.decode()


def test_ready_answers_are_read_in_the_reader_s_language(house: House, enter: Enter) -> None:
    brief = house.brief()
    client = enter(house, "artisan")
    for need, answer in [("pages", "five"), ("texts", "unsure")]:
        client.post(url("question", brief.pk, need), {"answer": answer, "words": ""})
    page = client.get(url("overview", brief.pk), headers={"accept-language": "en"}).content.decode()
    assert "prestations, réalisations, qui je suis" not in page
    assert "I don&#x27;t know" in page
    assert "Je ne sais pas" not in page


def test_a_need_that_does_not_apply_is_not_asked(house: House, enter: Enter) -> None:
    brief = house.brief("page")
    client = enter(house, "artisan")
    assert client.get(url("question", brief.pk, "hosting")).status_code == 404
    assert client.get(url("question", brief.pk, "unicorn")).status_code == 404


def test_what_does_not_go_together_is_set_aside_one_by_one_and_said_again(house: House, enter: Enter) -> None:
    brief = house.brief()
    client = enter(house, "artisan")
    for need, answer in [
        ("contact", "quote"),
        ("personal-data", "none"),
        ("existing", "logo"),
        ("logo", "new"),
    ]:
        client.post(url("question", brief.pk, need), {"answer": answer, "words": ""})
    form, logo = "vous ne voulez pas de formulaire", "vous dites plus loin que vous n’en avez pas"
    page = client.get(url("overview", brief.pk))
    assert (len(page.context["standing"].to_check), len(page.context["standing"].set_aside)) == (2, 0)
    page = client.post(url("set_aside", brief.pk, "form-without-data"), follow=True)
    assert "/annuler/" in page.content.decode()
    standing = page.context["standing"]
    assert [logo in contradiction.text for contradiction in standing.to_check] == [True]
    assert [form in contradiction.text for contradiction in standing.set_aside] == [True]
    client.post(url("set_aside", brief.pk, "said-nowhere"))
    brief.refresh_from_db()
    assert brief.set_aside == ["form-without-data"]
    client.post(url("set_aside", brief.pk, "form-without-data"), {"back": "1"})
    assert len(client.get(url("overview", brief.pk)).context["standing"].to_check) == 2


def test_the_adviser_alone_sets_nothing_aside(house: House, enter: Enter) -> None:
    brief = house.brief()
    answer = enter(house, "adviser").post(url("set_aside", brief.pk, "date-past"))
    assert answer["Location"] == url("beside", brief.pk)
    brief.refresh_from_db()
    assert brief.set_aside == []


def test_the_adviser_reads_then_records_the_agreement_then_writes(house: House, enter: Enter) -> None:
    brief = house.brief()
    client = enter(house, "adviser")
    overview = client.get(url("overview", brief.pk)).content.decode()
    assert url("beside", brief.pk) in overview
    assert url("question", brief.pk, "pages") not in overview
    answer = client.get(url("question", brief.pk, "pages"))
    assert answer["Location"] == url("beside", brief.pk)
    assert client.get(answer["Location"]).status_code == 200
    assert client.post(url("beside", brief.pk), {}).status_code == 200
    assert not Consent.objects.exists()
    client.post(url("beside", brief.pk), {"beside": "on"})
    assert Consent.objects.get().recorded_by_id == house.adviser.actor.party_id
    client.post(url("question", brief.pk, "pages"), {"answer": "five", "words": ""})
    assert BriefAnswer.objects.get().written_by_id == house.adviser.actor.party_id
    client = enter(house, "artisan")
    overview = client.get(url("overview", brief.pk)).content.decode()
    assert "écrit avec votre conseillère" in overview
    assert url("end_beside", brief.pk) in overview
    client.post(url("end_beside", brief.pk))
    client = enter(house, "adviser")
    assert client.get(url("question", brief.pk, "pages"))["Location"] == url("beside", brief.pk)
    assert BriefAnswer.objects.count() == 1


def test_the_adviser_starts_a_brief_beside_the_artisan(house: House, enter: Enter) -> None:
    client = enter(house, "adviser")
    form = {"outcome": "page", "trade": "bijoux"}
    address = url("start_beside", house.person.pk)
    assert client.post(address, form).status_code == 200
    assert not Brief.objects.exists()
    response = client.post(address, {**form, "beside": "on"})
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200


def test_the_papers_say_what_was_answered(house: House, enter: Enter) -> None:
    brief = house.brief()
    actions.answer_need(
        brief=brief, need_id="pages", answer="Cinq pages & un [plan] *sobre*", by=house.artisan, at=AT
    )
    client = enter(house, "artisan")
    assert "Cinq pages &amp; un [plan]" in client.get(url("preview", brief.pk)).content.decode()
    for name in ("one_page_pdf", "specification_pdf"):
        response = client.get(url(name, brief.pk))
        assert response["Content-Type"] == "application/pdf"
        with pikepdf.open(BytesIO(response.content)) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert pdf.Root.Lang == "fr"
            assert name != "one_page_pdf" or len(pdf.pages) == 1
    data = json.loads(client.get(url("export_json", brief.pk)).content)
    assert data["needs"][0]["answer"] == "Cinq pages & un [plan] *sobre*"
    assert data["score"] > 0


def test_a_full_brief_still_fits_one_page(house: House, enter: Enter) -> None:
    brief = house.brief()
    asked = [need for need, weight in load().asked_for("site", "maçon") if weight in ("must", "should")]
    for need in asked:
        actions.answer_need(
            brief=brief,
            need_id=need.id,
            answer=need.choices[0].label.fr if need.choices else WORDS[need.id],
            by=house.artisan,
            at=AT,
        )
    response = enter(house, "artisan").get(url("one_page_pdf", brief.pk))
    with pikepdf.open(BytesIO(response.content)) as pdf:
        assert len(pdf.pages) == 1


def test_the_ad_shows_what_was_taken_out(house: House, enter: Enter) -> None:
    brief = house.brief()
    actions.answer_need(
        brief=brief, need_id="pages", answer="Appelez le 06 12 34 56 78", by=house.artisan, at=AT
    )
    page = enter(house, "artisan").get(url("ad", brief.pk)).content.decode()
    assert "(téléphone retiré)" in page


def test_a_double_role_is_asked_neither_the_day_nor_the_number(house: House, enter: Enter) -> None:
    association = Organisation.objects.create(kind="association", name="Asso", chamber=house.chamber)
    Membership.objects.create(user=house.membership.user, organisation=association, role=Role.MEMBER)
    brief, client = house.brief(), enter(house, "adviser")
    client.post(url("beside", brief.pk), {"beside": "on"})
    page = client.get(url("ad", brief.pk)).content.decode()
    assert 'name="answers_cap"' not in page
    assert "6 au plus" in page
    tried = {"deadline_on": "2099-01-31", "answers_cap": "1", "agreed": "on"}
    client.post(url("ad", brief.pk), {**tried, "budget_blank_why": "Je ne connais pas les prix"})
    assert Ad.objects.get().answers_cap == 6


def test_the_ad_leaves_only_on_agreement_and_can_be_taken_back(house: House, enter: Enter) -> None:
    brief = house.brief()
    actions.answer_need(
        brief=brief, need_id="pages", answer="Demandez Ginette Etcheverry", by=house.artisan, at=AT
    )
    client = enter(house, "artisan")
    address = url("ad", brief.pk)
    asked = {
        "deadline_on": "2099-01-31",
        "answers_cap": "4",
        "budget_blank_why": "Je ne connais pas les prix",
    }
    assert client.post(address, asked).status_code == 200
    assert not Ad.objects.exists()
    page = client.post(address, {**asked, "agreed": "on"}, follow=True).content.decode()
    ad = Ad.objects.get()
    assert (ad.answers_cap, ad.budget, ad.budget_blank_why) == (4, "", "Je ne connais pas les prix")
    assert "Un modérateur" in page
    assert "Etcheverry" not in ad.text + ad.title
    assert ad.consent.subject_id == str(brief.pk)
    assert "/annuler/" in page
    again = client.post(address, {**asked, "agreed": "on"})
    assert again.status_code == 200
    assert Ad.objects.count() == 1
    assert Consent.objects.filter(purpose="ad").count() == 1


def test_a_need_that_left_the_catalogue_stops_no_page(house: House, enter: Enter) -> None:
    brief = house.brief()
    actions.answer_need(brief=brief, need_id="pages", answer="Cinq", by=house.artisan, at=AT)
    actions.answer_need(brief=brief, need_id="texts", answer="Moi", by=house.artisan, at=AT)
    BriefAnswer.objects.filter(need_id="texts").update(need_id="of another time")
    client = enter(house, "artisan")
    for name in ("overview", "preview", "ad", "specification_pdf", "export_json"):
        assert client.get(url(name, brief.pk)).status_code == 200
    why = "Je ne connais pas les prix"
    asked = {"deadline_on": "2099-01-31", "answers_cap": "6", "budget_blank_why": why, "agreed": "on"}
    client.post(url("ad", brief.pk), asked)
    assert Ad.objects.get().needs == [load().by_id["pages"].label.fr]


def test_an_adviser_alone_passes_nothing_on(house: House, enter: Enter) -> None:
    brief = house.brief()
    client = enter(house, "adviser")
    client.post(url("ad", brief.pk), {"deadline_on": "2099-01-31", "agreed": "on"})
    assert not Ad.objects.exists()


ADDRESSES = [
    ("overview", "get"),
    ("describe", "get"),
    ("budget_and_date", "get"),
    ("preview", "get"),
    ("ad", "get"),
    ("one_page_pdf", "get"),
    ("specification_pdf", "get"),
    ("export_json", "get"),
    ("end_beside", "post"),
    ("hand_over", "post"),
    ("withdraw", "post"),
]


@pytest.mark.parametrize(("name", "method"), ADDRESSES)
def test_nobody_signs_in_first_and_neighbours_find_nothing(
    name: str, method: str, house: House, neighbour: House, client: ArmedClient, enter: Enter
) -> None:
    brief = house.brief()
    address = url(name, brief.pk)
    answer = getattr(client, method)(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/connexion/")
    for who in ("artisan", "adviser"):
        assert getattr(enter(neighbour, who), method)(address).status_code == 404
    brief.refresh_from_db()
    assert brief.state == "draft"


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_the_same_statements_at_one_and_three_rows(
    rows: int, house: House, enter: Enter, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]  # pytest-django's fixture
    for _ in range(rows):
        brief = house.brief()
        actions.answer_need(brief=brief, need_id="pages", answer="Cinq", by=house.artisan, at=AT)
        actions.answer_need(brief=brief, need_id="texts", answer="Moi", by=house.artisan, at=AT)
    client = enter(house, "adviser")
    with django_assert_num_queries(LIST_AS_ADVISER):
        client.get(url("list"))
    client = enter(house, "artisan")
    with django_assert_num_queries(LIST_AS_ARTISAN):
        client.get(url("list"))
    with django_assert_num_queries(OVERVIEW_AS_ARTISAN):
        client.get(url("overview", brief.pk))


LIST_AS_ADVISER = 7  # session, user, memberships; how many briefs, briefs, answers, photos
LIST_AS_ARTISAN = 6  # session, link; how many briefs, briefs, answers, photos
OVERVIEW_AS_ARTISAN = 9  # session, link; brief, answers, photos, ad, consent, history, remarks
