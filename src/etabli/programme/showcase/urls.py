from django.urls import path

from etabli.programme.showcase.pages import artisan, desk, session, visitors

app_name = "showcase"
urlpatterns = [
    path("exemples/", visitors.examples, name="list"),
    path("exemples/<int:pk>/", visitors.story, name="story"),
    path("exemples/<int:pk>/photo.jpg", visitors.photo, name="photo"),
    path("mon-histoire/<int:pk>/", artisan.mine, name="mine"),
    path("histoires/", desk.stories, name="stories"),
    path("histoires/nouvelle/", desk.new, name="new"),
    path("histoires/nouvelle/<int:person_pk>/", desk.new, name="new_of"),
    path("histoires/<int:pk>/", desk.desk, name="desk"),
    path("histoires/<int:pk>/modifier/", desk.write, name="write"),
    path("histoires/<int:pk>/demander/", desk.ask, name="ask"),
    path("histoires/<int:pk>/accord-papier/", desk.paper, name="paper"),
    path("histoires/<int:pk>/a-signer/", desk.sheet, name="sheet"),
    path("histoires/<int:pk>/retirer/", artisan.withdraw, name="withdraw"),
    path("seances/<int:pk>/exemples/", session.examples, name="session"),
    path("seances/<int:pk>/demonstration/", session.project, name="project"),
]
