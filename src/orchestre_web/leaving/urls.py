from django.urls import path

from orchestre_web.leaving import views

app_name = "leaving"
_COMPANY = "entreprises/<int:company_id>/tout"
urlpatterns = [
    path(f"{_COMPANY}/", views.home, name="home"),
    path(f"{_COMPANY}/archive.zip", views.take, name="take"),
    path(f"{_COMPANY}/preparer", views.prepare, name="prepare"),
    path(f"{_COMPANY}/<int:package_id>.zip", views.package, name="package"),
    path(f"{_COMPANY}/effacer", views.erase, name="erase"),
]
