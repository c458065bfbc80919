"""The gestures, the sheets, the services and the messages, as plain values."""

from dataclasses import dataclass
from datetime import date

from etabli.procurement.needs.engine import Text


@dataclass(frozen=True)
class Source:
    """Where something is read over. `checked_on`: when somebody of the chamber did so; None, it is to be checked."""

    text: Text
    url: str
    checked_on: date | None


@dataclass(frozen=True)
class Page:
    """A page of this site on which a gesture is done."""

    url_name: str
    label: Text


@dataclass(frozen=True)
class Gesture:
    """One thing to do, in sentences. `months`: when it comes back once it was done. `how_to_know`: by what one knows
    that it is done."""

    id: str
    minutes: int
    months: int
    title: Text
    why: Text
    how: tuple[Text, ...]
    how_to_know: Text
    source: Source
    page: Page | None


@dataclass(frozen=True)
class Service:
    """Whom to call or to write to, and by what. `url` is empty where one's own contract says it."""

    id: str
    name: Text
    contact: Text
    url: str
    source: Source


@dataclass(frozen=True)
class Sheet:
    """What to do if something happens: `sign` tells that it does, `now` comes first, `then` within the day; `never`
    makes it worse. `calls`: whom to call, and for what. `short`: its title in two words. `search_words`: what people
    type to find it."""

    id: str
    title: Text
    short: Text
    sign: Text
    search_words: Text
    now: tuple[Text, ...]
    then: tuple[Text, ...]
    never: Text
    calls: tuple[tuple[Service, Text], ...]

    @property
    def is_checked(self) -> bool:
        """Whether somebody of the chamber has read over each of its services."""
        return all(service.source.checked_on for service, _why in self.calls)


@dataclass(frozen=True)
class Message:
    """An invented message, fake or genuine: `sender` says from whom and how it came, `signs` what gives it away or
    makes it sure."""

    id: str
    sender: Text
    text: Text
    is_fake: bool
    why: Text
    signs: tuple[Text, ...]


@dataclass(frozen=True)
class ProcessingActivity:
    """What a business may keep of people, and its line in the register: `ask` is what is ticked when it is so. `paper`:
    what its customers read of it; empty when it isn't about them."""

    id: str
    ask: Text
    name: Text
    purpose: Text
    data: Text
    basis: Text
    kept: Text
    paper: Text
    source: Source


@dataclass(frozen=True)
class Catalogue:
    """All of them, each in its order."""

    gestures: tuple[Gesture, ...]
    sheets: tuple[Sheet, ...]
    messages: tuple[Message, ...]
    processing_activities: tuple[ProcessingActivity, ...]

    def gesture(self, id: str) -> Gesture | None:
        """The gesture of this id; None without."""
        return next((gesture for gesture in self.gestures if gesture.id == id), None)

    def sheet(self, id: str) -> Sheet | None:
        """The sheet of this id; None without."""
        return next((sheet for sheet in self.sheets if sheet.id == id), None)
