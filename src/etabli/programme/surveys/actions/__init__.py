"""The acts of questionnaires: writing one, answering on a screen, typing from paper."""

from etabli.programme.surveys.actions.answers import (
    AlreadyIn as AlreadyIn,
    AnswerIncomplete as AnswerIncomplete,
    LinkUsed as LinkUsed,
    SurveyClosed as SurveyClosed,
    SurveyFull as SurveyFull,
    day_only as day_only,
    invite as invite,
    keep_wish as keep_wish,
    settle as settle,
    submit_answer as submit_answer,
)
from etabli.programme.surveys.actions.paper import (
    SheetGone as SheetGone,
    correct_sheet as correct_sheet,
    remove_sheet as remove_sheet,
    type_sheet as type_sheet,
)
from etabli.programme.surveys.actions.questionnaires import (
    DraftWrong as DraftWrong,
    InUse as InUse,
    NothingToPublish as NothingToPublish,
    NotPublished as NotPublished,
    choose_questionnaire as choose_questionnaire,
    publish_questionnaire as publish_questionnaire,
    put_away as put_away,
    start_draft as start_draft,
    write_draft as write_draft,
)
