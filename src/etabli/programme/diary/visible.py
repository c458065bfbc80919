from etabli.foundation.people.visibility import staff

VISIBLE = {"diary.HalfDay": staff(), "diary.DiaryEntry": staff()}
