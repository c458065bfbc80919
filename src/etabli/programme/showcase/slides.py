"""A story as the room sees it: big words, and its photo within the page."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from etabli.programme.showcase.models import Story
from etabli.programme.showcase.telling import facts


@dataclass(frozen=True)
class Slide:
    """One slide; `picture` is a data: address, empty without a photo."""

    number: int
    story: Story
    facts: list[tuple[str, str]]
    picture: str


def slides_of(stories: Iterable[Story], *, first: int = 2) -> list[Slide]:
    """A slide for each story, numbered from `first`. A photo that can't be read is left out: the words remain."""
    return [Slide(at, story, facts(story), _picture(story)) for at, story in enumerate(stories, first)]


def _picture(story: Story) -> str:
    if story.photo is None or story.photo.is_erased:
        return ""
    try:
        with story.photo.content.open("rb") as file:
            return f"data:{story.photo.content_type};base64,{b64encode(file.read()).decode()}"
    except OSError:
        return ""
