from etabli.foundation.people.visibility import either, its_person, staff

VISIBLE = {
    "register.Business": staff(),
    "register.Artisan": either(its_person(), staff("person__chamber")),
    "register.BusinessNote": staff("business__chamber"),
    "register.Duplicate": staff(),
    "register.Import": staff(),
    "register.Sheet": staff(),
}
