from django.urls import path

from orchestre_web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<int:job_id>/", views.job, name="job"),
    path("<int:job_id>/avancement", views.progress, name="progress"),
    path("<int:job_id>/arreter", views.cancel, name="cancel"),
]
