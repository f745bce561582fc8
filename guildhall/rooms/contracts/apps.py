from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "guildhall.rooms.contracts"
    label = "contracts"
