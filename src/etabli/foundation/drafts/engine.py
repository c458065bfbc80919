"""Putting what was typed back into the forms of a page, in its HTML: whatever template wrote them, with or without
script. Pure: text in, text out; all but the controls of a form that has a draft stays as it was, letter for letter."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser

TEXT_INPUTS = frozenset({"text", "email", "tel", "url", "search", "number"})
PICKER_INPUTS = frozenset({"color", "date", "time", "datetime-local", "month", "week", "range"})
BOX_INPUTS = frozenset({"checkbox", "radio"})

Values = Mapping[str, Sequence[str]]  # by the names of the controls


@dataclass(frozen=True)
class KeptForm:
    """What was typed in a form, and what stood there first (`initial_values`), as far as it is known.

    `is_whole`: a box that isn't named was not ticked. `is_aside`: the form stays as it is. `notice` gives what stands
    before the form; it is told whether the page says something else by now than it did when that was typed, whether
    the form takes files, which are not kept, and what was chosen in its lists where the page would choose otherwise.
    """

    typed: Values
    initial_values: Values
    is_whole: bool
    is_aside: bool
    notice: Callable[[bool, bool, Sequence[str]], str]


@dataclass(frozen=True)
class _Control:
    """What bears a value: an input, an option of a select, a textarea (`start` and `end` then hold its text)."""

    kind: str
    name: str
    attributes: Mapping[str, str]
    start: int
    end: int
    folds: tuple[tuple[int, int], ...]
    text: str = ""

    @property
    def value(self) -> str:
        return (
            self.text
            if self.kind == "textarea"
            else self.attributes.get("value", "on" if self.kind in BOX_INPUTS else "")
        )

    @property
    def is_on(self) -> bool:
        return ("selected" if self.kind == "option" else "checked") in self.attributes


@dataclass
class _Form:
    """A form that is sent by POST."""

    action: str
    start: int
    has_files: bool
    controls: list[_Control] = field(default_factory=list)

    @property
    def is_written_in(self) -> bool:
        return any(control.kind in TEXT_INPUTS or control.kind == "textarea" for control in self.controls)

    def page_values(self) -> Values:
        """What the page says in it; of a select where nothing is chosen, a browser shows the first option."""
        fields: dict[str, list[str]] = {}
        for control in self.controls:
            values = fields.setdefault(control.name, [])
            if control.kind not in BOX_INPUTS | {"option"} or control.is_on:
                values.append(control.value)
        for control in self.controls:
            if control.kind == "option" and not fields[control.name]:
                fields[control.name].append(control.value)
        return fields


def has_writing(html: str) -> bool:
    """Whether somebody may write in a form of this page that is sent by POST."""
    for piece in html.split("<form")[1:]:
        head, _end, rest = piece.partition(">")
        if 'method="post"' in head.lower():
            inside = rest.partition("</form>")[0]
            if "<textarea" in inside or any(f'type="{kind}"' in inside for kind in TEXT_INPUTS):
                return True
    return False


def fill_forms(html: str, draft_of: Callable[[str], KeptForm | None]) -> str:
    """The page with its forms filled in; `draft_of` gives what was typed in the form that is sent to this `action`.

    Two forms in which one writes and that are sent to one address can't be told apart, and stay as they are.
    """
    forms = [form for form in _Reader(html).forms if form.is_written_in]
    action_counts = Counter(form.action for form in forms)
    changes: dict[tuple[int, int], str] = {}
    for form in forms:
        draft = draft_of(form.action) if action_counts[form.action] == 1 else None
        if draft is not None:
            fields = form.page_values()
            has_changed = any(
                list(fields.get(name, ())) != list(was) for name, was in draft.initial_values.items()
            )
            changes[form.start, form.start] = draft.notice(
                has_changed, form.has_files, _changed_options(html, form, draft)
            )
            changes |= {} if draft.is_aside else dict(_changes(html, form, draft))
    return _apply_changes(html, changes)


def _changed_options(html: str, form: _Form, draft: KeptForm) -> list[str]:
    """The words of the options that were chosen where the page, as it comes, chooses another."""
    page_values = form.page_values()
    return [
        unescape(html[control.end : html.find("<", control.end)]).strip()
        for control in form.controls
        if control.kind == "option"
        and control.value
        and control.value in draft.typed.get(control.name, ())
        and control.value not in page_values[control.name]
    ]


def _apply_changes(html: str, changes: Mapping[tuple[int, int], str]) -> str:
    pieces, position = [], 0
    for (start, end), text in sorted(changes.items()):
        pieces += [html[position:start], text]
        position = end
    return "".join([*pieces, html[position:]])


def _changes(html: str, form: _Form, draft: KeptForm) -> Iterator[tuple[tuple[int, int], str]]:
    """From which letter up to which, and what instead."""
    seen_names: Counter[str] = Counter()  # the values of several controls of one name come in their order
    for control in form.controls:
        values, span = draft.typed.get(control.name), (control.start, control.end)
        if control.kind in BOX_INPUTS | {"option"}:
            if values is None and not (draft.is_whole and control.kind in BOX_INPUTS):
                continue
            is_filled = control.value in (values or ())
            yield span, _tag_with_state(html[control.start : control.end], control, is_filled)
            is_filled = is_filled and bool(control.value)
        elif values is not None:
            value = values[seen_names[control.name]] if seen_names[control.name] < len(values) else ""
            seen_names[control.name] += 1
            is_filled = bool(value)
            if control.kind == "textarea":
                yield span, f"\n{escape(value, quote=False)}"
            else:
                yield span, _tag("input", {**control.attributes, "value": value})
        else:
            continue
        for start, end in control.folds if is_filled else ():  # what was typed is never hidden in a fold
            if " open" not in html[start:end]:
                yield (start, end), f"{html[start : end - 1]} open>"


def _tag_with_state(text: str, control: _Control, is_on: bool) -> str:
    """The tag of a box, or of an option, ticked or not."""
    if control.is_on == is_on:
        return text
    is_option = control.kind == "option"
    mark = "selected" if is_option else "checked"
    other_attributes = {name: value for name, value in control.attributes.items() if name != mark}
    return _tag("option" if is_option else "input", other_attributes | ({mark: ""} if is_on else {}))


def _tag(tag: str, attributes: Mapping[str, str]) -> str:
    attribute_texts = (
        f' {name}="{escape(value)}"' if value else f" {name}" for name, value in attributes.items()
    )
    return f"<{tag}{''.join(attribute_texts)}>"


class _Reader(HTMLParser):
    """Reads the forms of a page that are sent by POST."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.html = html
        self.lines = [0, *(index + 1 for index, letter in enumerate(html) if letter == "\n")]
        self.forms: list[_Form] = []
        self.is_inside = False
        self.select = ""
        self.textarea: tuple[str, Mapping[str, str], int] | None = None  # the textarea in hand
        self.folds: list[tuple[int, int]] = []  # the tags of the <details> that hold what is in hand
        self.feed(html)
        self.close()

    @property
    def _start(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        start = self._start
        end = start + len(self.get_starttag_text() or "")
        if tag == "details":
            self.folds.append((start, end))
        elif tag == "form":
            self.is_inside = attributes.get("method", "").lower() == "post"
            if self.is_inside:
                has_files = attributes.get("enctype") == "multipart/form-data"
                self.forms.append(_Form(attributes.get("action", ""), start, has_files))
        elif tag == "select":
            self.select = attributes.get("name", "")
        elif tag == "textarea":
            self.textarea = (attributes.get("name", ""), attributes, end)
        elif self.is_inside and tag == "option":
            self._add(_Control("option", self.select, attributes, start, end, tuple(self.folds)))
        elif self.is_inside and tag == "input":
            kind, name = attributes.get("type", "text"), attributes.get("name", "")
            if kind in TEXT_INPUTS | PICKER_INPUTS | BOX_INPUTS and name:
                self._add(_Control(kind, name, attributes, start, end, tuple(self.folds)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False
        elif tag == "details" and self.folds:
            self.folds.pop()
        elif tag == "textarea" and self.textarea is not None:
            (name, attributes, start), end = self.textarea, self._start
            text = unescape(self.html[start:end]).replace("\r\n", "\n").removeprefix("\n")
            if self.is_inside:
                self._add(_Control("textarea", name, attributes, start, end, tuple(self.folds), text))
            self.textarea = None

    def _add(self, control: _Control) -> None:
        self.forms[-1].controls.append(control)
