from django.urls import URLPattern, path

from etabli.programme.outreach.pages import calls, kits

app_name = "outreach"
urlpatterns: list[URLPattern] = [
    path("kit/<str:code>/", kits.kit, name="kit"),
    path("kit/<str:code>/<str:name>", kits.paper, name="paper"),
    path("relais/kits/", kits.send, name="send"),
    path("relais/bilans/", kits.telling, name="telling"),
    path("relais/envois/", kits.sendings, name="sendings"),
    path("relais/envois/<int:pk>/", kits.answer, name="answer"),
    path("relais/a-appeler/", calls.calls, name="calls"),
    path("relais/a-appeler/<int:pk>/", calls.called, name="called"),
]
