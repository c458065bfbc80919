from django.urls import path

from etabli.community.forum.pages import arranging, artisans, following, former_forum, lists, threads, writing

app_name = "forum"
urlpatterns = [
    path("questions/", lists.threads, name="list"),
    path("questions/flux.xml", lists.feed, name="feed"),
    path("questions/poser/", writing.ask, name="ask"),
    path("questions/apercu/", writing.preview, name="preview"),
    path("questions/suivies/", following.followed, name="followed"),
    path("questions/ancien-forum/", former_forum.give, name="former"),
    path("questions/ancien-forum/<slug:key>/", former_forum.check, name="former_check"),
    path("questions/metiers/", following.trade, name="trade"),
    path("mes-questions/", artisans.mine, name="mine"),
    path("mes-questions/poser/", artisans.ask, name="ask_as_artisan"),
    path("mes-questions/pour/<int:person_pk>/", artisans.ask_beside, name="ask_beside"),
    path("questions/<int:pk>/", threads.thread, name="thread"),
    path("questions/<int:pk>/corriger/", writing.correct_question, name="correct_question"),
    path("questions/<int:pk>/versions/", threads.question_versions, name="question_versions"),
    path("questions/<int:pk>/retirer/", writing.withdraw_question, name="withdraw_question"),
    path("questions/<int:pk>/suivre/", following.thread, name="follow"),
    path("questions/<int:pk>/rendre/", threads.release, name="release"),
    path("questions/<int:pk>/clore/", threads.close, name="close"),
    path("questions/<int:pk>/rouvrir/", threads.reopen, name="reopen"),
    path("questions/<int:pk>/deplacer/", arranging.move, name="move"),
    path("questions/<int:pk>/separer/", arranging.split, name="split"),
    path("questions/<int:pk>/reunir/", arranging.merge, name="merge"),
    path("questions/reponses/<int:pk>/", threads.answer, name="answer"),
    path("questions/reponses/<int:pk>/corriger/", writing.correct_answer, name="correct_answer"),
    path("questions/reponses/<int:pk>/versions/", threads.answer_versions, name="answer_versions"),
    path("questions/reponses/<int:pk>/retirer/", writing.withdraw_answer, name="withdraw_answer"),
    path("questions/reponses/<int:pk>/retenir/", threads.accept, name="accept"),
    path("questions/reponses/<int:pk>/certifier/", threads.certify, name="certify"),
    path("questions/reponses/<int:pk>/merci/", threads.thank, name="thank"),
]
