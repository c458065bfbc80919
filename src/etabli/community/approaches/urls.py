from django.urls import URLPattern

app_name = "approaches"
urlpatterns: list[URLPattern] = []
