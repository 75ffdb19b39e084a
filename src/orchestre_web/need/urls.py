from django.urls import path

from orchestre_web.need import entrusting, views

app_name = "need"
_one = "<int:need_id>/"
urlpatterns = [
    path("", views.home, name="home"),
    path("chiffres/", views.figures, name="figures"),
    path("version/<int:version_id>/", views.version_of_call, name="version_of_call"),
    path(_one, views.document, name="document"),
    path(_one + "phrase", views.say_again, name="say_again"),
    path(_one + "langue", views.write_in, name="write_in"),
    path(_one + "repondre", views.answer, name="answer"),
    path(_one + "confirmer", views.settle, name="settle"),
    path(_one + "separer", views.split, name="split"),
    path(_one + "exigences/ajouter", views.add, name="add"),
    path(_one + "exigences/<str:name>/", views.requirement, name="requirement"),
    path(_one + "exigences/<str:name>/retirer", views.remove, name="remove"),
    path(_one + "exigences/<str:name>/remettre", views.put_back, name="put_back"),
    path(_one + "rubriques/<str:name>/", views.section, name="section"),
    path(_one + "regle", views.rule, name="rule"),
    path(_one + "versions/", views.versions, name="versions"),
    path(_one + "versions/comparer", views.compare, name="compare"),
    path(_one + "versions/<int:number>/", views.version, name="version"),
    path(_one + "versions/<int:number>/reprendre", views.restore, name="restore"),
    path(_one + "fichier/<str:name>", views.file, name="file"),
    path(_one + "confier/", entrusting.choose, name="entrust"),
    path(_one + "confier/<str:form>/<str:role>/", entrusting.role, name="role"),
    path(_one + "confier/<str:form>/<str:role>/paie", entrusting.pay, name="role_pay"),
    path(_one + "confier/<str:form>/<str:role>/fichier.<str:ending>", entrusting.file, name="role_file"),
    path(_one + "cote", views.put_aside, name="put_aside"),
    path(_one + "appel", views.ask, name="ask"),
]
