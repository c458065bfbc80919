"""Invented questions among members: most are answered, three wait, one answer was taken off."""

import tomllib
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from etabli.community.forum import actions
from etabli.community.forum.models import Post, Thread
from etabli.community.moderation.actions import decide, report
from etabli.community.moderation.models import Case
from etabli.demo.shared import Filling
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer, of_membership

THANKING = 20  # from which member on they say thank you


def fill_forum(filling: Filling, members: list[Viewer]) -> None:
    """`members`: the first ones, acting."""
    data = tomllib.loads((files(__package__) / "data" / "questions.toml").read_text(encoding="utf-8"))
    threads = [_question(filling, members, question) for question in reversed(data["questions"])]
    actions.follow_trade(trade="writer", by=members[0], at=filling.at)
    _reported(filling, members, threads[-1])


def _question(filling: Filling, members: list[Viewer], data: dict[str, Any]) -> Thread:
    at = filling.at - timedelta(days=data["days"], hours=2)
    by = members[data["by"]]
    thread = actions.ask(
        organisation=filling.association,
        title=data["title"],
        text=data["text"].strip(),
        trade=data["trade"],
        is_public=data.get("public", False),
        by=by,
        at=at,
    )
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
    posts = Membership.objects.select_related("user", "organisation")
    moderator = of_membership(posts.get(organisation=filling.association, role=Role.MODERATOR))
    decide(case=case, accept=False, reason="advertising", by=moderator, at=at + timedelta(hours=4))
