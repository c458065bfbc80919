from etabli.foundation.rooms import Personal

ANSWER = Personal(
    purpose="choosing the next workshops, calling back who asks for it",
    basis="public interest",
    retention_months=36,
)

PERSONAL = {"surveys.Answer": dict.fromkeys(["person", "answers", "answered_on"], ANSWER)}
OWNERS = {"surveys.Answer": "person"}
NOT_PERSONAL = {
    "surveys.Answer": ["key", "session", "questionnaire"],
    "surveys.Questionnaire": ["id", "code", "version", "content", "published_at"],
}
