from django.urls import path

from orchestre_web.teams import views

app_name = "teams"
_HERE = "<int:call_id>/equipes"
urlpatterns = [
    path(f"{_HERE}/", views.home, name="home"),
    path(f"{_HERE}/comparer", views.compare, name="compare"),
    path(f"{_HERE}/proposes", views.take_proposed, name="take_proposed"),
    path(f"{_HERE}/lots", views.add_lot, name="add_lot"),
    path(f"{_HERE}/lots/<str:key>", views.change_lot, name="change_lot"),
    path(f"{_HERE}/lots/<str:key>/retirer", views.remove_lot, name="remove_lot"),
    path(f"{_HERE}/coordination", views.change_coordination, name="change_coordination"),
]
