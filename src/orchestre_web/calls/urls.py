from django.urls import path

from orchestre_web.calls.views import call, delivery, from_page, learnt, person, reply, sharing, thread, tray

app_name = "calls"
urlpatterns = [
    path("", call.home, name="home"),
    path("nouveau/", call.new_call, name="new_call"),
    path("partager/", sharing.share, name="share"),
    path("orchestre.webmanifest", sharing.manifest, name="manifest"),
    path("<int:call_id>/marque-page/", from_page.bookmark, name="bookmark"),
    path("<int:call_id>/recevoir-de-page/", from_page.from_page, name="from_page"),
    path("<int:call_id>/recevoir-de-page/apercu", from_page.look, name="look"),
    path("<int:call_id>/recevoir/mastodon", thread.from_mastodon, name="from_mastodon"),
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
    path("<int:call_id>/appris/", learnt.learnt, name="learnt"),
    path("<int:call_id>/appris/lecon", learnt.switch, name="switch_lesson"),
    path("<int:call_id>/reponses/<int:reply_id>/", reply.reply, name="reply"),
    path("<int:call_id>/reponses/<int:reply_id>/corriger", reply.correct, name="correct"),
    path("<int:call_id>/reponses/<int:reply_id>/annuler/<int:correction_id>", reply.undo, name="undo"),
    path("<int:call_id>/reponses/<int:reply_id>/mettre-de-cote", reply.set_aside, name="set_aside"),
    path("<int:call_id>/reponses/<int:reply_id>/ramener", reply.bring_back, name="bring_back"),
    path("<int:call_id>/reponses/<int:reply_id>/effacer/", person.erase_reply, name="erase_reply"),
]
