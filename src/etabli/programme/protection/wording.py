"""What comes out of the engine, in the language of the reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.page_urls import address_of
from etabli.procurement.needs.engine import Text
from etabli.programme.protection.engine import Message, Service, Sheet, Source, Standing


@dataclass(frozen=True)
class WordedSource:
    """Where it can be read over. `checked_on`: None, it is to be checked."""

    text: str
    url: str
    checked_on: date | None


@dataclass(frozen=True)
class WordedGesture:
    """One gesture and where it stands. `page`, `page_label`: where on this site it is done, "" without."""

    id: str
    minutes: int
    months: int
    title: str
    why: str
    how: tuple[str, ...]
    known: str
    source: WordedSource
    page: str
    page_label: str
    standing: Standing


def gesture_in_words(standing: Standing) -> WordedGesture:
    """In the language of the reader."""
    gesture = standing.gesture
    address = address_of(gesture.page.url_name) if gesture.page else ""
    return WordedGesture(
        id=gesture.id,
        minutes=gesture.minutes,
        months=gesture.months,
        title=words_of(gesture.title),
        why=words_of(gesture.why),
        how=all_words_of(gesture.how),
        known=words_of(gesture.known),
        source=source_in_words(gesture.source),
        page=address,
        page_label=words_of(gesture.page.label) if gesture.page and address else "",
        standing=standing,
    )


def source_in_words(source: Source) -> WordedSource:
    """In the language of the reader."""
    return WordedSource(words_of(source.text), source.url, source.checked_on)


def words_of(text: Text) -> str:
    """A text in the language of the reader."""
    return text.in_language(reader_language())


def all_words_of(texts: Sequence[Text]) -> tuple[str, ...]:
    """Texts in the language of the reader."""
    return tuple(words_of(text) for text in texts)


@dataclass(frozen=True)
class WordedService:
    """Whom to call, for what, by what. `checked_on`: None, it is to be checked."""

    name: str
    reach: str
    url: str
    why: str
    checked_on: date | None


@dataclass(frozen=True)
class WordedSheet:
    """What to do if something happens, as it is read."""

    id: str
    title: str
    sign: str
    now: tuple[str, ...]
    then: tuple[str, ...]
    never: str
    calls: tuple[WordedService, ...]

    @property
    def is_checked(self) -> bool:
        """Whether each service was read over."""
        return all(service.checked_on for service in self.calls)


@dataclass(frozen=True)
class WordedMessage:
    """An invented message, and what it is."""

    by: str
    text: str
    is_fake: bool
    why: str
    signs: tuple[str, ...]


def sheet_in_words(sheet: Sheet) -> WordedSheet:
    """In the language of the reader."""
    return WordedSheet(
        id=sheet.id,
        title=words_of(sheet.title),
        sign=words_of(sheet.sign),
        now=all_words_of(sheet.now),
        then=all_words_of(sheet.then),
        never=words_of(sheet.never),
        calls=tuple(_service(service, why) for service, why in sheet.calls),
    )


def message_in_words(message: Message) -> WordedMessage:
    """In the language of the reader."""
    return WordedMessage(
        words_of(message.by),
        words_of(message.text),
        message.is_fake,
        words_of(message.why),
        all_words_of(message.signs),
    )


def _service(service: Service, why: Text) -> WordedService:
    return WordedService(
        words_of(service.name),
        words_of(service.reach),
        service.url,
        words_of(why),
        service.source.checked_on,
    )
