"""Whether two versions of a question may be read side by side."""

from etabli.programme.surveys.engine.questions import Question


def difference(question: Question, other: Question) -> str:
    """Why they may not: "kind", "options", "scale", "condition" (not asked of the same people); "" when they may.

    The order of the options, and the words, may change.
    """
    if question.kind != other.kind:
        return "kind"
    if {option.id for option in question.options} != {option.id for option in other.options}:
        return "options"
    if (question.scale and question.scale.steps) != (other.scale and other.scale.steps):
        return "scale"
    return "condition" if question.only_if != other.only_if else ""


def is_reworded(question: Question, other: Question) -> bool:
    """Whether what is read has changed: the figures may differ for that alone."""
    return question.text["fr"] != other.text["fr"] or {o.id: o.text["fr"] for o in question.options} != {
        o.id: o.text["fr"] for o in other.options
    }
