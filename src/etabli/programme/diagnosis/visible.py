from etabli.foundation.people.visibility import either, its_person, staff

VISIBLE = {
    "diagnosis.KeptAnswers": either(its_person(), staff(person__isnull=False)),
    "diagnosis.StepCheck": staff(),
}
