from django.urls import path

from etabli.community.moderation import association_rules_pages, pages

app_name = "moderation"
urlpatterns = [
    path("moderation/", pages.queue, name="queue"),
    path("moderation/<int:pk>/", pages.case, name="case"),
    path("moderation/<int:pk>/recours/", pages.answer, name="answer"),
    path("moderation/regles/", association_rules_pages.settings, name="settings"),
    path("moderation/regles/raison/", association_rules_pages.reason, name="reason_new"),
    path("moderation/regles/raison/<slug:code>/", association_rules_pages.reason, name="reason"),
    path("moderation/mes-publications/", pages.my_cases, name="mine"),
    path("moderation/mes-publications/<int:pk>/", pages.decision, name="decision"),
    path("signaler/<str:model>/<int:pk>/", pages.report, name="report"),
]
