from django.urls import path, re_path

from orchestre_web.judging import views

app_name = "judging"
_CALL = "appels/<int:call_id>"
urlpatterns = [
    path(f"{_CALL}/poids/", views.weights, name="weights"),
    path(f"{_CALL}/poids/dire", views.say, name="say"),
    path(f"{_CALL}/poids/limite", views.change_limit, name="change_limit"),
    path(f"{_CALL}/poids/envoyer", views.send, name="send"),
    path(f"{_CALL}/poids/reprendre", views.take_back, name="take_back"),
    path(f"{_CALL}/poids/garder", views.keep_weights, name="keep_weights"),
    path(f"{_CALL}/juges/", views.judges, name="judges"),
    path(f"{_CALL}/juges/moi", views.name_part, name="name_part"),
    path(f"{_CALL}/juges/<int:judge_id>/retirer", views.withdraw_judge, name="withdraw_judge"),
    path(f"{_CALL}/juges/clore", views.close_judging, name="close_judging"),
    path(f"{_CALL}/decision/", views.decision, name="decision"),
    path(f"{_CALL}/decision/seuil", views.set_limit, name="set_limit"),
    path(f"{_CALL}/decision/<int:choice_id>/accord", views.approve, name="approve"),
    path(f"{_CALL}/decision/<int:choice_id>/retirer", views.withdraw_choice, name="withdraw_choice"),
    path(f"{_CALL}/decision/accord/<int:approval_id>/retirer", views.withdraw_approval, name="withdraw_approval"),
    path(f"{_CALL}/decision/liens", views.declare, name="declare"),
    path(f"{_CALL}/proces-verbal/", views.minutes, name="minutes"),
    re_path(
        r"^appels/(?P<call_id>[0-9]{1,18})/proces-verbal\.(?P<kind>pdf|docx)$", views.minutes_file, name="minutes_file"
    ),
    path("juger/<str:secret>/", views.guest, name="guest"),
    path("juger/<str:secret>/dire", views.guest_say, name="guest_say"),
    path("juger/<str:secret>/envoyer", views.guest_send, name="guest_send"),
    path("juger/<str:secret>/liens", views.guest_declare, name="guest_declare"),
    path("juger/<str:secret>/reprendre", views.guest_take_back, name="guest_take_back"),
]
