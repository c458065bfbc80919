"""Invented questions among members: most are answered, three wait, one was moved, one answer was taken off; and that of
an artisan, which the association certified an answer to."""

import tomllib
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from etabli.community.forum import actions
from etabli.community.forum.models import Post, Thread
from etabli.community.moderation.actions import decide, report
from etabli.community.moderation.models import Case
from etabli.demo.shared import ARTISAN, Filling
from etabli.foundation.people.models import STAFF, Membership, Person, Role
from etabli.foundation.people.viewer import Viewer, of_membership, of_person

THANKING = 20  # from which member on they say thank you


def fill_forum(filling: Filling, members: list[Viewer]) -> None:
    """`members`: the first ones, acting."""
    data = tomllib.loads((files(__package__) / "data" / "questions.toml").read_text(encoding="utf-8"))
    threads = [_question(filling, members, question) for question in reversed(data["questions"])]
    actions.follow_trade(trade="writer", by=members[0], at=filling.at)
    _reported(filling, members, threads[-1])
    _asked_by_an_artisan(filling, members, data["artisan"])


def _question(filling: Filling, members: list[Viewer], data: dict[str, Any]) -> Thread:
    at = filling.at - timedelta(days=data["days"], hours=2)
    by = members[data["by"]]
    thread = actions.ask(
        organisation=filling.association,
        title=data["title"],
        text=data["text"].strip(),
        trade=data.get("asked_of", data["trade"]),
        is_public=data.get("public", False),
        by=by,
        at=at,
    )
    if "asked_of" in data:
        given = {"reason": data["moved_because"], "by": _moderator(filling), "at": at + timedelta(hours=1)}
        thread = actions.move_thread(thread=thread, trade=data["trade"], **given)
    posts = list[Post]()
    for answer in data.get("answers", []):
        posts.append(_answer(members, thread, answer, posts, at + timedelta(hours=answer["hours"])))
    for post, answer in zip(posts, data.get("answers", []), strict=True):
        if answer.get("accepted"):
            actions.accept_answer(post=post, by=by, at=post.written_at + timedelta(hours=1))
    return thread


def _answer(
    members: list[Viewer], thread: Thread, data: dict[str, Any], before: list[Post], at: datetime
) -> Post:
    quoted = before[data["quotes"] - 1] if "quotes" in data else None
    text, by = data["text"].strip(), members[data["by"]]
    post = actions.answer(thread=thread, text=text, quoted=quoted, by=by, at=at)
    for rank in range(data.get("thanks", 0)):
        actions.thank(post=post, by=members[THANKING + rank], at=at + timedelta(hours=1))
    return post


def _reported(filling: Filling, members: list[Viewer], thread: Thread) -> None:
    """An offer of service among the answers: reported, then taken off."""
    at = filling.at - timedelta(hours=30)
    text = "Je m’en occupe pour 90 € par mois, appelez-moi."
    post = actions.answer(thread=thread, text=text, by=members[50], at=at)
    report(subject=post, reason="advertising", by=members[3], at=at + timedelta(hours=1))
    case = Case.objects.get(subject_type="forum.post", subject_id=str(post.pk))
    decide(case=case, accept=False, reason="advertising", by=_moderator(filling), at=at + timedelta(hours=4))


def _asked_by_an_artisan(filling: Filling, members: list[Viewer], data: dict[str, Any]) -> None:
    """Without a name, read by a moderator before, answered by a member; the board answers for what it says."""
    at, person = filling.at - timedelta(days=data["days"]), Person.objects.get(email=ARTISAN)
    given = {"person": person, "title": data["title"], "text": data["text"], "trade": data["trade"]}
    thread = actions.ask_as_artisan(**given, by=of_person(person), at=at)
    case = Case.objects.get(subject_type="forum.thread", subject_id=str(thread.pk))
    decide(case=case, accept=True, by=_moderator(filling), at=at + timedelta(hours=3))
    thread = Thread.objects.get(pk=thread.pk)
    answer, by = data["answer"], members[data["answer"]["by"]]
    post = actions.answer(thread=thread, text=answer["text"], by=by, at=at + timedelta(hours=answer["hours"]))
    actions.certify(post=post, by=_board(filling, but=by), at=at + timedelta(days=1))


def _moderator(filling: Filling) -> Viewer:
    posts = Membership.objects.select_related("user", "organisation")
    return of_membership(posts.get(organisation=filling.association, role=Role.MODERATOR))


def _board(filling: Filling, *, but: Viewer) -> Viewer:
    """Somebody of the board who serves no chamber, and wrote nothing there."""
    posts = Membership.objects.select_related("user", "organisation").filter(ended_on=None)
    of_board = posts.filter(organisation=filling.association, role=Role.BOARD).exclude(user=but.user_id)
    return of_membership(of_board.exclude(user__memberships__role__in=STAFF).earliest("pk"))
