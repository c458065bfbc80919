"""A large association: `python -m bench.web.populated`, in Établi's environment; answers in JSON.

5,000 members with their profiles, 10,000 ads, 10,000 offers of jobs where that app is there, a forum (`questions.py`)
and 5,000 events (`events.py`). Written in one go: what is measured reads the rows, however they came. Prints the
lists that there are to visit, and a member's session.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any
from urllib.parse import urlencode

from bench.web.events import events
from bench.web.questions import SOUGHT, questions

MEMBERS, ADS, JOBS = 5_000, 10_000, 10_000
LISTS = {"directory": "directory:list", "ads": "market:ads", "jobs": "jobs:list"}
SHARED_LISTS = {"questions": "forum:list", "followed": "forum:followed", "events": "agenda:list"}
SKILLS = (
    "boutique en ligne",
    "photos",
    "logo",
    "textes",
    "vidéo",
    "référencement",
    "formation",
    "premier site",
)
WORDS = (
    "simple",
    "clair",
    "atelier",
    "vitrine",
    "commande",
    "client",
    "page",
    "rapide",
    "image",
    "texte",
    "devis",
)
BATCH = 2_000


def people(random: Random) -> Any:
    """The association and its members, each with a profile that everybody sees; the association."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from etabli.community.association.models import Member
    from etabli.community.association.trades import trades
    from etabli.community.directory.engine import FIELDS
    from etabli.community.directory.models import Profile
    from etabli.foundation.people.models import Membership, Organisation, Role
    from etabli.territory.places.models import Commune

    now, user_model = timezone.now(), get_user_model()
    chamber = Organisation.objects.get(kind="chamber")
    association = Organisation.objects.create(kind="association", name="Association", chamber=chamber)
    users = [user_model(email=f"membre{n}@example.org", name=f"Membre {n}") for n in range(MEMBERS)]
    user_model.give_parties(users)
    user_model.objects.bulk_create(users, BATCH)
    Membership.objects.bulk_create(
        [
            Membership(user=user, organisation=association, role=Role.MEMBER, started_on=now.date())
            for user in users
        ],
        BATCH,
    )
    kinds, towns = list(trades()), list(Commune.objects.values_list("code", flat=True))
    joined_on = now.date() - timedelta(days=400)
    members = Member.objects.bulk_create(
        [
            Member(
                organisation=association, user=user, display_name=f"Studio {user.name}",
                trade=kinds[rank % len(kinds)], joined_on=joined_on,
            )
            for rank, user in enumerate(users)
        ],
        BATCH,
    )  # fmt: skip
    Profile.objects.bulk_create(
        [
            Profile(
                member=member, organisation=association, headline=" ".join(random.choices(WORDS, k=9)),
                about=" ".join(random.choices(WORDS, k=80)), skills=random.sample(SKILLS, 4),
                sectors="BATIMENT SERVICES", places=random.choice(towns), is_remote=random.random() < 0.5,
                languages="fr en", availability="now", visibility=dict.fromkeys(FIELDS, "public"), offered_at=now,
                published_at=now,
            )
            for member in members
        ],
        BATCH,
    )  # fmt: skip
    return association


def ads(association: Any, random: Random) -> None:
    from django.utils import timezone

    from etabli.community.market.models import Ad
    from etabli.foundation.people.models import Consent, Person

    now, chamber = timezone.now(), association.chamber
    person = Person.objects.create(chamber=chamber, name="Jeanne", email="jeanne@example.org", created_at=now)
    consents = Consent.objects.bulk_create(
        [
            Consent(
                person=person, purpose="ad", subject_type="briefs.brief", subject_id=str(n), given_at=now,
                recorded_by=person.party,
            )
            for n in range(ADS)
        ],
        BATCH,
    )  # fmt: skip
    Ad.objects.bulk_create(
        [
            Ad(
                **known(
                    Ad, chamber=chamber, person=person, consent=consent, brief_ref=f"briefs.brief:{n}",
                    title=" ".join(random.choices(WORDS, k=5)), text=" ".join(random.choices(WORDS, k=60)),
                    needs=random.sample(WORDS, 4), place="Médoc", budget="À discuter",
                    deadline_on=now.date() + timedelta(days=20), relayed_by=person.party, passed_on_at=now,
                    published_at=now,
                )
            )
            for n, consent in enumerate(consents)
        ],
        BATCH,
    )  # fmt: skip


def jobs(association: Any, random: Random) -> None:
    from django.apps import apps
    from django.utils import timezone

    from etabli.foundation.parties import SYSTEM
    from etabli.foundation.parties.models import Party

    now, author = timezone.now(), Party.objects.get(pk=SYSTEM)
    if "job" not in apps.all_models["jobs"]:
        return
    job: Any = apps.get_model("jobs", "Job")
    kinds = ("permanent", "fixed_term", "internship", "apprenticeship", "mission")
    job.objects.bulk_create(
        [
            job(
                **known(
                    job, organisation=association, author=author, kind=kinds[n % len(kinds)],
                    trade=("developer", "writer")[n % 2],
                    title=" ".join(random.choices(WORDS, k=5)), employer="Atelier", duties="Un travail. " * 20,
                    pay_low_cents=200_000, pay_high_cents=250_000, written_at=now, submitted_at=now,
                    published_at=now, first_published_at=now, published_on=now.date() - timedelta(days=n % 30),
                    expires_on=now.date() + timedelta(days=30),
                )
            )
            for n in range(JOBS)
        ],
        BATCH,
    )  # fmt: skip


def known(model: Any, **values: Any) -> dict[str, Any]:
    """Those of these values that the model has a field for: it may gain or lose some."""
    names = {field.name for field in model._meta.concrete_fields}
    return {name: value for name, value in values.items() if name in names}


def member_session(association: Any) -> str:
    """A session of one of the members, as a cookie."""
    from types import SimpleNamespace

    from allauth.account.internal.flows.login import record_authentication
    from django.conf import settings
    from django.test import Client

    from etabli.foundation.people.models import Membership
    from etabli.foundation.people.viewer import ACTING_KEY

    held = Membership.objects.select_related("user").filter(organisation=association).earliest("pk")
    client = Client()
    client.force_login(held.user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[ACTING_KEY] = {"membership": held.pk}
    record_authentication(SimpleNamespace(session=session), held.user, "test")
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def lists() -> Iterator[tuple[str, str]]:
    """The lists that there are, with their addresses."""
    from django.urls import NoReverseMatch, reverse

    for name, url_name in {**LISTS, **SHARED_LISTS}.items():
        try:
            yield name, reverse(url_name)
        except NoReverseMatch:
            continue


def statements(paths: dict[str, str], cookie: str) -> dict[str, int]:
    """How many SQL statements each takes, once all is warm."""
    from django.db import connection
    from django.test import Client

    from bench.web.sites import HOST

    headers = {"host": HOST, "x-forwarded-proto": "https", "x-forwarded-for": "10.255.255.255"}
    counts = {}
    for name, path in paths.items():
        client, counted = Client(headers=headers), list[str]()
        if not path.startswith("/annuaire"):
            key, _equals, value = cookie.partition("=")
            client.cookies[key] = value
        client.get(path)

        def count(execute: Any, sql: str, *rest: Any, into: list[str] = counted) -> Any:
            into.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            answer = client.get(path)
        if answer.status_code == 200:
            counts[name] = len(counted)
    return counts


def main() -> None:
    random = Random(1)
    association = people(random)
    ads(association, random)
    jobs(association, random)
    longest = questions(association, random)
    events(association, random)
    from etabli.community.neutrality.row_cache import note_change

    for name in LISTS:
        note_change(name, None)
    there, cookie = dict(lists()), member_session(association)
    if "directory" in there:
        there["directory, narrowed"] = f"{there['directory']}?metier=writer&commune=Pauillac&distance=1"
        there["directory, words"] = f"{there['directory']}?q=boutique"
    there["questions without an answer"] = f"{there['questions']}?show=unanswered"
    there["a question of 500 answers"] = f"{there['questions']}{longest}/"
    there["events, open to all"] = f"{there['events']}?open=1"
    there["events, free, of one trade"] = f"{there['events']}?free=1&trade=writer"
    there["a month of events"] = f"{there['events']}?month=1"
    there["search"] = f"/chercher/?{urlencode({'q': ' '.join(SOUGHT)})}"
    print(json.dumps({"paths": there, "cookie": cookie, "statements": statements(there, cookie)}))


if __name__ == "__main__":
    from etabli.site.django_commands import prepare

    prepare()
    main()
