"""The registries: what an app may declare, and how foundation finds it without importing the app.

An app fills `personal.py`, `visible.py`, `withdrawals.py`, `nav.py`, `handover.py`, `invited_people.py`, `search.py`,
`listeners.py`, `begun.py`, `hooks.py`, `notices.py`, `outsiders.py`, `on_call.py`, `link_viewers.py`, `moderated.py`,
`commitments.py`, `assembly_questions.py`, `security_events.py`, `merge_rules.py`, `occasion_texts.py`, `stages.py`,
`half_day_texts.py`, `online_checks.py`, `histories.py`, `synonyms.py` or `tasks.py`; the shapes are here, but for those
of `stages.py`, `begun.py`, `synonyms.py` (here in `foundation`), `handover.py` and `commitments.py` (`staff_work.py`).
(`actions.py` registers itself by `@action`, `links.py` by `LinkKind`.)
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True)
class Personal:
    """What a personal field is for: the row of the GDPR register, what a copy holds of it, what erasure does to it.

    `purpose` is a sentence that the person reads, `basis` one of `own_data.processing_register.LEGAL_BASES`.
    `withheld`: why it is not in the copy that somebody may ask for; empty, it is. `erase`: "blank" (emptied),
    "pseudonym" (replaced by a neutral word), "delete" (the row goes), or "keep", and then `kept` says why.
    `recipients`: who sees it beside the chamber's staff. `expires`: the clock deletes it when `retention_months` are
    over (a technical trace: a mail, a link; or what served one day); `retention_days` are told instead of what goes
    sooner than in a month. What people entered otherwise never goes by itself: somebody asks for it.
    """

    purpose: str | Promise
    basis: str
    retention_months: int
    retention_days: int = 0
    withheld: str | Promise = ""
    erase: str = "blank"
    kept: str | Promise = ""
    expires: bool = False
    recipients: str | Promise = ""

    def kept_since(self, at: datetime) -> datetime:
        """What is older than this is past its time. Months of thirty days: never longer than was said."""
        return at - timedelta(days=30 * self.retention_months)


# Beside `PERSONAL`, an app's `personal.py` holds `NAMES`, what people call each model and field ("app.Model.field"; the
# commonest fields have theirs in `own_data.field_names`): a field that isn't personal and is named goes with the copy
# of its row; `MODEL_NAMES_TO_STAFF`, what the staff calls a model whose name says "you"; `CODES`, the fields
# ("app.Model.field") of which a letter says nothing, since a program alone reads their values. And `OWNERS`, where
# `own_data.holdings` looks: by "app.Model", or by "app.Model.field" for a field of rows that are somebody else's, how
# whose it is is known; a tuple for rows that are one's or another's. An app may add to another's:
#   "reading__person"     a lookup that ends at a Person, a User or a Party
#   "e-mail: to"          an address
#   "person: person_id"   a person's number, without a foreign key
#   "file: content"       a stored file: the rows that point to it
#   "row: subject"        a row of theirs, by its name ("member:12") or as a party
#   "about: subject"      `subject_type` and `subject_id`: a row of theirs
#   "copy: of what"       made from rows of theirs, and follows them: looked for nowhere
#
# `ERASED_AGAIN`: by "app.Model", `(row, at) -> bool` erases again, after a restore, what the app erased for good and
# wrote in the list of erasures (`own_data.erased`).
#
# And `VISIBLE`: by "app.Model", which of these rows somebody else than their owner reads on the ordinary pages; by
# "app.Model.field", the same for one field. What is not declared, nobody else is given. A test asks for each model.

type Visible = Callable[[Any], Q | None]


def visible_to_nobody(viewer: Any) -> None:
    """Nobody but whose it is reads it."""


def as_its_row(viewer: Any) -> None:
    """It hangs on another row (a file, an entry of the history), and is read by whoever reads that row."""


@dataclass(frozen=True)
class ToStaff:
    """All the staff of the chamber to which this lookup leads."""

    chamber: str

    def __call__(self, viewer: Any) -> Q | None:
        return Q(**{self.chamber: viewer.chamber_id}) if viewer.is_staff_of(viewer.chamber_id) else None


@dataclass(frozen=True)
class Among:
    """Whoever reads the row to which this lookup leads ("pk": the row itself): `rows` is the query of its pages."""

    path: str
    rows: Callable[[Any], QuerySet[Any]]

    def __call__(self, viewer: Any) -> Q | None:
        return Q(**{f"{self.path}__in": self.rows(viewer).order_by().values("pk")})


# An app's `visible.py` holds `VISIBLE`: by "app.Model" of what its acts are about, the condition on the rows that a
# viewer may see today (`viewer -> Q | None`; None for none at all), taken back or not. `people.visibility` has the
# usual ones. The history and the undo ask it (`journal.visibility`); what is not declared is seen by nobody.
#
# An app's `histories.py` holds `entries_about(viewer) -> QuerySet[Entry]`: the acts about the artisan who looks,
# whoever did them and whoever they were known as then. Their own history tells these beside what they did themselves.
# Or `names_in(viewer, entries) -> Mapping[int, str]`: by entry, the name of whom it is about, for a viewer who may know
# no more of them.
#
# An app's `link_viewers.py` holds `viewer_by_link(request)`: whom the browser speaks for, beside its viewer, by a link
# of this app that it opened and that is still good; None for nobody. What was done by a link is taken back while it is
# good.


@dataclass(frozen=True)
class AccountEntry:
    """A line of "My account", declared in an app's `nav.py` as `ACCOUNT = [AccountEntry(...)]`, by ascending `order`.

    `text` says in a sentence what is found there. `roles`: those who see it, everybody when empty. `by_link`: whoever
    came by their own link sees it too; the others must have signed in.
    """

    label: str | Promise
    text: str | Promise
    url_name: str
    order: int
    roles: frozenset[str] = frozenset()
    by_link: bool = False


# An app's `invited_people.py` holds `invited_people(chamber_id, since, until)`: the numbers of the people to whom it
# wrote an invitation between two days, both included, as a queryset. `coverage` counts them.


@dataclass(frozen=True)
class Done:
    """What one act did, for those who follow: the recorded subject, and the names of what it recorded.

    `is_new`: the act is a creation, and this is what it created.
    """

    subject: Model
    names: frozenset[str]
    is_new: bool


@dataclass(frozen=True)
class Kind:
    """A kind of message, declared in an app's `notices.py` as `KINDS = [Kind(...)]`.

    `label` is its name where those `roles` choose how they are told. `always_mailed`: nobody can silence it.
    `prompt`: the answer to what somebody has just done; the quiet hours don't hold it back. `channel` is the one of
    who chose nothing: "mail" (at once), "digest" (in the daily mail) or "here" (in their space only). `mail_only`:
    nothing of it waits in their space; "here" then means not at all. `staff_reads`: the staff of the chamber of
    whoever is told reads the mail among those that left; where nothing is said, it is between them and who caused it.
    `unasked`: it belongs to nothing that its reader asked for; it takes one of their few places (`notices.budget`).
    """

    code: str
    label: str | Promise
    roles: frozenset[str]
    always_mailed: bool = False
    prompt: bool = False
    channel: str = "mail"
    mail_only: bool = False
    staff_reads: bool = False
    unasked: bool = False


@dataclass(frozen=True)
class Words:
    """A message in words: `title` says what to do and until when, `text` is paragraphs of `notify.prose`, `url` the
    page that it leads to, `see` what is found there, `contact` who of the organisation answers for it ("" for anybody).
    """

    title: str
    text: Any
    url: str
    see: str
    contact: str = ""


@dataclass(frozen=True)
class Topic:
    """What messages tell as it stands, declared in an app's `notices.py` as `TOPICS = [Topic(...)]`.

    `of`: the model of what it is about; a message goes unsaid once its row is gone, or its reader may see it no more.
    Without it, `write` looks to both.
    `write(notice)` gives its words from what holds now (`notice.about` is the row) and from the `facts` of the notice,
    in the language in force; None when its reader is to be told of it no more. `meeting(notice)` is what goes with its
    mail as a calendar file (`notify.calendar`), asked as it leaves; `reply(notice)`, where an answer to it goes, and
    the sentence that says so. `spoken(notice)`: the same in a few sentences to say on the telephone to whoever has no
    e-mail (None: as it is written). `narrow(notice)` is the (scope, number) of the secret link that opens this one
    thing: with it, the message also goes by text (`notices.texts`).
    """

    code: str
    write: Callable[[Any], Words | None]
    of: type[Model] | None = None
    meeting: Callable[[Any], Any] = lambda notice: None
    reply: Callable[[Any], tuple[str, Any] | None] = lambda notice: None
    spoken: Callable[[Any], Any] | None = None
    narrow: Callable[[Any], tuple[str, int] | None] | None = None


# An app's `listeners.py` holds `LISTENERS`: each is called once per outermost act, in its transaction, with all that
# was done. It keeps something derived in step, and is no place for a rule of the trade.
type Listener = Callable[[Sequence[Done]], None]


# An app's `hooks.py` holds `HOOKS`: by the verb of an act of an app below, what this app adds to it. Each is called
# within the act, done or taken back, with its entry, the subject recorded, who acts and when. It may refuse it (by an
# ActionError: nothing is done then), tell, write down; it does nothing that the act would have to know of.
#
# Beside them `REFUSALS` holds, by verb, what such a hook would answer: why an act of this kind on this row could not be
# taken back by this viewer today, "" when it could. Pages ask it before they offer that (`journal.refusal_of`).
type Hook = Callable[[Any, Model, Any, datetime], None]
type Refusal = Callable[[Any, Any, datetime], str]


@dataclass(frozen=True)
class Indexed:
    """A kind of thing that people search, declared in an app's `search.py` as `SEARCH = [Indexed(...)]`.

    `plural_label` names the group of results. `objects` gives the rows that can be found, with what the functions
    below read of them. `title` and `detail` are shown, and found; `text` is found and not shown; all three are written
    in the language of the installation; so are `singular_labels`, what any of them is called ("session, workshop"),
    which tell them apart from other kinds and weigh less. `first()`, a condition on the entries, tells those that come
    first among the equally near, as what is still to come does. `visible_to(viewer)` is a condition on the entries of
    this kind (`chamber_id`, `person_id`, `object_id`), or None when this viewer may see none. `row_to_reindex(done)`
    is the row whose words an act may have changed, or None: an act that changes nothing of what is found must cost
    nothing.
    """

    kind: str
    plural_label: str | Promise
    objects: Callable[[], QuerySet[Any]]
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    visible_to: Callable[[Any], Q | None]
    row_to_reindex: Callable[[Done], Model | None]
    detail: Callable[[Any], str] = lambda row: ""
    text: Callable[[Any], str] = lambda row: ""
    singular_labels: str | Promise = ""
    first: Callable[[], Q] | None = None


@dataclass(frozen=True)
class Finder:
    """A kind that finds its things by itself, as `FINDERS` of `search.py`: too many for the index of all the others.

    `find(viewer, text, limit, offset)` gives a `KindHits`, the nearest first, with the same visibility and
    the same scale of nearness as the rest; `close_words(viewer, text)`, what to try instead. `renew()` builds what it
    finds by anew and says of how many things; `is_in_step()` whether that is of use.
    """

    kind: str
    plural_label: str | Promise
    find: Callable[[Any, str, int, int], Any]
    close_words: Callable[[Any, str], list[str]]
    renew: Callable[[], int]
    is_in_step: Callable[[], bool]


@dataclass(frozen=True)
class Passage:
    """A page, or a part of one, that people search though no row stands behind it, as `PASSAGES` of `search.py`.

    Found in the reader's language, by those `roles`. `place`: the part's id. `searched`: other words for it, not shown.
    `comes_first`: the service itself offers what these words ask for, so it stands before the rows that hold them.
    """

    title: str | Promise
    url_name: str
    roles: frozenset[str]
    text: str | Promise = ""
    place: str = ""
    searched: str | Promise = ""
    comes_first: bool = False


@dataclass(frozen=True)
class Withdrawal:
    """What is withdrawn before somebody is erased, declared in an app's `withdrawals.py` as `WITHDRAWALS =
    [Withdrawal(...)]`: its ordinary act withdraws what they have under way, and tells whoever it concerns.

    `rows(party, at)`: what still stands for a party (its number). `sentence(row)` says to them what becomes of it.
    `withdraw(row, at)` is the act, by the installation itself.
    """

    rows: Callable[[int, datetime], Iterable[Any]]
    sentence: Callable[[Any], str]
    withdraw: Callable[[Any, datetime], object]


@dataclass(frozen=True)
class Outsider:
    """Somebody without an account whom an organisation knows by an address, declared in an app's `outsiders.py` as
    `OUTSIDERS = [Outsider(...)]`: they read, take and erase what it holds of that address by the link of a mail.

    `model` is "app.Model", a row with `email`; `organisation(row)` the number of the organisation.
    `row_by_link(request, token)` is the row whose link this browser has opened, or None: it proves the mailbox, and
    nothing more. `page(row)` is the full address of the page of their data, to write in a mail. `rows`: by "app.Model",
    the lookup from each row that an address owns (`OWNERS`: "e-mail: ...") to the organisation. `message_keys(row)`:
    the keys, or what they begin with before a colon, of what was told to others in their words.
    """

    model: str
    organisation: Callable[[Any], int]
    row_by_link: Callable[[Any, str], Any | None]
    page: Callable[[Any], str]
    rows: dict[str, str]
    message_keys: Callable[[Any], list[str]] = lambda row: []


@dataclass(frozen=True)
class OnCall:
    """Who of the staff calls, for something with places, those whom a mail doesn't reach in time; and the page to see.
    An app's `on_call.py` holds `on_call(occasion) -> list[OnCall]`: of its own occasions, and [] for the others'."""

    to: Any  # a membership, as `notices.say` takes it
    url: str


# An app's `occasion_texts.py` holds what `seats/occasion_words.py` asks for; `texts_of(occasion) -> tuple[str, str] |
# None`, the title and the practical lines of one of its occasions in the language in force, where what is stored are
# words of ours; `town_of(sign_up) -> str`: where whoever has this place works; `is_run_by(viewer, occasion) -> bool`.


@dataclass(frozen=True)
class Moderated:
    """A kind of thing that moderators read, declared in an app's `moderated.py` as `MODERATED = [Moderated(...)]`.

    `model` is "app.Model"; `name` what people call it; `template` shows one in the queue. `author` is the party (its
    number) of whoever is told of the decision. `may_decide(viewer, subject)` says who has no interest in it (roles are
    looked at apart). `by_board`: the board decides on it, and moderators only where nobody there is free.
    `publish(subject=, by=, at=)` and `hide(subject=, reason=, by=, at=)` are the app's own acts, taken back with the
    decision. `may_see(viewer, subject)`: who sees it now, and may thus report it; without it, nobody reports it.
    `stands`: those that are read at all, without what their authors took back. For authors without a space of their
    own, `party_by_link(viewer)` is the one whose link this viewer has opened, and `write_outside(subject=, title=,
    text=, key=, at=)` tells them.
    """

    model: str
    name: str | Promise
    template: str
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    author: Callable[[Any], int]
    organisation_id: Callable[[Any], int]
    may_decide: Callable[[Any, Any], bool]
    publish: Callable[..., object]
    hide: Callable[..., object]
    may_see: Callable[[Any, Any], bool] = lambda viewer, subject: False
    stands: Q = field(default_factory=Q)
    by_board: bool = False
    party_by_link: Callable[[Any], int | None] = lambda viewer: None
    write_outside: Callable[..., object] = lambda **message: None


@dataclass(frozen=True)
class AssemblyQuestion:
    """A kind of question that nobody of an association is free to judge, declared in an app's `assembly_questions.py`
    as `ASSEMBLY_QUESTIONS = [AssemblyQuestion(...)]`: its general assembly votes on it.

    `model` is "app.Model". `waiting(organisation_id)`: the rows that wait for a vote. `title` is written on the agenda
    and in the minutes, and names nobody; `text` is what the members read until they have voted, and is kept nowhere.
    `settle(row, adopted, by, at)` does what was voted, by the app's own act.
    """

    model: str
    waiting: Callable[[int], Iterable[Any]]
    title: Callable[[Any], str]
    text: Callable[[Any], str]
    settle: Callable[[Any, bool, Any, datetime], object]


# An app's `security_events.py` holds `SECURITY_EVENTS`: the verbs of its acts that touch the safety of an account or of
# data, and the kind (`people.models.SecurityKind`) under which the management, and whose account it is, read of them.

# An app's `merge_rules.py` says what is otherwise than the rule when two persons of a chamber are one
# (`people.merging`): every row that points to the one points to the other. By "app.Model.field":
#
#   WITH_PROOF  goes with the ways in, by the word of whoever comes in alone
#   PARTIES     leads to a party, and goes too: what they own as one, never what they did
#   STAYS       of two that can't both stand, that of the joined one stays with them, as the trail
#   STAYS_IF    {field: Q}: only these do; of the others, the joining is refused until one is taken back
#   TRAIL       never goes
#
# and `parted(merging)` does, when they are two again, what the rows that went back bring with them.


@cache
def registry_modules(name: str) -> tuple[ModuleType, ...]:
    """Each installed app's module called `name` ("nav", "tasks"...), in the order of the wings; looked for once."""
    names = (config.name for config in apps.get_app_configs() if config.name.startswith("etabli."))
    return tuple(import_module(f"{app}.{name}") for app in names if find_spec(f"{app}.{name}"))
