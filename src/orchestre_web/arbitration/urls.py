from django.urls import path

from orchestre_web.arbitration import views

app_name = "arbitration"
urlpatterns = [
    path("", views.home, name="home"),
    path("gardees/<int:arbitration_id>/", views.kept, name="kept"),
    path("gardees/<int:arbitration_id>/cote", views.put_aside, name="put_aside"),
    path("<slug:topic>/", views.topic, name="topic"),
    path("<slug:topic>/garder", views.keep, name="keep"),
]
