from django.urls import path

from orchestre_web.publishing import views

app_name = "publishing"
urlpatterns = [
    path("appels/<int:call_id>/publier/", views.page, name="page"),
    path("appels/<int:call_id>/publier/apercu/", views.preview, name="preview"),
    path("appels/<int:call_id>/publier/publier", views.publish, name="publish"),
    path("appels/<int:call_id>/publier/fermer", views.close, name="close"),
    path("appels/<int:call_id>/publier/rouvrir", views.reopen, name="reopen"),
    path("appels/<int:call_id>/publier/retirer", views.withdraw, name="withdraw"),
    path("appels/<int:call_id>/publier/questions/<int:enquiry_id>/repondre", views.answer, name="answer"),
    path("appels/<int:call_id>/publier/questions/<int:enquiry_id>/cacher", views.hide, name="hide"),
    path("appels/<int:call_id>/publier/offres/<int:submission_id>/", views.submission, name="submission"),
    path("appels/<int:call_id>/publier/offres/<int:submission_id>/relire", views.take_again, name="take_again"),
    path("appels/<int:call_id>/publier/pieces/<int:attachment_id>", views.attachment, name="attachment"),
    path("a/<str:token>/", views.public, name="public"),
    path("a/<str:token>/question/", views.ask, name="ask"),
    path("a/<str:token>/appel.jsonld", views.data, name="data"),
    path("a/<str:token>/appel.<str:ending>", views.paper, name="paper"),
    path("modifier/<str:secret>/<str:token>/", views.amend, name="amend"),
    path("adresse/<str:secret>/<str:token>/", views.mine, name="mine"),
]
