from django.urls import URLPattern

app_name = "neutrality"
urlpatterns: list[URLPattern] = []
