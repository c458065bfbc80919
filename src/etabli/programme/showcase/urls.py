from django.urls import path

from etabli.programme.showcase.pages import artisan, public, session_examples, staff

app_name = "showcase"
urlpatterns = [
    path("exemples/", public.examples, name="list"),
    path("exemples/<int:pk>/", public.story, name="story"),
    path("exemples/<int:pk>/photo.jpg", public.photo, name="photo"),
    path("mon-histoire/<int:pk>/", artisan.my_story, name="mine"),
    path("histoires/", staff.stories, name="stories"),
    path("histoires/nouvelle/", staff.new, name="new"),
    path("histoires/nouvelle/<int:person_pk>/", staff.new, name="new_of"),
    path("histoires/<int:pk>/", staff.desk, name="desk"),
    path("histoires/<int:pk>/modifier/", staff.write, name="write"),
    path("histoires/<int:pk>/demander/", staff.ask, name="ask"),
    path("histoires/<int:pk>/accord-papier/", staff.paper, name="paper"),
    path("histoires/<int:pk>/a-signer/", staff.sheet, name="sheet"),
    path("histoires/<int:pk>/retirer/", artisan.withdraw, name="withdraw"),
    path("seances/<int:pk>/exemples/", session_examples.examples, name="session"),
    path("seances/<int:pk>/demonstration/", session_examples.project, name="project"),
]
