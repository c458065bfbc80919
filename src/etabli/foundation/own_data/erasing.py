"""Erasing all that is held of somebody, as each app's `personal.py` declares it: what the act `erase` does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import EmailField, F, Field, ForeignKey, JSONField, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Replace
from django.utils import timezone
from django.utils.translation import gettext, override

from etabli.foundation.files import stored_files
from etabli.foundation.files.models import StoredFile
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.models import Message
from etabli.foundation.own_data.by_address import declaration_of, outsider_of
from etabli.foundation.own_data.holdings import Holding, Identifiers, holdings
from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import BrowserSession, Membership, Person, User
from etabli.foundation.people.viewer import ACTING_KEY
from etabli.foundation.registries import Done
from etabli.foundation.search.index import forget_unused_words
from etabli.foundation.search.listeners import update_index
from etabli.foundation.text_lookups import may_contain
from etabli.foundation.ui.fragment_cache import forget_kept_html

FOLD = r"(?:\r\n )?"  # how a long line of a calendar file goes on (RFC 5545, 3.1), in the midst of a word
MIN_NAME_LENGTH = 3  # characters: a shorter one is too often a word of its own
TEXT_FIELDS: dict[type[Model], list[str]] = {
    Message: ["subject", "body", "calendar", "sender"],
    Notice: ["title", "text", "contact"],
}


@dataclass(frozen=True)
class _Names:
    """What somebody is called in the texts of others (name, e-mail, telephone); `homonyms` bear the same name."""

    terms: list[str]
    homonyms: list[Person]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of them, as words of their own, between which any space may stand and in which a calendar may go to the
        next line; or an address of a page, whole, in which no name is looked for."""
        words_of_terms = [[FOLD.join(map(re.escape, word)) for word in term.split()] for term in self.terms]
        terms = "|".join(r"\s+".join(words) for words in words_of_terms)
        return re.compile(rf"(?P<address>https?://\S+)|(?<!\w)(?:{terms})(?!\w)", re.IGNORECASE)

    def taken_out_of(self, text: str) -> str:
        """The text, a neutral word in their place; the links of mails that are still to leave stay whole."""
        return self.pattern.sub(lambda match: match["address"] or replacement_word(), text)


def erase_rows(identifiers: Identifiers, at: datetime) -> None:
    """Empty, rename or delete every row of theirs; then what copies it: mails and notices to others, the index, the
    sessions. What they had under way is withdrawn before (`withdrawals.py`)."""
    all_holdings, names = holdings(identifiers), _names_of(identifiers)
    outsider_names, messages_repeating_them = _outsider_words(identifiers, all_holdings)
    changed = [
        (row, frozenset(holding.owned.fields))
        for holding in all_holdings
        if _changes_index(holding)
        for row in holding.rows
    ]
    labelled = _labelled_by(all_holdings)
    for holding in [  # a file last: the rows that name it tell whose it is
        *reversed([h for h in all_holdings if h.owned.found_by != "file"]),
        *(h for h in all_holdings if h.owned.found_by == "file"),
    ]:
        _erase(holding)
    _close_entries(all_holdings, labelled, identifiers, at)
    Person.objects.filter(pk__in=identifiers.persons).update(erased_at=at)
    User.objects.filter(pk__in=identifiers.users).update(is_active=False)
    Membership.objects.filter(user__in=identifiers.users, ended_on=None).update(
        ended_on=timezone.localdate(at)
    )
    _forget_accounts(identifiers)
    _remove_names(names, identifiers)
    for rows in (Message.objects, Notice.objects):
        _rewrite(rows.filter(messages_repeating_them), TEXT_FIELDS[rows.model], outsider_names)
    update_index([Done(row, fields, is_new=False) for row, fields in changed])
    forget_unused_words()
    transaction.on_commit(forget_kept_html)


def replacement_word() -> str:
    """What stands where a name or a text was, in the language of the installation."""
    with override(settings.LANGUAGE_CODE):
        return gettext("(erased)")


def _changes_index(holding: Holding) -> bool:
    """Whether what is shown of it in the index changes: an entry of the journal, a file is in no index."""
    return holding.owned.found_by in {"path", "e-mail"} and any(
        use.erase != "keep" for use in holding.owned.fields.values()
    )


def _erase(holding: Holding) -> None:
    if holding.owned.model is StoredFile and holding.owned.is_whole:
        _delete_files(holding.rows)
    elif any(use.erase == "delete" for use in holding.owned.fields.values()):
        holding.rows.delete()
    else:
        values = {name: use.erase for name, use in holding.owned.fields.items() if use.erase != "keep"}
        fields = {name: holding.owned.model._meta.get_field(name) for name in values}
        cleared = {name: _replacement(fields[name], values[name]) for name in values}  # type: ignore[arg-type]  # plain fields
        mailboxes = [
            name for name, field in fields.items() if isinstance(field, EmailField) and cleared[name]
        ]
        if cleared and not mailboxes:
            holding.rows.update(**cleared)
        # The rows may be found by the address itself: their keys first.
        for pk in mailboxes and list(holding.rows.values_list("pk", flat=True)):
            addresses = dict.fromkeys(mailboxes, f"erased-{pk}@erased.invalid")
            holding.owned.model._base_manager.filter(pk=pk).update(**cleared | addresses)


def _replacement(field: "Field[Any, Any]", erase: str) -> Any:
    """What is left in a field: nothing, or a neutral word."""
    if erase == "pseudonym":
        return replacement_word()[: field.max_length]
    if field.null:
        return None
    return field.get_default() if isinstance(field, JSONField) else ""


def _delete_files(rows: QuerySet[Any]) -> None:
    """With what they hold, unless somebody else's row holds them still: the quote of an answer stays with it."""
    ids = set(rows.values_list("pk", flat=True))
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is StoredFile:
                ids -= set(
                    model._base_manager.filter(**{f"{field.name}__in": ids}).values_list(
                        field.attname, flat=True
                    )
                )
    for stored in rows.filter(pk__in=ids):
        stored_files.erase(stored)
        stored.delete()


def _close_entries(
    holdings: list[Holding], labelled: list[tuple[str, set[str]]], identifiers: Identifiers, at: datetime
) -> None:
    """No entry about what was theirs says anything of them, nor can be taken back."""
    about = Q(pk__in=[pk for holding in holdings if holding.owned.found_by == "about" for pk in holding.ids])
    Entry.objects.filter(about).update(erased_at=at)
    by_a_link = Entry.objects.filter(about, actor__kind=PartyKind.LINK)  # of links that are gone
    by_a_link.update(actor_name=replacement_word())
    for label, keys in labelled:
        Entry.objects.filter(subject_type=label, subject_id__in=keys).update(subject_label=replacement_word())


def _labelled_by(holdings: list[Holding]) -> list[tuple[str, set[str]]]:
    """(model, keys) of others' rows that hang on theirs and bear their words: an answer is called by its ad's title."""
    labelled = []
    for holding in holdings:
        is_emptied = any(use.erase != "keep" for use in holding.owned.fields.values())
        if holding.owned.found_by != "path" or not is_emptied or holding.owned.model in (Person, User, Party):
            continue
        for relation in holding.owned.model._meta.related_objects:
            model: Any = relation.related_model
            keys = model._base_manager.filter(**{f"{relation.field.name}__in": holding.ids}).values_list(
                "pk", flat=True
            )
            labelled.append((model._meta.label_lower, {str(pk) for pk in keys}))
    return [(label, keys) for label, keys in labelled if keys]


def _forget_accounts(identifiers: Identifiers) -> None:
    """What a library keeps of an account that no `personal.py` names, and the browsers that came in by their links."""
    for relation in User._meta.related_objects:
        model: Any = relation.related_model
        if not model.__module__.startswith("etabli."):
            model._base_manager.filter(**{f"{relation.field.name}__in": identifiers.users}).delete()
    for session in BrowserSession.objects.filter(user=None).iterator():
        if _is_session_of(session.get_decoded(), identifiers):
            session.delete()


def _is_session_of(session_data: dict[str, Any], identifiers: Identifiers) -> bool:
    acting = session_data.get(ACTING_KEY) or {}
    return acting.get("person") in identifiers.persons or acting.get("link") in identifiers.links


def _names_of(identifiers: Identifiers) -> _Names:
    people: list[Any] = [
        *Person.objects.filter(pk__in=identifiers.persons),
        *User.objects.filter(pk__in=identifiers.users),
    ]
    texts = [text for person in people for text in (person.name, person.email, getattr(person, "phone", ""))]
    texts += identifiers.addresses if identifiers.outsider_lookups else ()
    texts += _former_names(people)
    terms = sorted({text for text in texts if len(text.strip()) >= MIN_NAME_LENGTH}, key=len, reverse=True)
    return _Names(terms, _homonyms(people, identifiers))


def _homonyms(people: list[Any], identifiers: Identifiers) -> list[Person]:
    """Others who bear one of their names, whatever its capitals."""
    names = {_comparable(person.name): person.name for person in people if person.name}
    if not names:
        return []
    condition = Q(*(may_contain("name", name) for name in names.values()), _connector=Q.OR)
    candidates = Person.objects.filter(condition, erased_at=None).exclude(pk__in=identifiers.persons)
    return [person for person in candidates.iterator() if _comparable(person.name) in names]


def _comparable(name: str) -> str:
    return " ".join(name.casefold().split())


def _former_names(people: list[Any]) -> list[str]:
    """What they were called, or reached at, before it was put right: what others were told then still says it."""
    about = (Q(subject_type=person._meta.label_lower, subject_id=str(person.pk)) for person in people)
    entries = Entry.objects.filter(Q(*about, _connector=Q.OR)) if people else Entry.objects.none()
    sides = [side for entry in entries for side in (entry.before, entry.after)]
    return [
        side[name] for side in sides for name in ("name", "email", "phone") if isinstance(side.get(name), str)
    ]


def _remove_names(names: _Names, identifiers: Identifiers) -> None:
    """Take their name, address and telephone out of what was told to others, except to whoever bears the same name;
    and out of the history of rows that are gone, to which nothing leads any more."""
    if not names.terms:
        return
    addresses = [person.email for person in names.homonyms if person.email]
    homonyms = [person.party_id for person in names.homonyms]
    chamber = {} if identifiers.chamber_id is None else {"chamber_id": identifiers.chamber_id}
    organisations = {pk for _label, _path, pk in identifiers.outsider_lookups}
    mails, notices = Message.objects.filter(**chamber), Notice.objects.exclude(owner__in=homonyms)
    if identifiers.outsider_lookups:
        mails = mails.filter(chamber_id__in=organisations)
        notices = notices.filter(organisation_id__in=organisations)
        Entry.objects.filter(actor_name__in=names.terms).update(actor_name=replacement_word())
    _rewrite(mails.exclude(to__in=addresses), TEXT_FIELDS[Message], names)
    _rewrite(notices, TEXT_FIELDS[Notice], names)
    _rewrite_facts(notices, names)
    gone = [
        entry
        for entry, _texts in _rows_naming(Entry.objects.filter(**chamber), ["subject_label"], names)
        if _subject_is_gone(entry)
    ]
    Entry.objects.filter(pk__in=[entry.pk for entry in gone]).update(
        subject_label=replacement_word(), before={}, after={}
    )


def _outsider_words(identifiers: Identifiers, held: list[Holding]) -> tuple[_Names, Q]:
    """Of somebody without an account: their words, and the keys of the mails and notices that hand them on. They may
    be called anything: their name is looked for there and nowhere else."""
    key_prefixes = [
        prefix
        for party in Party.objects.filter(pk__in=identifiers.parties).order_by("pk")
        if identifiers.outsider_lookups
        for row in [outsider_of(party)]
        for prefix in declaration_of(row).message_keys(row)
    ]
    texts = {
        value
        for holding in held
        if key_prefixes and holding.owned.found_by == "e-mail"
        for name, use in holding.owned.fields.items()
        if use.erase != "keep"
        for value in holding.rows.values_list(name, flat=True)
        if isinstance(value, str) and len(value.strip()) >= MIN_NAME_LENGTH
    }
    keys = (Q(key=prefix) | Q(key__startswith=f"{prefix}:") for prefix in key_prefixes)
    messages_repeating_them = Q(*keys, _connector=Q.OR) if texts else Q(pk=None)
    return _Names(sorted(texts, key=len, reverse=True), []), messages_repeating_them


def _rewrite(rows: QuerySet[Any], fields: list[str], names: _Names) -> None:
    for row, texts in _rows_naming(rows, fields, names):
        rows.filter(pk=row.pk).update(**texts)


def _rewrite_facts(notices: QuerySet[Notice], names: _Names) -> None:
    """The same in the facts from which messages are still to be written. Each notice is looked at: databases write an
    accent in JSON in two ways."""

    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: without(part) for name, part in value.items()}
        if isinstance(value, list):
            return [without(part) for part in value]
        return names.taken_out_of(value) if isinstance(value, str) else value

    for notice in notices.exclude(facts={}).only("facts").iterator():
        if (facts := without(notice.facts)) != notice.facts:
            Notice.objects.filter(pk=notice.pk).update(facts=facts)


def _rows_naming(
    rows: QuerySet[Any], fields: list[str], names: _Names
) -> Iterator[tuple[Any, dict[str, str]]]:
    """The rows of which a text names them, with their texts without it. One statement, one pass over the table: the
    few rows that hold the pieces of a name that are ASCII, which both databases compare alike, are read, some at a
    time; the pattern decides. What is rewritten meanwhile is in no index and matches no more."""
    if "calendar" in fields:
        unfolded = Replace(F("calendar"), Value("\r\n "), Value(""), output_field=TextField())
        rows = rows.alias(unfolded_calendar=unfolded)
    columns = ["unfolded_calendar" if name == "calendar" else name for name in fields]
    conditions = (may_contain(column, term) for column in columns for term in names.terms)
    candidates = rows.filter(Q(*conditions, _connector=Q.OR))
    for row in candidates.iterator():
        texts = {name: getattr(row, name) for name in fields}
        cleared = {name: names.taken_out_of(text) for name, text in texts.items()}
        if cleared != texts:
            yield row, cleared


def _subject_is_gone(entry: Entry) -> bool:
    model: type[Model] = apps.get_model(entry.subject_type)
    return not model._base_manager.filter(pk=entry.subject_id).exists()
