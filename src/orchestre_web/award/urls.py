from django.urls import path, re_path

from orchestre_web.award import views

app_name = "award"
_HERE = "<int:call_id>/attribution"
urlpatterns = [
    path("canaux/", views.channels, name="channels"),
    path(f"{_HERE}/", views.page, name="page"),
    path(f"{_HERE}/lettres", views.letters, name="letters"),
    path(f"{_HERE}/dit", views.tell, name="tell"),
    path(f"{_HERE}/signe", views.sign, name="sign"),
    path(f"{_HERE}/avenant", views.amend, name="amend"),
    path(f"{_HERE}/fini", views.end, name="end"),
    path(f"{_HERE}/abandon", views.give_up, name="give_up"),
    path(f"{_HERE}/reprendre", views.begin_again, name="begin_again"),
    path(f"{_HERE}/annuler", views.undo, name="undo"),
    path(f"{_HERE}/prestataire", views.provider, name="provider"),
    path(f"{_HERE}/papiers", views.see_paper, name="see_paper"),
    path(f"{_HERE}/papiers/<int:paper_id>", views.paper_file, name="paper_file"),
    path(f"{_HERE}/papiers/<int:paper_id>/retirer", views.withdraw_paper, name="withdraw_paper"),
    path(f"{_HERE}/echeances.ics", views.dates, name="dates"),
    path(f"{_HERE}/publie/<int:number>.json", views.release, name="release"),
    path(f"{_HERE}/publie.json", views.releases, name="releases"),
    path(f"{_HERE}/dossier/", views.record, name="record"),
    re_path(
        r"^(?P<call_id>[0-9]{1,18})/attribution/dossier\.(?P<kind>pdf|docx)$", views.record_file, name="record_file"
    ),
]
