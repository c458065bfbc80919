"""How many SQL statements the pages of a sign-up take: more is a change to decide, not to slip in.

`etabli bench web` counts the same, outside of the transaction that a test puts around, and measures what they cost.
"""

import pytest
from django.test import Client

from bench.web.statements import counted
from etabli.programme.workshops.models import Session


@pytest.mark.django_db
def test_statements_of_the_pages_of_a_sign_up(client: Client, session: Session) -> None:
    counted(client, session.pk, 1)  # the road graph and the names are now known
    assert counted(Client(), session.pk, 2) == {
        "list": 1,
        "session": 1,
        # Two count (address, rule); the mailbox is counted when the mail is written.
        "sign_up": 22,
        "after": 3,
    }
