from django.urls import path

from orchestre_web.calls import views

app_name = "calls"
urlpatterns = [
    path("", views.home, name="home"),
    path("nouveau/", views.new_call, name="new_call"),
    path("<int:call_id>/", views.call, name="call"),
    path("<int:call_id>/modifier/", views.edit_call, name="edit_call"),
    path("<int:call_id>/supprimer/", views.delete_call, name="delete_call"),
    path("<int:call_id>/recevoir/", views.receive, name="receive"),
    path("<int:call_id>/livraisons/<int:delivery_id>/", views.delivery, name="delivery"),
    path("<int:call_id>/livraisons/<int:delivery_id>/relire", views.read_again, name="read_again"),
    path("<int:call_id>/livraisons/<int:delivery_id>/retirer/", views.remove_delivery, name="remove_delivery"),
    path("<int:call_id>/mis-de-cote/", views.tray, name="tray"),
    path("<int:call_id>/reponses/<int:reply_id>/", views.reply, name="reply"),
    path("<int:call_id>/reponses/<int:reply_id>/corriger", views.correct, name="correct"),
    path("<int:call_id>/reponses/<int:reply_id>/annuler/<int:correction_id>", views.undo, name="undo"),
    path("<int:call_id>/reponses/<int:reply_id>/mettre-de-cote", views.set_aside, name="set_aside"),
    path("<int:call_id>/reponses/<int:reply_id>/ramener", views.bring_back, name="bring_back"),
    path("<int:call_id>/reponses/<int:reply_id>/effacer/", views.erase_reply, name="erase_reply"),
]
