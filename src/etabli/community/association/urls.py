from django.urls import URLPattern

app_name = "association"
urlpatterns: list[URLPattern] = []
