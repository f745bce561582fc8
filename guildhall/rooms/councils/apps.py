from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "guildhall.rooms.councils"
    label = "councils"
