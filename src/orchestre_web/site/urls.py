"""Every address of the pages."""

from django.urls import include, path

from orchestre_web.site import rooms, views

_own = [
    path("", views.today, name="today"),
    path("langue", views.language, name="language"),
    path("apparence", views.theme, name="theme"),
    path("sante", views.health, name="health"),
    path("favicon.ico", views.favicon, name="favicon"),
]
urlpatterns = [path("", include((_own, "site"))), *rooms.addresses()]

handler400 = "orchestre_web.site.views.bad_request"
handler403 = "orchestre_web.site.views.refused"
handler404 = "orchestre_web.site.views.not_found"
handler500 = "orchestre_web.site.views.our_fault"
