from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "incubator.accounts"
    label = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from incubator import checks  # noqa: F401 -- importing registers the start-up checks
        from incubator.accounts.entrance import kinds
        from incubator.accounts.privacy import holdings, queues
        from incubator.accounts.privacy import kinds as privacy_kinds

        kinds.register()
        privacy_kinds.register()
        holdings.declare_all()
        queues.add_all()
