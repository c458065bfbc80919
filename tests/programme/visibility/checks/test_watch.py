"""A look each quarter: what broke is told; what waits for too long is looked at, what a visitor asked for goes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Person
from etabli.programme.visibility import tasks
from etabli.programme.visibility.models import SiteCheck, SiteWatch
from etabli.programme.visibility.online_checks import seen_on
from tests.programme.visibility.local_web import LocalWeb
from tests.programme.visibility.looking import HOME, NO_HOURS, ask
from tests.programme.visibility.sample_pages import HOST, put_good_site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("looked_at")]


def test_each_quarter_what_broke_is_told_and_nothing_else(
    artisan: Client, person: Person, web: LocalWeb
) -> None:
    put_good_site(web)
    place = ask(artisan)
    assert "Faire regarder mon site chaque trimestre" in artisan.get(place).content.decode()
    artisan.post(f"{place}suivre/")
    assert "Arrêter ce contrôle" in artisan.get(place).content.decode()
    assert SiteWatch.objects.get().address == f"{HOST}/"
    later = timezone.now() + timedelta(days=92)
    web.sites[HOST].days = 400
    tasks.look_again(later)
    tasks.look_again(later)
    assert SiteCheck.objects.count() == 2
    assert not Notice.objects.filter(kind="visibility.broken").exists()
    put_good_site(web, NO_HOURS).days = 400
    tasks.look_again(later + timedelta(days=92))
    notice = Notice.objects.get(kind="visibility.broken")
    assert notice.owner_id == person.party_id
    artisan.post(f"{place}suivre/")
    tasks.look_again(later + timedelta(days=300))
    assert SiteCheck.objects.count() == 3


def test_a_check_that_is_taken_off_the_list_does_not_come_back_nor_is_told_again(
    artisan: Client, web: LocalWeb
) -> None:
    put_good_site(web)
    place = ask(artisan)
    artisan.post(f"{place}suivre/")
    put_good_site(web, NO_HOURS).days = 400
    later = timezone.now() + timedelta(days=92)
    tasks.look_again(later)
    broken = SiteCheck.objects.latest("pk")
    artisan.post(f"{HOME}site/{broken.key}/retirer/")
    broken.refresh_from_db()
    assert broken.withdrawn_at is not None
    tasks.look_again(later + timedelta(minutes=1))
    assert SiteCheck.objects.latest("pk") == broken
    tasks.look_again(later + timedelta(days=92))
    assert SiteCheck.objects.latest("pk") != broken
    assert Notice.objects.filter(kind="visibility.broken").count() == 1


def test_what_a_visitor_asked_for_goes_after_a_day(client: Client, artisan: Client, web: LocalWeb) -> None:
    put_good_site(web)
    ask(client)
    ask(artisan)
    tasks.forget_checks(timezone.now() + timedelta(days=2))
    assert SiteCheck.objects.get().person is not None


def test_what_waits_for_too_long_is_looked_at_by_the_clock(artisan: Client, web: LocalWeb) -> None:
    put_good_site(web)
    artisan.post(HOME, {"address": HOST})
    tasks.look_due(timezone.now())
    assert SiteCheck.objects.get().status == "waiting"
    tasks.look_due(timezone.now() + timedelta(minutes=3))
    assert SiteCheck.objects.get().status == "done"
    assert seen_on(f"https://www.{HOST}") is None
    assert seen_on(f"https://{HOST}") == SiteCheck.objects.get().done_at.date()
