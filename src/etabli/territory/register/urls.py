from django.urls import path

from etabli.territory.register.pages import suggestions

app_name = "register"
urlpatterns = [path("metiers/", suggestions.suggest, name="suggestions")]
