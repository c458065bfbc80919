"""What a page asks for, read from its HTML, and how to fill it: plausibly, or with what nobody expects."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TEXTUAL = {"text", "search", "email", "tel", "url", "number", "date", "time", "textarea"}
PLAUSIBLE = {
    "email": "quelquun@example.org",
    "tel": "05 56 00 00 00",
    "number": "5",
    "date": "2031-05-06",
    "time": "09:00",
    "commune": "Pauillac",
    "contact": "quelquun@example.org",
}


@dataclass
class Field:
    """One control of a form; `values` holds what a choice offers."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    value: str = ""

    @property
    def plausible(self) -> str:
        if self.values:
            return self.values[-1]
        return PLAUSIBLE.get(self.name) or PLAUSIBLE.get(self.kind, "Quelques mots")


class Reader(HTMLParser):
    """Collects the fields of the forms that post, and what each of them holds."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: dict[str, Field] = {}
        self._posts = False
        self._select: Field | None = None
        self._textarea: Field | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._posts = given.get("method", "").lower() == "post" and not given.get("action")
        elif tag == "option" and self._select and given.get("value"):
            self._select.values.append(given["value"])
        elif (
            self._posts and name and name != "csrfmiddlewaretoken" and tag in {"input", "select", "textarea"}
        ):
            self._keep(tag, name, given)

    def _keep(self, tag: str, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        kept = self.fields.setdefault(name, Field(name, kind, value=given.get("value", "")))
        if kind in {"radio", "checkbox"}:
            kept.values.append(given.get("value", "on"))
        self._select = kept if tag == "select" else None
        self._textarea = kept if tag == "textarea" else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._posts = False
        if tag == "select":
            self._select = None
        if tag == "textarea":
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self._textarea.value += data


def fields_of(html: str) -> dict[str, Field]:
    """The fields of the form that the page posts to itself."""
    return Reader(html).fields
