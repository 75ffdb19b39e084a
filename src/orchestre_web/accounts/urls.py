from django.urls import path

from orchestre_web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("connexion", views.log_in, name="log_in"),
    path("deconnexion", views.log_out, name="log_out"),
    path("premier-jour/<str:name>/<str:token>", views.first_log_in, name="first_log_in"),
    path("bienvenue", views.settle_in, name="settle_in"),
    path("compte", views.account, name="account"),
    path("entreprises/nouvelle", views.new_company, name="new_company"),
    path("entreprises/choisir", views.choose_company, name="choose_company"),
    path("entreprises/<int:company_id>/", views.company, name="company"),
    path("entreprises/<int:company_id>/nom", views.rename_company, name="rename_company"),
    path("entreprises/<int:company_id>/collegues/<int:membership_id>", views.change_role, name="change_role"),
    path(
        "entreprises/<int:company_id>/invitations/<int:invitation_id>",
        views.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("invitation/<str:secret>", views.invitation, name="invitation"),
]
