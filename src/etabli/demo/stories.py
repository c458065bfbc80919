"""Invented stories of artisans: most are shown, some wait, one was taken off. Their photos are drawn."""

import io
import tomllib
from datetime import timedelta
from importlib.resources import files
from typing import Any

from PIL import Image, ImageDraw

from etabli.demo.shared import ARTISAN, Filling
from etabli.foundation.colours import LIGHT
from etabli.foundation.files.receiving import Examined
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.showcase import actions
from etabli.programme.showcase.models import Story
from etabli.programme.showcase.story_content import NamedPerson, Telling
from etabli.territory.places.models import Commune

SIZE = (800, 500)
GROUNDS = ("#e8d5b5", "#cfe0dc", "#e3cfc4", "#d5d9e6", "#dfe3c8")
TOOLS = tuple(LIGHT[token] for token in ("wood", "main", "ask", "ink-2", "stop"))


def play(filling: Filling) -> None:
    """One story after the other, a week apart, the latest yesterday."""
    data = tomllib.loads((files(__package__) / "data" / "stories.toml").read_text(encoding="utf-8"))
    towns = {town.name: town for town in Commune.objects.all()}
    for rank, story in enumerate(data["stories"]):
        _story(filling, story, towns[story["town"]], rank)


def _story(filling: Filling, data: dict[str, Any], town: Commune, rank: int) -> None:
    at = filling.at - timedelta(days=1 + 7 * rank)
    own_person = (
        Person.objects.filter(chamber=filling.chamber, email=ARTISAN).first() if "artisan" in data else None
    )
    story = actions.write_story(
        chamber=filling.chamber,
        person=own_person,
        named=None
        if own_person
        else NamedPerson(f"Artisan inventé n° {rank + 1}", f"exemple-{rank + 1}@demo.invalid"),
        telling=_telling(data, town),
        photo=Examined("dessin.jpg", "image/jpeg", drawing(rank)) if data.get("shows") else None,
        by=filling.adviser,
        at=at,
    )
    _carry(filling, story, data.get("state", "published"))


def _carry(filling: Filling, story: Story, state: str) -> None:
    """To the state where it stands: asked, agreed to, taken off by its artisan."""
    if state == "draft":
        return
    at = story.started_at
    actions.ask_for_agreement(story=story, by=filling.adviser, at=at)
    if state == "asked" or story.person is None:
        return
    artisan = of_person(story.person)
    actions.agree(story=story, by=artisan, at=at + timedelta(hours=20))
    if state == "withdrawn":
        actions.withdraw_story(story=story, by=artisan, at=at + timedelta(days=3))


def _telling(story: dict[str, Any], town: Commune) -> Telling:
    return Telling(
        title=story["title"],
        shown_as=f"{story['business']} (entreprise inventée)",
        trade_code=story["trade"],
        commune=town,
        channels=tuple(story["channels"]),
        done=story["done"],
        start_minutes=round(60 * story["hours"][0]),
        weekly_minutes=round(60 * story["hours"][1]),
        start_cents=100 * story["euros"][0],
        monthly_cents=100 * story["euros"][1],
        brought=story["brought"],
        figure=story.get("figure", ""),
        quotation=story.get("quotation", ""),
        photo_says=story.get("shows", ""),
    )


def drawing(rank: int) -> bytes:
    """A picture in flat colours, the same for the same rank: a workbench, and on it what the story is about."""
    ground, colour = GROUNDS[rank % len(GROUNDS)], TOOLS[rank % len(TOOLS)]
    image = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 390, 800, 500), fill="#8b6b49")
    draw.rectangle((0, 390, 800, 402), fill="#6f5336")
    DRAWN[rank % len(DRAWN)](draw, colour)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def _loaves(draw: ImageDraw.ImageDraw, colour: str) -> None:
    for x in (90, 310, 530):
        draw.chord((x, 270, x + 190, 510), 180, 360, fill=colour)
        for cut in (50, 90, 130):
            draw.line((x + cut - 12, 330, x + cut + 12, 300), fill="#f4e2c4", width=8)


def _wall(draw: ImageDraw.ImageDraw, colour: str) -> None:
    for row in range(6):
        for stone in range(-1, 7):
            x, y = 130 * stone + 65 * (row % 2), 30 + 60 * row
            draw.rounded_rectangle((x + 4, y + 4, x + 126, y + 56), 10, fill=colour)


def _scissors(draw: ImageDraw.ImageDraw, colour: str) -> None:
    draw.line((240, 90, 470, 300), fill=colour, width=22)
    draw.line((470, 90, 240, 300), fill=colour, width=22)
    for x in (180, 440):
        draw.ellipse((x, 280, x + 100, 380), outline=colour, width=20)
    draw.rectangle((590, 120, 640, 370), fill=colour)
    for y in range(130, 370, 20):
        draw.line((640, y, 690, y), fill=colour, width=8)


def _bowls(draw: ImageDraw.ImageDraw, colour: str) -> None:
    for x, half in ((150, 70), (370, 100), (640, 125)):
        draw.chord((x - half, 390 - 2 * half, x + half, 390), 0, 180, fill=colour)
        draw.rectangle((x - half // 3, 382, x + half // 3, 392), fill=colour)


def _spool(draw: ImageDraw.ImageDraw, colour: str) -> None:
    draw.rectangle((260, 150, 480, 180), fill="#6f5336")
    draw.rectangle((260, 360, 480, 390), fill="#6f5336")
    draw.rectangle((290, 180, 450, 360), fill=colour)
    for y in range(190, 360, 14):
        draw.line((290, y, 450, y + 6), fill=LIGHT["paper"], width=2)
    draw.line((560, 120, 660, 380), fill=LIGHT["ink-2"], width=8)


def _bulb(draw: ImageDraw.ImageDraw, colour: str) -> None:
    draw.ellipse((290, 60, 510, 280), fill="#f6d06a")
    draw.rectangle((350, 265, 450, 340), fill=colour)
    draw.line((400, 340, 400, 390), fill=colour, width=10)


def _flowers(draw: ImageDraw.ImageDraw, colour: str) -> None:
    for x, y in ((280, 150), (350, 90), (420, 140), (490, 100), (540, 170)):
        draw.line((400, 330, x, y), fill=LIGHT["ok"], width=8)
        draw.ellipse((x - 36, y - 36, x + 36, y + 36), fill=colour)
        draw.ellipse((x - 12, y - 12, x + 12, y + 12), fill="#f6d06a")
    draw.polygon(((330, 280), (470, 280), (440, 390), (360, 390)), fill=LIGHT["main"])


def _wheel(draw: ImageDraw.ImageDraw, colour: str) -> None:
    draw.ellipse((250, 90, 550, 390), fill="#2b3337")
    draw.ellipse((310, 150, 490, 330), fill="#d9e0e0")
    for x, y in ((400, 180), (455, 220), (435, 290), (365, 290), (345, 220)):
        draw.ellipse((x - 14, y - 14, x + 14, y + 14), fill=colour)


def _stairs(draw: ImageDraw.ImageDraw, colour: str) -> None:
    for step in range(6):
        draw.rectangle((150 + 85 * step, 340 - 50 * step, 660, 390 - 50 * step), fill=colour)
        draw.rectangle((150 + 85 * step, 340 - 50 * step, 660, 350 - 50 * step), fill="#f4e2c4")


def _ring(draw: ImageDraw.ImageDraw, colour: str) -> None:
    draw.ellipse((280, 150, 520, 390), outline="#c99a3b", width=26)
    draw.polygon(((400, 60), (460, 115), (400, 175), (340, 115)), fill=colour)


def _soaps(draw: ImageDraw.ImageDraw, colour: str) -> None:
    draw.rounded_rectangle((220, 290, 580, 390), 24, fill=colour)
    draw.rounded_rectangle((280, 190, 540, 290), 24, fill=LIGHT["paper"])


DRAWN = (_loaves, _wall, _scissors, _bowls, _spool, _bulb, _flowers, _wheel, _stairs, _ring, _ring, _soaps)
