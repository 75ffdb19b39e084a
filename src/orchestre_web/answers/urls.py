from django.urls import path, re_path

from orchestre_web.answers import views

app_name = "answers"
_HERE = "<int:call_id>/repondre"
urlpatterns = [
    path(f"{_HERE}/", views.home, name="home"),
    path(f"{_HERE}/reglages", views.settle, name="settle"),
    path(f"{_HERE}/prestataire-actuel/", views.in_place, name="in_place"),
    path(f"{_HERE}/registre/", views.register, name="register"),
    path(f"{_HERE}/registre.csv", views.register_file, name="register_file"),
    path(f"{_HERE}/groupe/<slug:address>/", views.group, name="group"),
    path(f"{_HERE}/groupe/<slug:address>/texte", views.change_text, name="change_text"),
    path(f"{_HERE}/groupe/<slug:address>/envoye", views.mark_group_sent, name="mark_group_sent"),
    re_path(
        r"^(?P<call_id>[0-9]{1,18})/repondre/groupe/(?P<address>[a-z-]+)/lettres\.(?P<kind>eml|csv|txt)$",
        views.files,
        name="files",
    ),
    path(f"{_HERE}/ensemble/<int:sending_id>/annuler", views.undo_together, name="undo_together"),
    path(f"{_HERE}/<int:reply_id>/", views.letter, name="letter"),
    path(f"{_HERE}/<int:reply_id>/texte", views.change_letter, name="change_letter"),
    path(f"{_HERE}/<int:reply_id>/lettre", views.choose, name="choose"),
    path(f"{_HERE}/<int:reply_id>/envoye", views.mark_sent, name="mark_sent"),
    path(f"{_HERE}/<int:reply_id>/annuler", views.undo, name="undo"),
]
