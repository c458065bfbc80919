from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.visibility import bearer, either, its_person, its_user, staff

VISIBLE = {
    "seats.Occasion": staff("organisation"),
    "seats.StaffMessage": staff(),
    "seats.ConfirmationRule": staff("organisation"),
    "seats.SignUp": either(
        staff("occasion__organisation"),
        its_person(),
        its_user("holder__user"),
        its_person("brought_by__person"),
        bearer(SecretLink.Scope.SIGN_UP),
        bearer(SecretLink.Scope.SIGN_UP, "brought_by"),
    ),
}
