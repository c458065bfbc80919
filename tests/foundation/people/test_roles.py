"""Who one is: the role in which one acts, how one changes it, and who may open what."""

import pytest
from django.test import Client, RequestFactory

from etabli.foundation.journal.models import Entry
from etabli.foundation.people import access, links, rules, viewer
from etabli.foundation.people.models import Organisation, OrganisationKind, Role, User
from etabli.foundation.people.viewer import Viewer
from tests import factories as make

pytestmark = pytest.mark.django_db


def shown_role(client: Client) -> Viewer:
    seen: Viewer = client.get("/historique/").context["viewer"]
    return seen


def offers_to_change(client: Client) -> bool:
    return 'href="/role/"' in client.get("/historique/").content.decode()


def test_a_visitor_costs_no_statement(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]  # a fixture
        assert viewer.viewer_of(RequestFactory().get("/")).role == Role.NOBODY


def test_one_acts_in_one_role_and_all_roles_are_known(client: Client) -> None:
    chamber, association = make.chamber(), make.association()
    first = make.membership(chamber)
    second = make.membership(association, Role.BOARD, of=first.user)
    make.become(client, membership=first)
    seen = shown_role(client)
    assert (seen.role, seen.organisation_id, seen.chamber_id) == (Role.ADVISER, chamber.pk, chamber.pk)
    assert seen.roles == {(Role.ADVISER, chamber.pk), (Role.BOARD, association.pk)}
    assert not seen.is_staff_of(association.pk)
    client.post("/role/", {"choice": f"membership:{second.pk}"})
    seen = shown_role(client)
    assert (seen.role, seen.organisation_id) == (Role.BOARD, association.pk)
    assert not seen.is_staff_of(chamber.pk)
    assert (Role.ADVISER, chamber.pk) in seen.roles


def test_nobody_takes_a_role_that_is_not_theirs(client: Client) -> None:
    chamber = make.chamber()
    other = make.membership(make.chamber("Voisine"))
    make.become(client, membership=make.membership(chamber))
    assert client.post("/role/", {"choice": f"membership:{other.pk}"}).status_code == 404
    assert client.post("/role/", {}).status_code == 404
    session = client.session
    session[viewer.ACTING_KEY] = {"membership": other.pk}
    session.save()
    assert shown_role(client).organisation_id == chamber.pk


def test_a_role_that_ended_gives_nothing(client: Client) -> None:
    post = make.membership(make.chamber())
    make.become(client, membership=post)
    assert shown_role(client).role == Role.ADVISER
    type(post).objects.update(ended_on="2026-01-01")
    assert shown_role(client).role == Role.NOBODY


def test_an_adviser_who_opens_an_artisans_link_comes_back(client: Client) -> None:
    chamber = make.chamber()
    post = make.membership(chamber)
    make.become(client, membership=post)
    client.get(f"/l/{links.token_of(make.link(make.person(chamber)))}/")
    seen = shown_role(client)
    assert (seen.role, seen.user_id) == (Role.ARTISAN, None)
    assert seen.roles == {(Role.ADVISER, chamber.pk)}, "the human being is the same: neutrality looks at it"
    assert offers_to_change(client)
    page = client.get("/role/")
    assert f"membership:{post.pk}" in page.content.decode()
    client.post("/role/", {"choice": f"membership:{post.pk}"})
    assert shown_role(client).role == Role.ADVISER


def test_an_adviser_who_is_an_artisan_too_chooses(client: Client) -> None:
    chamber = make.chamber()
    post = make.membership(chamber)
    person = make.person(chamber, user=post.user)
    make.become(client, membership=post)
    client.post("/role/", {"choice": f"person:{person.pk}"})
    seen = shown_role(client)
    assert (seen.role, seen.person_id, seen.user_id) == (Role.ARTISAN, person.pk, post.user_id)
    assert (Role.ADVISER, chamber.pk) in seen.roles
    assert not seen.is_staff_of(chamber.pk)


def test_a_member_who_is_an_artisan_too_is_offered_to_change(client: Client) -> None:
    post = make.membership(make.association(), Role.MEMBER)
    person = make.person(make.chamber(), user=post.user)
    make.become(client, membership=post)
    assert offers_to_change(client)
    client.post("/role/", {"choice": f"person:{person.pk}"})
    assert shown_role(client).role == Role.ARTISAN
    assert offers_to_change(client)


def test_who_has_one_way_of_being_here_is_offered_no_other(client: Client) -> None:
    person = make.person(make.chamber(), user=make.user())
    assert not offers_to_change(make.become(Client(), link=make.link(person)))
    assert person.user is not None
    client.force_login(person.user, backend="django.contrib.auth.backends.ModelBackend")
    assert not offers_to_change(client)
    assert not offers_to_change(make.become(client, link=make.link(person))), "their own link changes nothing"
    assert not offers_to_change(make.become(Client(), membership=make.membership(make.chamber())))


def test_a_page_refused_to_this_role_leads_to_the_others(client: Client) -> None:
    post = make.membership(make.association(), Role.MEMBER)
    make.become(client, membership=post)
    assert 'href="/role/"' not in client.get("/personnes/1/").content.decode()
    make.membership(make.chamber(), of=post.user)
    refused = client.get("/personnes/1/")
    assert refused.status_code == 403
    assert 'href="/role/"' in refused.content.decode()


def test_leaving_puts_everything_down(client: Client) -> None:
    chamber = make.chamber()
    make.become(client, link=make.link(make.person(chamber)))
    client.post("/quitter/")
    assert shown_role(client).role == Role.NOBODY


def test_an_adviser_of_something_that_is_no_chamber_is_staff_of_none() -> None:
    chamber = make.chamber()
    relay = type(chamber).objects.create(kind="relay", name="Mairie", chamber=chamber)
    assert not make.adviser(relay).is_staff_of(chamber.pk)
    assert viewer.of_membership(make.membership(relay, Role.RELAY)).chamber_id == chamber.pk


def test_a_page_that_says_nothing_of_who_may_open_it_is_refused() -> None:
    from django.core.exceptions import ImproperlyConfigured
    from django.http import HttpRequest, HttpResponse

    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    bare.__module__ = "etabli.somewhere.pages"
    request = RequestFactory().get("/")
    request.viewer = Viewer.nobody()  # type: ignore[attr-defined]  # as the middleware does
    middleware = access.ViewerMiddleware(bare)
    with pytest.raises(ImproperlyConfigured, match="says nothing of who may open it"):
        middleware.process_view(request, bare, (), {})  # type: ignore[arg-type]  # see above


def test_a_visitor_is_sent_to_sign_in_and_a_form_never_comes_back_as_a_page(client: Client) -> None:
    chamber = make.chamber()
    place = make.sign_up(make.soon(chamber), make.person(chamber))
    assert (
        client.get(f"/inscriptions/{place.pk}/")["Location"] == f"/connexion/?next=/inscriptions/{place.pk}/"
    )
    assert client.post(f"/inscriptions/{place.pk}/annuler/")["Location"] == "/connexion/?next=/"


def test_the_wrong_role_gets_403_and_the_wrong_person_404(client: Client) -> None:
    chamber = make.chamber()
    place = make.sign_up(make.soon(chamber), make.person(chamber))
    page = f"/inscriptions/{place.pk}/"
    town_hall = Organisation.objects.create(kind=OrganisationKind.RELAY, name="Mairie", chamber=chamber)
    make.become(client, membership=make.membership(town_hall, Role.RELAY))
    assert client.get(page).status_code == 403
    make.become(client, link=make.link(make.person(chamber)))
    assert client.get(page).status_code == 404
    make.become(client, membership=make.membership(make.chamber("Voisine")))
    assert client.get(page).status_code == 404


def test_the_staff_creates_nothing_in_another_chamber() -> None:
    one, other = make.chamber(), make.chamber("Voisine")
    by = make.adviser(one)
    assert rules.may_run(by, {"by": by, "person": make.person(one), "chamber": one, "title": "x"})
    assert not rules.may_run(by, {"by": by, "person": make.person(other)})
    assert not rules.may_run(by, {"by": by, "chamber": other})
    person = make.person(one)
    assert rules.may_help(make.artisan(person), {"person": person})
    assert not rules.may_help(make.artisan(person), {"person": make.person(one)})
    assert not rules.may_help(Viewer.nobody(), {"person": person})


def test_the_journal_names_who_acts_by_the_link_of_another(client: Client) -> None:
    chamber = make.chamber()
    post = make.membership(chamber, of=make.user("Claire Martin"))
    person = make.person(chamber, name="Jean Dupont")
    place = make.sign_up(make.soon(chamber), person)
    make.become(client, membership=post)
    client.get(f"/l/{links.token_of(make.link(person))}/")
    client.post(f"/inscriptions/{place.pk}/annuler/")
    entry = Entry.objects.latest("pk")
    assert entry.actor_name == "Claire Martin, conseillère ou conseiller, par le lien de Jean Dupont"
    assert (entry.actor_id, entry.organisation_id) == (post.user.party_id, chamber.pk)
    client.post(f"/historique/{entry.pk}/annuler/")
    assert Entry.objects.latest("pk").undoes_id == entry.pk, "and they can take it back"
    alone = make.become(Client(), link=make.link(person))
    alone.post(f"/inscriptions/{place.pk}/annuler/")
    assert Entry.objects.latest("pk").actor_name == "Jean Dupont"


def test_a_person_of_two_chambers_has_one_account_and_chooses(client: Client) -> None:
    one, other = make.chamber(), make.chamber("Voisine")
    persons = [make.person(of, name="Jeanne", email="jeanne@example.org") for of in (one, other)]
    client.post("/connexion/", {"email": "jeanne@example.org"})
    client.post("/connexion/code/", {"code": make.mails().get().subject.split()[-1]})
    assert User.objects.get().persons.count() == 2
    assert shown_role(client).chamber_id == one.pk
    assert offers_to_change(client)
    client.post("/role/", {"choice": f"person:{persons[1].pk}"})
    seen = shown_role(client)
    assert (seen.person_id, seen.chamber_id) == (persons[1].pk, other.pk)
    assert not seen.is_person(persons[0].pk)
    post = make.membership(make.association(), Role.MEMBER, of=User.objects.get())
    make.become(client, membership=post)
    choices = client.get("/role/").context["choices"]
    assert [choice.organisation_name for choice in choices] == [
        "Association du numérique",
        one.name,
        other.name,
    ]


def test_the_roles_of_somebody_cost_one_statement_however_many(django_assert_num_queries: object) -> None:
    user = make.user()
    for name in ("A", "B", "C"):
        chamber = make.chamber(name)
        make.membership(chamber, of=user)
        make.person(chamber, user=user)
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture
        active, persons = viewer._memberships_and_persons(user)
    assert (len(active), len(persons)) == (3, 3)
