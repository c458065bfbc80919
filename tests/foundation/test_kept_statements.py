"""A statement that is written once answers as one that is written anew at each use."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import BigIntegerField, CharField, Count, DateTimeField, OuterRef, Subquery
from django.db.models.sql.compiler import SQLCompiler
from django.test import Client
from django.test.utils import CaptureQueriesContext

from etabli.foundation.kept_statements import Given, KeptStatement
from etabli.foundation.people.models import Person
from etabli.foundation.seats.models import SignUp
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_ups() -> list[SignUp]:
    chamber = make.chamber()
    occasion = make.soon(chamber)
    return [make.sign_up(occasion, make.person(chamber, email=f"j{n}@example.org")) for n in range(3)]


def test_each_use_reads_anew_with_its_own_values(
    sign_ups: list[SignUp], monkeypatch: pytest.MonkeyPatch
) -> None:
    key, since = Given("pk", BigIntegerField()), Given("since", DateTimeField())
    rows = SignUp.objects.filter(pk=key, signed_up_at__gt=since).select_related("person", "occasion")
    kept, before = KeptStatement(rows), sign_ups[0].signed_up_at - timedelta(days=1)
    assert kept.first(pk=sign_ups[0].pk, since=before) == sign_ups[0]
    monkeypatch.setattr(SQLCompiler, "as_sql", None)  # from here on nothing is put together
    with CaptureQueriesContext(
        connection,
    ) as queries:
        (other,) = kept(pk=sign_ups[1].pk, since=before)
        assert (other, other.person.email) == (sign_ups[1], "j1@example.org")
        assert other.occasion.starts_at == sign_ups[1].occasion.starts_at
    assert len(queries) == 1
    assert kept(pk=sign_ups[1].pk, since=sign_ups[1].signed_up_at) == []


def test_values_stand_in_subqueries_too(sign_ups: list[SignUp]) -> None:
    known = Person.objects.filter(chamber=OuterRef("chamber"), email__startswith="j").exclude(
        email=Given("but", CharField())
    )
    counts = known.order_by().values("chamber").values_list(Count("pk"))
    kept = KeptStatement(
        Person.objects.filter(pk=Given("pk", BigIntegerField())).values_list("email", Subquery(counts))
    )
    pk = sign_ups[0].person_id
    assert kept(pk=pk, but="") == [("j0@example.org", 3)]
    assert kept(pk=pk, but="j2@example.org") == [("j0@example.org", 2)]


def test_a_number_larger_than_any_key_has_no_row(sign_ups: list[SignUp], client: Client) -> None:
    kept = KeptStatement(SignUp.objects.filter(pk=Given("pk", BigIntegerField())))
    assert kept(pk=2**63) == [] == list(SignUp.objects.filter(pk=2**63))
    assert client.get(f"/ateliers/{10**30}/").status_code == 404


def test_a_row_is_brought_up_to_date_with_what_it_is_related_to(sign_ups: list[SignUp]) -> None:
    kept = KeptStatement(
        SignUp.objects.filter(pk=Given("pk", BigIntegerField()))
        .select_related("person")
        .select_for_update(of=("self",))
    )
    row = SignUp.objects.select_related("person", "occasion").get(pk=sign_ups[0].pk)
    SignUp.objects.filter(pk=row.pk).update(number=77)
    Person.objects.filter(pk=row.person_id).update(name="Odile")
    type(row.occasion).objects.filter(pk=row.occasion_id).update(title="Autre chose")
    kept.refresh(row, pk=row.pk)
    assert (row.number, row.person.name, row.occasion.title) == (77, "Odile", "Autre chose")
    with pytest.raises(ObjectDoesNotExist):
        kept.refresh(row, pk=0)
