from django.urls import path, re_path

from orchestre_web.asking import views

app_name = "asking"
_HERE = "<int:call_id>/questions"
urlpatterns = [
    path(f"{_HERE}/", views.home, name="home"),
    path(f"{_HERE}/verdict", views.verdict, name="verdict"),
    path(f"{_HERE}/<int:reply_id>/", views.person, name="person"),
    re_path(
        r"^(?P<call_id>[0-9]{1,18})/questions/(?P<reply_id>[0-9]{1,18})/message\.(?P<kind>eml|txt)$",
        views.message_file,
        name="file",
    ),
    path(f"{_HERE}/<int:reply_id>/envoye", views.mark_sent, name="mark_sent"),
    path(f"{_HERE}/<int:reply_id>/reponses", views.answer, name="answer"),
    path(f"{_HERE}/envois/<int:asked_id>/annuler", views.undo_sent, name="undo_sent"),
    path(f"{_HERE}/une/<int:question_id>/attendre", views.wait_again, name="wait_again"),
    path(f"{_HERE}/une/<int:question_id>/laisser", views.leave, name="leave"),
]
