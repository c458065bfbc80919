"""Learns what each signal of spam weighs: `python -m bench.forum_spam.learning` prints the weights, and what the
engine gives with its own on the half that teaches; with `--held`, on the half held out.

A logistic regression by full-batch descent, held down; the bias is then moved until no honest post of the half that
teaches is held.
"""

import sys

import numpy as np

from bench.forum_spam import Measure, measure, posts
from etabli.community.forum.engine.spam import DECIDED, Signal, signals_of

ROUNDS, STEP, HELD_DOWN = 4_000, 0.5, 4e-3
MARGIN = 0.5  # above the honest post that comes nearest to being held


def learn() -> tuple[float, dict[Signal, float]]:
    """The bias and the weight of each signal, learnt from the tuned half."""
    names = [signal for signal in Signal if signal not in DECIDED]
    taught = posts("tuned")
    found = [signals_of(each.post) for each in taught]
    values = np.array([[name in signals for name in names] for signals in found], float)
    is_spam = np.array([each.is_spam for each in taught], float)
    share = np.where(is_spam == 1, 0.5 / is_spam.sum(), 0.5 / (1 - is_spam).sum())
    weights, bias = np.zeros(len(names)), 0.0
    for _round in range(ROUNDS):
        error = share * (1 / (1 + np.exp(-(values @ weights + bias))) - is_spam)
        weights -= STEP * (error @ values + HELD_DOWN * weights)
        bias -= STEP * float(error.sum())
    decided = np.array([sum(DECIDED.get(name, 0.0) for name in signals) for signals in found])
    highest = float((values @ weights + decided)[is_spam == 0].max())
    return round(-highest - MARGIN, 2), {
        name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True) if round(weight, 2)
    }


def _say(half: str, of: Measure) -> None:
    print(f"{half}: {of.caught} of {of.spam} spam caught, {of.held} of {of.honest} honest posts held")


if __name__ == "__main__":
    if "--held" in sys.argv:
        _say("held", measure("held"))
    else:
        bias, weights = learn()
        print(f"BIAS = {bias}")
        for signal, weight in weights.items():
            print(f"    Signal.{signal.name}: {weight},")
        _say("tuned, by the weights in the engine", measure("tuned"))
