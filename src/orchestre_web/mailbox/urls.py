from django.urls import path

from orchestre_web.mailbox import views

app_name = "mailbox"
urlpatterns = [
    path("<int:call_id>/boites/", views.page, name="page"),
    path("<int:call_id>/boites/<int:mailbox_id>/lire", views.read, name="read"),
    path("<int:call_id>/boites/<int:mailbox_id>/oublier", views.forget, name="forget"),
    path("<int:call_id>/boites/<int:mailbox_id>/retirer", views.remove, name="remove"),
]
