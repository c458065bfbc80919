from django.urls import URLPattern

app_name = "assembly"
urlpatterns: list[URLPattern] = []
