from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "orchestre_web.accounts"
    label = "accounts"
