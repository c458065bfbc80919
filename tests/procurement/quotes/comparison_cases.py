"""Quotes made up and compared with one brief, and what the table of them shows."""

import re
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.test import Client

from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.queries import get_brief
from etabli.procurement.quotes import actions, queries
from etabli.procurement.quotes.engine.model import Found, Line, Party, Place, Quote, Totals
from etabli.procurement.quotes.models import QuoteReading
from tests.community.conftest import AT
from tests.procurement.quotes.conftest import give

PHOTOS = Line("Photographies de l'atelier", net_amount=Decimal(350), place=Place(1, (10, 100, 200, 112)))
NEWSLETTER = Line("Newsletter mensuelle", net_amount=Decimal(420), recurring="year")


def quote(price: int = 1000, supplier: str = "Atelier Fictif", *more: Line) -> Quote:
    lines = (Line("Création du site, 5 pages", net_amount=Decimal(price)), *more)
    name, email = Found(supplier), Found("contact@exemple.invalid")
    net = sum((line.net_amount for line in lines if line.net_amount), Decimal(0))
    vat = net / 5
    return Quote(
        "text",
        lines=lines,
        supplier=Party(name=name, email=email),
        totals=Totals(net=Found(net), vat=Found(vat), gross=Found(net + vat)),
        page_sizes=((595.0, 842.0),),
    )


def keep(reading: QuoteReading, what: Quote, at: Any = AT) -> QuoteReading:
    return actions.keep_reading(reading=reading, result=what, by=Viewer.system(reading.chamber_id), at=at)


def compared(world: SimpleNamespace, brief: Brief, *quotes: Quote, at: Any = AT) -> list[QuoteReading]:
    """These quotes, given in this order and compared with the brief."""
    return [keep(give(world, read=False, brief=brief, at=at), quote) for quote in quotes]


def table(world: SimpleNamespace, brief: Brief, by: Viewer | None = None, page: int = 1) -> queries.Compared:
    viewer = by or world.artisan_viewer
    own = get_brief(viewer, brief.pk)
    return queries.side_by_side_of(viewer, own, page=page, language="fr", at=AT)


def order(world: SimpleNamespace, brief: Brief, by: Viewer | None = None) -> list[int]:
    return [column.pk for column in table(world, brief, by).table.columns]


def words(world: SimpleNamespace, brief: Brief, label: str) -> list[str]:
    both = table(world, brief).table
    return next(
        [cell.word for cell in row.cells] for row in (*both.wanted, *both.extra) if row.label == label
    )


def heads(client: Client, address: str) -> list[str]:
    """The first rows of the tables of a page."""
    return re.findall(r"<thead>.*?</thead>", client.get(address).content.decode(), re.DOTALL)
