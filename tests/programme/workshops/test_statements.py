"""How many SQL statements the pages of a sign-up take: more is a change to decide, not to slip in.

`etabli bench web` counts the same, outside of the transaction that a test puts around, and measures what they cost.
"""

import pytest
from django.db import connection
from django.test import Client

from bench.web.statements import counted
from etabli.programme.workshops.models import Session


@pytest.mark.django_db
def test_statements_of_the_pages_of_a_sign_up(client: Client, session: Session) -> None:
    counted(client, session.pk, 1)  # the road graph and the names are now known
    assert counted(Client(), session.pk, 2) == {
        "list": 1,
        "session": 1,
        # Three count (address, rule, mailbox), one makes the person's party, one a calendar's link; PostgreSQL locks
        # the mailbox.
        "sign_up": 26 if connection.vendor == "postgresql" else 25,
        "after": 5,  # opened for the first time, the link gets its bearer's party: two
    }
