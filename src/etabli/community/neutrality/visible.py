from etabli.foundation.people.visibility import its_member

VISIBLE = {"neutrality.DeclaredInterest": its_member("")}
