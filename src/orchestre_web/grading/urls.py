from django.urls import path

from orchestre_web.grading import views

app_name = "grading"
urlpatterns = [
    path("<int:call_id>/noter/", views.grade, name="grade"),
    path("<int:call_id>/noter/donner", views.give, name="give"),
    path("<int:call_id>/noter/annuler", views.undo, name="undo"),
    path("<int:call_id>/noter/bilan/", views.summary, name="summary"),
]
