"""The acts on questions and answers."""

from typing import Any

from etabli.foundation.people.viewer import Viewer, of_person
from tests.consistency.objects import World
from tests.consistency.objects.directory import acting, member_of
from tests.consistency.objects.forum import (
    another_member,
    answered,
    asked,
    asked_as_artisan,
    work_beside_the_chamber,
)
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who

CORRECTED = {"title": "Autrement ?", "text": "Autrement.", "trade": "developer", "is_public": False}


def _actions() -> Any:
    from etabli.community.forum import actions

    return actions


def _correct(thread: Any, by: Viewer, title: str) -> Any:
    return _actions().correct_question(thread=thread, **{**CORRECTED, "title": title}, by=by, at=AT)


@scenario("forum.ask")
def question_asked(world: World) -> Scenario:
    other, _author = another_member(world), member_of(world)
    return Scenario(lambda: asked(world), acting(world), lambda made: answered(made, other))


@scenario("forum.ask_as_artisan")
def question_of_artisan_asked(world: World) -> Scenario:
    work_beside_the_chamber(world)
    other, system, by = another_member(world), Viewer.system(world.association.pk), of_person(world.person)

    def answer_it(made: Any) -> Any:
        return answered(_actions().publish(subject=made, by=system, at=AT), other)

    return Scenario(lambda: asked_as_artisan(world, by), by, answer_it)


@scenario("forum.correct_question")
def question_corrected(world: World) -> Scenario:
    thread, by = asked(world), acting(world)
    return Scenario(
        lambda: _correct(thread, by, "Autrement ?"), by, lambda _: _correct(thread, by, "Encore ?")
    )


@scenario("forum.withdraw_question")
def question_withdrawn(world: World) -> Scenario:
    thread, by = asked(world), acting(world)
    return Scenario(lambda: _actions().withdraw_question(thread=thread, by=by, at=AT), by)


@scenario("forum.answer")
def question_answered(world: World) -> Scenario:
    by, thread = another_member(world), asked(world)
    return Scenario(
        lambda: answered(thread, by),
        by,
        lambda made: _actions().withdraw_answer(post=made, by=by, at=AT),
    )


@scenario("forum.correct_answer")
def answer_corrected(world: World) -> Scenario:
    by = another_member(world)
    post = answered(asked(world), by)

    def correct(text: str) -> Any:
        return _actions().correct_answer(post=post, text=text, by=by, at=AT)

    return Scenario(lambda: correct("Autrement."), by, lambda _: correct("Encore."))


@scenario("forum.withdraw_answer")
def answer_withdrawn(world: World) -> Scenario:
    by = another_member(world)
    post = answered(asked(world), by)
    return Scenario(lambda: _actions().withdraw_answer(post=post, by=by, at=AT), by)


@scenario("forum.accept")
def answer_accepted(world: World) -> Scenario:
    other, thread, by = another_member(world), asked(world), acting(world)
    post, second = answered(thread, other), answered(thread, other, "Le registre le dit.")
    accept = _actions().accept_answer
    return Scenario(lambda: accept(post=post, by=by, at=AT), by, lambda _: accept(post=second, by=by, at=AT))


@scenario("forum.release")
def answer_released(world: World) -> Scenario:
    thread, by = asked(world), acting(world)
    post, accept = answered(thread, another_member(world)), _actions().accept_answer
    accept(post=post, by=by, at=AT)
    return Scenario(
        lambda: _actions().release_answer(thread=thread, by=by, at=AT),
        by,
        lambda _: accept(post=post, by=by, at=AT),
    )


@scenario("forum.thank")
def thanked(world: World) -> Scenario:
    by = another_member(world)
    post = answered(asked(world), acting(world))
    return Scenario(
        lambda: _actions().thank(post=post, by=by, at=AT),
        by,
        lambda made: _actions().take_back_thanks(thanks=made, by=by, at=AT),
    )


@scenario("forum.take_back_thanks")
def thanks_taken_back(world: World) -> Scenario:
    by = another_member(world)
    post = answered(asked(world), acting(world))
    thanks = _actions().thank(post=post, by=by, at=AT)
    return Scenario(
        lambda: _actions().take_back_thanks(thanks=thanks, by=by, at=AT),
        by,
        lambda _: _actions().thank(post=post, by=by, at=AT),
    )


@scenario("forum.publish")
def published(world: World) -> Scenario:
    post, system = _taken_off(world), Viewer.system(world.association.pk)
    return Scenario(
        lambda: _actions().publish(subject=post, by=system, at=AT),
        system,
        lambda _: _actions().hide(subject=post, reason="Autre", by=system, at=AT),
    )


def _taken_off(world: World) -> Any:
    post = answered(asked(world), another_member(world))
    return _actions().hide(subject=post, reason="Publicité", by=Viewer.system(world.association.pk), at=AT)


@scenario("forum.hide")
def hidden(world: World) -> Scenario:
    post, system = answered(asked(world), another_member(world)), Viewer.system(world.association.pk)
    return Scenario(
        lambda: _actions().hide(subject=post, reason="Publicité", by=system, at=AT),
        system,
        lambda _: _actions().publish(subject=post, by=system, at=AT),
    )


@scenario("forum.close")
def closed(world: World) -> Scenario:
    thread, by = asked(world), who(world, "moderator")
    return Scenario(
        lambda: _actions().close_thread(thread=thread, reason="Doublon.", by=by, at=AT),
        by,
        lambda _: _actions().reopen_thread(thread=thread, by=by, at=AT),
    )


@scenario("forum.reopen")
def reopened(world: World) -> Scenario:
    thread, by = asked(world), who(world, "moderator")
    _actions().close_thread(thread=thread, reason="Doublon.", by=by, at=AT)
    return Scenario(
        lambda: _actions().reopen_thread(thread=thread, by=by, at=AT),
        by,
        lambda _: _actions().close_thread(thread=thread, reason="Hors sujet.", by=by, at=AT),
    )


@scenario("forum.move")
def moved(world: World) -> Scenario:
    thread, by = asked(world), who(world, "moderator")

    def move(trade: str) -> Any:
        return _actions().move_thread(thread=thread, trade=trade, reason="Du code.", by=by, at=AT)

    return Scenario(lambda: move("developer"), by, lambda _: move("consultant"))


@scenario("forum.split")
def question_made_of_answers(world: World) -> Scenario:
    thread, by = asked(world), who(world, "moderator")
    given = {"title": "Facture impayée ?", "reason": "Autre sujet.", "by": by, "at": AT}
    posts = [answered(thread, another_member(world)).pk]
    split = _actions().split_thread
    return Scenario(
        lambda: split(thread=thread, posts=posts, **given),
        by,
        lambda part: split(thread=part, posts=posts, **given),
    )


@scenario("forum.merge")
def merged(world: World) -> Scenario:
    twice, kept, by = asked(world), asked(world, title="À qui est le nom ?"), who(world, "moderator")
    answered(twice, another_member(world))
    given = {"reason": "Déjà posée.", "by": by, "at": AT}
    return Scenario(lambda: _actions().merge_thread(thread=twice, into=kept, **given), by)


@scenario("forum.take_in")
def taken_in(world: World) -> Scenario:
    source, thread, system = asked(world), asked(world), Viewer.system(world.association.pk)
    kept = asked(world, title="À qui est le nom ?")
    answered(source, another_member(world))
    given = {"into": kept, "reason": "Déjà posée.", "by": system, "at": AT}
    return Scenario(
        lambda: _actions().take_in(thread=thread, source=source, posts=None, by=system, at=AT),
        system,
        lambda _: _actions().merge_thread(thread=source, **given),
    )


@scenario("forum.follow_thread")
def thread_followed(world: World) -> Scenario:
    thread, by = asked(world), another_member(world)
    return Scenario(
        lambda: _actions().follow_thread(thread=thread, by=by, at=AT),
        by,
        lambda _: _actions().stop_following(thread=thread, by=by, at=AT),
    )


@scenario("forum.follow_trade")
def trade_followed(world: World) -> Scenario:
    by = another_member(world)
    return Scenario(
        lambda: _actions().follow_trade(trade="writer", by=by, at=AT),
        by,
        lambda _: _actions().stop_following(trade="writer", by=by, at=AT),
    )


@scenario("forum.stop_following")
def stopped(world: World) -> Scenario:
    by = another_member(world)
    _actions().follow_trade(trade="writer", by=by, at=AT)
    return Scenario(
        lambda: _actions().stop_following(trade="writer", by=by, at=AT),
        by,
        lambda _: _actions().follow_trade(trade="writer", by=by, at=AT),
    )


@scenario("forum.certify")
def certified(world: World) -> Scenario:
    post, by = answered(asked(world), another_member(world)), who(world, "board")
    return Scenario(
        lambda: _actions().certify(post=post, by=by, at=AT),
        by,
        lambda _: _actions().end_certificate(post=post, by=by, at=AT),
    )


@scenario("forum.end_certificate")
def certificate_ended(world: World) -> Scenario:
    post, by = answered(asked(world), another_member(world)), who(world, "board")
    _actions().certify(post=post, by=by, at=AT)
    return Scenario(
        lambda: _actions().end_certificate(post=post, by=by, at=AT),
        by,
        lambda _: _actions().certify(post=post, by=by, at=AT),
    )


@scenario("forum.import")
def former_forum_taken_in(world: World) -> Scenario:
    from etabli.community.forum.engine.former_forum import Author, FormerAnswer, FormerQuestion
    from etabli.community.forum.models import Thread

    by, author = who(world, "board"), Author("Une Inconnue", "")
    answer = FormerAnswer("a1", author, "Le registre le dit.", AT, "", is_accepted=True)
    question = FormerQuestion(
        line=1,
        number="q1",
        author=author,
        title="Qui est titulaire du nom ?",
        text="Deux prestataires se contredisent.",
        trade="writer",
        written_at=AT,
        closed="",
        answers=(answer,),
        left_out=(),
        stands=True,
    )

    def answer_the_question(_count: object) -> Any:
        return answered(Thread.objects.get(former_number="q1"), another_member(world))

    return Scenario(
        lambda: _actions().import_forum(organisation=world.association, questions=[question], by=by, at=AT),
        by,
        answer_the_question,
    )
