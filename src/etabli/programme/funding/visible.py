from etabli.foundation.people.visibility import staff

VISIBLE = {
    "funding.Fund": staff(),
    "funding.FundValue": staff("fund__chamber"),
    "funding.FundLogo": staff("fund__chamber"),
    "funding.TrainingBody": staff(),
    "funding.PersonDocument": staff("person__chamber"),
    "funding.FundingFile": staff(),
    "funding.HalfSignature": staff("appointment__chamber"),
    "funding.AdviserSignature": staff("appointment__chamber"),
}
