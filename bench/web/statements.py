"""How many SQL statements a visit takes: `python -m bench.web.statements`, in Établi's environment; answers in JSON.

In one process, by Django's test client, once all is warm. BEGIN and SAVEPOINT count, COMMIT doesn't.
"""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client

from bench.web.load import FORM
from bench.web.sites import HOST


def counted(client: Client, session: int, number: int) -> dict[str, int]:
    """Of each page, as this visitor signs up for this session: the list, the session, the form sent, what follows."""
    tally, page = Counter[str](), f"/ateliers/{session}/"

    def count(act: str) -> Any:
        def each(execute: Callable[..., Any], *rest: Any) -> Any:
            tally[act] += 1
            return execute(*rest)

        return connection.execute_wrapper(each)

    with count("list"):
        client.get("/ateliers/")
    with count("session"):
        client.get(page)
    with count("sign_up"):
        answer = client.post(page, {name: value.format(number=number) for name, value in FORM.items()})
    with count("after"):
        client.get(answer.headers["Location"])
    return dict(tally)


def main() -> None:
    from etabli.programme.workshops.models import Session  # once Django is ready

    session = Session.objects.earliest("pk").pk
    headers = {"host": HOST, "x-forwarded-proto": "https", "x-forwarded-for": "10.255.255.255"}
    for number in (-1, -2):  # the first warms what is loaded once
        counts = counted(Client(headers=headers), session, number)
    print(json.dumps(counts))


if __name__ == "__main__":
    from etabli.site.django_commands import prepare

    prepare()
    main()
