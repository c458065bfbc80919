"""The acts of questionnaires: writing one, answering on a screen, typing from paper."""

from etabli.programme.surveys.actions.answering import (
    AlreadyIn,
    AnswerIncomplete,
    LinkUsed,
    SurveyClosed,
    SurveyFull,
    day_only,
    invite,
    settle,
    submit_answer,
)
from etabli.programme.surveys.actions.paper import SheetGone, correct_sheet, remove_sheet, type_sheet
from etabli.programme.surveys.actions.questionnaires import (
    DraftWrong,
    InUse,
    NothingToPublish,
    NotPublished,
    choose_questionnaire,
    publish_questionnaire,
    put_away,
    start_draft,
    write_draft,
)

__all__ = [
    "AlreadyIn",
    "AnswerIncomplete",
    "DraftWrong",
    "InUse",
    "LinkUsed",
    "NotPublished",
    "NothingToPublish",
    "SheetGone",
    "SurveyClosed",
    "SurveyFull",
    "choose_questionnaire",
    "correct_sheet",
    "day_only",
    "invite",
    "publish_questionnaire",
    "put_away",
    "remove_sheet",
    "settle",
    "start_draft",
    "submit_answer",
    "type_sheet",
    "write_draft",
]
