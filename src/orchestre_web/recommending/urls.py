from django.urls import path

from orchestre_web.recommending import views

app_name = "recommending"
urlpatterns = [
    path("appels/<int:call_id>/recommandations/", views.asks, name="asks"),
    path("appels/<int:call_id>/recommandations/<int:ask_id>/retirer", views.withdraw, name="withdraw"),
    path("recommander/<str:secret>/", views.recommend, name="recommend"),
]
