"""A look at the good site of the tests, by the worker."""

from django.test import Client

from etabli.programme.visibility import tasks
from etabli.programme.visibility.models import SiteCheck
from tests.programme.visibility.sample_pages import HOST, without

HOME = "/visibilite/"
NO_HOURS = without("<p>Du mardi[^<]*</p>")


def ask(client: Client, address: str = HOST) -> str:
    """Have it looked at; the address of its page here."""
    answer = client.post(HOME, {"address": address})
    assert answer.status_code == 302, answer.content.decode()
    tasks.check_site.call(SiteCheck.objects.latest("pk").pk)
    return answer["Location"]
