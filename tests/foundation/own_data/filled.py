"""Somebody of whom everything is held: one row of each model that `personal.py` names, a mark of its own in each field.

Rows are written as they stand, whatever the acts would say of them: what is tried is that nothing escapes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models

from etabli.foundation.own_data.holdings import Owned, declared_owners, owner_model
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Membership, Organisation, Person, Role, User
from tests import factories as make

_marks = count(36**2)
DAY = date(2031, 1, 1)
# Of rows that are a member's or an artisan's, the column of who they are not of here.
NOT_THEIRS = {"forum.Thread": "author", "forum.Thanks": "person"}


def mark() -> str:
    """A word that is nowhere else, short enough for any field: "zq0a7"."""
    number, digits = next(_marks), "0123456789abcdefghijklmnopqrstuvwxyz"
    return f"zq{digits[number // 1296 % 36]}{digits[number // 36 % 36]}{digits[number % 36]}"


@dataclass
class Filled:
    """A person with an account of their own, and a user with a role: each owns all that one of them can own.

    `marks[label, field]` is what was written there: a word for a text, the value itself for the rest.
    """

    chamber: Organisation
    rows: dict[type[models.Model], models.Model] = field(default_factory=dict)
    marks: dict[tuple[str, str], Any] = field(default_factory=dict)
    _later: list[tuple[models.Model, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.account = make.user(mark())
        self.user = self._named(make.user())
        self.role = make.membership(make.association(), Role.MEMBER, of=self.user)
        self._fill(self.role, Membership._meta.get_field("ended_on"))
        self.role.given_by = self.user.party
        self.role.save()
        self.person = self._named(make.person(self.chamber, user=self.account, phone=mark()))
        self.rows[User], self.rows[Membership] = self.user, self.role
        self.rows[Person], self.rows[Party] = self.person, self.user.party
        self.user.party.language = self._mark(Party, "language")
        self.user.party.save()
        for owned in declared_owners():
            if owned.found_by != "copy":
                self.row(owned.model)
        for made, one in self._later:
            setattr(made, one.name, self.row(one.related_model))
            made.save()
        for owned in declared_owners():
            self._own(owned)
        self._forget_what_was_mended()
        self.user.last_login = self._mark(User, "last_login", datetime(2031, 2, 3, 12, tzinfo=UTC))
        self.user.save()

    def _forget_what_was_mended(self) -> None:
        for (label, name), mark in list(self.marks.items()):
            row = self.rows[apps.get_model(label)]
            if name != "content" and isinstance(mark, str) and mark not in str(getattr(row, name)):
                del self.marks[label, name]

    def row(self, model: type[Any]) -> Any:
        """The one row of this model, made with all that it leads to."""
        if model not in self.rows:
            self.rows[model] = self._made(model)
        return self.rows[model]

    def declared(self) -> Iterator[Owned]:
        """By what the rows are theirs: of those that are one's or another's, as they are filled here."""
        for owned in declared_owners():
            empty = NOT_THEIRS.get(owned.model._meta.label)
            if owned.found_by != "path" or owned.path.partition("__")[0] != empty:
                yield replace(
                    owned, fields={name: use for name, use in owned.fields.items() if name != empty}
                )

    def owner_of(self, owned: Owned) -> Person | User:
        """Whose these fields are: the person's, or the user's."""
        if owned.found_by == "path" and owner_model(owned) in (User, Party):
            return self.user
        of_contact = owned.path.endswith("contact__email")  # a relay's contact, whose address is the user's
        return self.user if owned.model._meta.app_label == "relays" or of_contact else self.person

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """(model, field, word) of each text that was marked."""
        for (label, name), value in self.marks.items():
            if isinstance(value, str):
                yield label, name, value

    def _named(self, who: Any) -> Any:
        for name in ("name", "email"):
            word = mark()
            setattr(who, name, word if name == "name" else f"{word}@example.org")
            self.marks[who._meta.label, name] = word
        who.save()
        return who

    def _made(self, model: type[Any]) -> Any:
        if model is Organisation:
            return self.chamber
        made = model()
        for column in model._meta.concrete_fields:
            if not column.primary_key or isinstance(column, models.OneToOneField):
                self._fill(made, column)
            elif not isinstance(column, models.AutoField):
                setattr(made, column.attname, mark()[-(column.max_length or 0) :])
        _mend(made)
        made.save(force_insert=True)
        if model is apps.get_model("files.StoredFile"):
            made.content.save("x", ContentFile(self._mark(model, "content").encode()))
        return made

    def _mark(self, model: type[Any], name: str, value: Any = None) -> Any:
        value = mark() if value is None else value
        self.marks[model._meta.label, name] = value
        return value

    def _fill(self, made: Any, one: Any) -> None:
        model, number = type(made), next(_marks)
        if isinstance(one, models.ForeignKey):
            if one.related_model is Party:
                if not one.one_to_one:  # that of a capacity comes with it
                    setattr(made, one.name, self.user.party)
            elif one.one_to_one and one.related_model is Organisation:
                setattr(made, one.name, make.association())
            elif one.null and _leads_back(one):
                self._later.append((made, one))
            elif one.null and _is_of_others(one):
                return
            elif one.related_model is not model:
                setattr(made, one.name, self.row(one.related_model))
        elif one.name == "chamber_id":
            made.chamber_id = self.chamber.pk
        elif getattr(one, "auto_now_add", False) or getattr(one, "auto_now", False):
            return
        elif one.choices:
            setattr(made, one.name, one.choices[0][0])
        elif isinstance(one, models.FileField):
            return
        elif isinstance(one, models.EmailField):
            setattr(made, one.name, f"{self._mark(model, one.name)}@example.org")
        elif one.max_length is not None and one.max_length < len(mark()):
            setattr(made, one.name, mark()[-one.max_length :])  # a code, too short to be looked for
        elif isinstance(one, models.CharField | models.TextField):
            setattr(made, one.name, self._mark(model, one.name))
        elif isinstance(one, models.JSONField):
            setattr(made, one.name, {"said": self._mark(model, one.name)})
        elif isinstance(one, models.DateTimeField):
            at = datetime(2031, 1, 1, 12, tzinfo=UTC) + timedelta(days=number)
            setattr(made, one.name, self._mark(model, one.name, at))
        elif isinstance(one, models.DateField):
            setattr(made, one.name, self._mark(model, one.name, DAY + timedelta(days=number)))
        elif isinstance(one, models.TimeField):
            setattr(made, one.name, self._mark(model, one.name, time(number // 60 % 24, number % 60)))
        elif isinstance(one, models.BooleanField):
            setattr(made, one.name, self._mark(model, one.name, True))
        elif isinstance(one, models.DecimalField):
            setattr(made, one.name, self._mark(model, one.name, Decimal(number)))
        elif isinstance(one, models.SmallIntegerField | models.PositiveSmallIntegerField):
            setattr(made, one.name, self._mark(model, one.name, number % 30_000))
        elif isinstance(one, models.IntegerField | models.FloatField):
            setattr(made, one.name, self._mark(model, one.name, number))

    def _own(self, owned: Owned) -> None:
        """Make the row theirs by the way that is declared."""
        if owned.found_by in {"path", "copy", "file"}:
            return
        row, who = self.row(owned.model), self.owner_of(owned)
        if owned.found_by == "e-mail" and "__" not in owned.path:
            setattr(row, owned.path, who.email)
        elif owned.found_by == "row" and owner_model(owned) is Party:
            setattr(row, owned.path, self.row(apps.get_model("jobs.Correspondent")).party)
        elif owned.found_by == "row":
            setattr(row, owned.path, f"ad:{self.row(apps.get_model('market.Ad')).pk}")
        elif owned.found_by == "about":
            row.subject_type, row.subject_id = "people.person", str(self.person.pk)
        self.marks.pop((owned.model._meta.label, owned.path), None)
        row.save()


def _leads_back(one: Any) -> bool:
    """Whether the row at its end hangs on this one, which must be there first: an answer, and its ad."""
    return one.related_model is not one.model and any(
        other.related_model is one.model for other in one.related_model._meta.concrete_fields
    )


def _is_of_others(one: Any) -> bool:
    """Whether the file at its end is no part of what is theirs: the document of an association's register."""
    return one.related_model._meta.label == "files.StoredFile" and not any(
        owned.model is one.model and one.name in owned.fields for owned in declared_owners()
    )


def _mend(made: Any) -> None:
    """What the constraints of a table ask of a row that was filled blindly."""
    label = type(made)._meta.label
    if label in NOT_THEIRS:
        setattr(made, NOT_THEIRS[label], None)
    if label == "market.Ad":
        made.answers_cap, made.answers_taken = 6, 1
    if label == "forum.Watch":
        made.trade = ""
    if label in {"forum.Thread", "forum.Post"}:
        made.former_name = ""
    if label == "seats.Occasion":
        made.ends_at = made.starts_at + timedelta(hours=3)
        made.taken, made.capacity = 1, 12
    if label == "journal.Entry":
        made.verb, made.undoes, made.erased_at = "people.correct", None, None
