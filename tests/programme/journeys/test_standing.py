"""Over random lives: where somebody stands follows the definitions, any sign of life resumes, no path is closed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st

from etabli.programme.journeys.engine import SILENT_AFTER, Life, Pause, Standing, standing_of

START = datetime(2027, 1, 1, tzinfo=UTC)
AT = START + timedelta(days=1500)
instants = st.floats(min_value=0, max_value=1400).map(lambda days: START + timedelta(days=days))
maybe = st.none() | instants
pauses = st.builds(
    lambda at, days: Pause(at, at + timedelta(days=days) if days else None),
    instants,
    st.none() | st.integers(1, 1100),
)
lives = st.builds(
    Life, acted_at=maybe, seen_at=maybe, resumed_at=maybe, arrived_at=maybe, pause=st.none() | pauses
)
moments = instants | st.just(AT)


@given(lives, moments)
def test_everybody_stands_somewhere_and_nobody_is_closed(life: Life, at: datetime) -> None:
    standing = standing_of(life, at)
    assert standing.name in {"doing", "on_hold", "silent", "resumed", "arrived"}
    assert standing.since is None or standing.since <= at or standing.name == "arrived"


@given(lives, moments)
def test_any_sign_of_life_resumes(life: Life, at: datetime) -> None:
    """Whatever the life before: who acts now is not paused, a moment later nor for sixty days."""
    begun = life.pause if life.pause and life.pause.at < at else None
    life = Life(at, life.seen_at, life.resumed_at, life.arrived_at, begun)
    for later in (timedelta(seconds=1), SILENT_AFTER - timedelta(seconds=1)):
        assert standing_of(life, at + later).name not in {"on_hold", "silent"}


@given(lives, moments)
def test_sixty_days_without_a_sign_of_life_are_silence(life: Life, at: datetime) -> None:
    life = Life(life.acted_at, life.seen_at, life.resumed_at)
    signs = [sign for sign in (life.acted_at, life.seen_at, life.resumed_at) if sign and sign <= at]
    is_silent = bool(signs) and at - max(signs) >= SILENT_AFTER
    expected = Standing("silent", max(signs, default=None)) if is_silent else None
    assert (standing_of(life, at) == expected) is is_silent


@given(lives, pauses)
def test_a_pause_that_was_asked_for_holds_until_its_day_or_an_act_and_a_look_ends_it_not(
    life: Life, pause: Pause
) -> None:
    at = pause.at + timedelta(days=1)
    acted = life.acted_at if life.acted_at and life.acted_at <= pause.at else None
    asleep = Life(acted, seen_at=at, arrived_at=life.arrived_at, pause=pause)
    is_over = pause.until is not None and pause.until <= at
    assert standing_of(asleep, at).is_on_hold is not is_over
    awake = Life(pause.at + timedelta(hours=1), at, arrived_at=life.arrived_at, pause=pause)
    assert standing_of(awake, at).name not in {"on_hold", "silent"}


@given(lives, moments)
def test_who_has_arrived_stays_so_unless_they_ask_for_a_pause(life: Life, at: datetime) -> None:
    life = Life(life.acted_at, life.seen_at, life.resumed_at, arrived_at=START)
    assert standing_of(life, at) == Standing("arrived", START)
    asleep = Life(None, None, None, arrived_at=START, pause=Pause(at))
    assert standing_of(asleep, at).is_on_hold
