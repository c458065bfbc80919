"""The head of a quote is read on arrangements of all kinds: each fact right, none invented."""

import pytest

from tests.procurement.quotes.heads import Head
from tests.procurement.quotes.heads_apart import APART
from tests.procurement.quotes.heads_known import KNOWN


@pytest.mark.parametrize("head", [*KNOWN, *APART], ids=lambda head: head.name)
def test_a_head(head: Head) -> None:
    assert {name: read for name, (_verdict, read) in head.verdicts().items()} == head.facts
