from django.urls import path

from orchestre_web.calls.views import call, delivery, letters, person, reply, same, tray

app_name = "calls"
urlpatterns = [
    path("", call.home, name="home"),
    path("nouveau/", call.new_call, name="new_call"),
    path("donnees/", person.data, name="data"),
    path("donnees/fichier", person.export_person, name="export_person"),
    path("donnees/effacer/", person.erase_person, name="erase_person"),
    path("<int:call_id>/garder/", person.keep_until, name="keep_until"),
    path("<int:call_id>/reponses/<int:reply_id>/information/", person.person_notice, name="person_notice"),
    path("<int:call_id>/", call.call, name="call"),
    path("<int:call_id>/modifier/", call.edit_call, name="edit_call"),
    path("<int:call_id>/supprimer/", call.delete_call, name="delete_call"),
    path("<int:call_id>/recevoir/", delivery.receive, name="receive"),
    path("<int:call_id>/livraisons/<int:delivery_id>/", delivery.delivery, name="delivery"),
    path("<int:call_id>/livraisons/<int:delivery_id>/relire", delivery.read_again, name="read_again"),
    path("<int:call_id>/livraisons/<int:delivery_id>/retirer/", delivery.remove_delivery, name="remove_delivery"),
    path("<int:call_id>/mis-de-cote/", tray.tray, name="tray"),
    path("<int:call_id>/lettres/", letters.letters, name="letters"),
    path("<int:call_id>/lettres/annuler/<str:together>", letters.undo_together, name="undo_together"),
    path("<int:call_id>/lettres/<int:reply_id>/mettre-de-cote", letters.set_letter_aside, name="set_letter_aside"),
    path("<int:call_id>/lettres/<int:reply_id>/garder", letters.keep_letter, name="keep_letter"),
    path("<int:call_id>/meme-personne/", same.same_person, name="same_person"),
    path("<int:call_id>/meme-personne/dire", same.say_same_person, name="say_same_person"),
    path("<int:call_id>/reponses/<int:reply_id>/", reply.reply, name="reply"),
    path("<int:call_id>/reponses/<int:reply_id>/corriger", reply.correct, name="correct"),
    path("<int:call_id>/reponses/<int:reply_id>/annuler/<int:correction_id>", reply.undo, name="undo"),
    path("<int:call_id>/reponses/<int:reply_id>/mettre-de-cote", reply.set_aside, name="set_aside"),
    path("<int:call_id>/reponses/<int:reply_id>/ramener", reply.bring_back, name="bring_back"),
    path("<int:call_id>/reponses/<int:reply_id>/effacer/", person.erase_reply, name="erase_reply"),
]
