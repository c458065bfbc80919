from etabli.foundation.people.visibility import its_user, staff

VISIBLE = {
    "diary.HalfDay": staff(),
    "diary.DiaryEntry": staff(),
    "diary.DiaryFeed": its_user("membership__user"),
    "diary.OutsideCalendar": its_user("membership__user"),
}
