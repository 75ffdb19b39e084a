from django.urls import path, re_path

from orchestre_web.shortlist import history, looks, papers, views

app_name = "shortlist"
_CALL = "appels/<int:call_id>"
urlpatterns = [
    path("choisir/", views.home, name="home"),
    path(f"{_CALL}/choisir/", views.board, name="board"),
    path(f"{_CALL}/choisir/points", views.keep_points, name="keep_points"),
    path(f"{_CALL}/choisir/garder/<int:reply_id>", views.pin, name="pin"),
    path(f"{_CALL}/choisir/vu", history.read_away, name="read_away"),
    path(f"{_CALL}/historique/", history.history, name="history"),
    path(f"{_CALL}/choisir/budget", views.state_budget, name="state_budget"),
    path(f"{_CALL}/choisir/ecartees", views.gated, name="gated"),
    path(f"{_CALL}/choisir/chances", looks.sure, name="sure"),
    path(f"{_CALL}/choisir/chances/lire", looks.sure_help, name="sure_help"),
    path(f"{_CALL}/choisir/prix", looks.price, name="price"),
    path(f"{_CALL}/choisir/carte", looks.price_map, name="map"),
    path(f"{_CALL}/choisir/comparer/", looks.compare, name="compare"),
    path(f"{_CALL}/choisir/offre/<int:reply_id>", views.offer, name="offer"),
    re_path(r"^appels/(?P<call_id>[0-9]{1,18})/choisir\.(?P<kind>xlsx|csv|json)$", views.export, name="export"),
    path(f"{_CALL}/choisir/page/", papers.page, name="page"),
    re_path(
        r"^appels/(?P<call_id>[0-9]{1,18})/choisir/(?P<name>page|dossier)\.(?P<kind>pdf|docx)$",
        papers.download,
        name="paper",
    ),
    path(f"{_CALL}/classements/<int:ranking_id>/rejouer", papers.replay, name="replay"),
    path(f"{_CALL}/classements/<int:ranking_id>/retirer", history.withdraw_ranking, name="withdraw_ranking"),
    path(f"{_CALL}/classements/garder", views.keep_ranking, name="keep_ranking"),
    path(f"{_CALL}/classements/<int:ranking_id>", views.ranking, name="ranking"),
    path(f"{_CALL}/criteres/", views.criteria, name="criteria"),
    path(f"{_CALL}/criteres/besoin", views.change_need, name="change_need"),
    path(f"{_CALL}/criteres/formule", views.change_formula, name="change_formula"),
    path(f"{_CALL}/criteres/ajouter", views.add_criterion, name="add_criterion"),
    path(f"{_CALL}/criteres/<str:key>/changer", views.change_criterion, name="change_criterion"),
    path(f"{_CALL}/criteres/<str:key>/retirer", views.remove_criterion, name="remove_criterion"),
    path(f"{_CALL}/criteres/versions/<int:change_id>", views.restore, name="restore"),
    path(f"{_CALL}/criteres/versions/<int:change_id>/pourquoi", papers.say_why, name="say_why"),
]
