from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "orchestre_web.mailbox"
    label = "mailbox"
