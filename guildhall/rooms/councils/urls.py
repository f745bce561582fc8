from django.urls import path

from guildhall.core.formats import twins
from guildhall.rooms.councils import views

urlpatterns = [
    *twins("councils/find", views.find, name="find"),
    path("councils/suggest", views.suggest, name="suggest"),
    *twins("councils", views.councils, name="councils", forms=("json", "csv")),
]
