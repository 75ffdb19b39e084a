from django.urls import path

from orchestre_web.welcome import views

app_name = "welcome"
urlpatterns = [
    path("visite/", views.tour, name="tour"),
    path("visite/<int:number>/", views.step, name="step"),
    path("visite/fin", views.end, name="end"),
    path("exemple/retirer", views.take_away, name="take_away"),
    path("exemple/remettre", views.bring, name="bring"),
]
