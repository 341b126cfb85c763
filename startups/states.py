"""The lists of domain.md 1.2, 1.3, 1.8, 1.9 and the states of teams."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.lifecycle import Lifecycle, move


class StartupKind(TextChoices):
    STARTUP = "startup", _("startup")
    PROJECT = "project", _("project without a company yet")
    SME = "sme", _("small or medium company")


class LegalForm(TextChoices):
    NOT_CREATED = "non_creee", _("not created yet")
    AUTO = "auto_entrepreneur", _("auto-entrepreneur")
    SOLE = "entreprise_individuelle", _("sole proprietorship")
    SARL = "sarl", "SARL"
    SARL_AU = "sarl_au", "SARL AU"
    SAS = "sas", "SAS"
    SASU = "sasu", "SASU"
    SA = "sa", "SA"
    SNC = "snc", "SNC"
    SCS = "scs", "SCS"
    COOPERATIVE = "cooperative", _("cooperative")
    ASSOCIATION = "association", _("association")
    GIE = "gie", "GIE"
    PUBLIC = "etablissement_public", _("public establishment")
    FOREIGN = "etrangere", _("foreign company")


class Sector(TextChoices):
    SOL = "SOL", _("Solar energy")
    EOL = "EOL", _("Wind energy")
    BIO = "BIO", _("Bioenergy and biomass")
    STO = "STO", _("Storage, hydrogen and grids")
    EFF = "EFF", _("Energy efficiency (industry and equipment)")
    BAT = "BAT", _("Sustainable buildings")
    MOB = "MOB", _("Sustainable mobility")
    EAU = "EAU", _("Water and sanitation")
    CIR = "CIR", _("Waste and circular economy")
    AGR = "AGR", _("Sustainable agriculture and food")
    MAT = "MAT", _("Materials, green chemistry and processes")
    NUM = "NUM", _("Digital for the environment")
    BDV = "BDV", _("Biodiversity and ecosystem services")
    TIC = "TIC", _("Other ICT (non-green)")
    ICC = "ICC", _("Cultural and creative industries")


class Region(TextChoices):
    """ISO 3166-2:MA, in the official order."""

    MA_01 = "MA-01", _("Tanger-Tétouan-Al Hoceïma")
    MA_02 = "MA-02", _("L’Oriental")
    MA_03 = "MA-03", _("Fès-Meknès")
    MA_04 = "MA-04", _("Rabat-Salé-Kénitra")
    MA_05 = "MA-05", _("Béni Mellal-Khénifra")
    MA_06 = "MA-06", _("Casablanca-Settat")
    MA_07 = "MA-07", _("Marrakech-Safi")
    MA_08 = "MA-08", _("Drâa-Tafilalet")
    MA_09 = "MA-09", _("Souss-Massa")
    MA_10 = "MA-10", _("Guelmim-Oued Noun")
    MA_11 = "MA-11", _("Laâyoune-Sakia El Hamra")
    MA_12 = "MA-12", _("Dakhla-Oued Ed-Dahab")


class Stage(TextChoices):
    IDEA = "idee", _("Idea")
    PROTOTYPE = "prototype", _("Prototype")
    MVP = "mvp", _("Minimum viable product")
    FIRST_SALES = "premieres_ventes", _("First sales")
    GROWTH = "croissance", _("Growth")


class TeamRole(TextChoices):
    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")
    READER = "reader", _("reader")


class InvitationState(TextChoices):
    PENDING = "pending", pgettext_lazy("invitation", "pending")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "accepted")
    DECLINED = "declined", pgettext_lazy("invitation", "declined")
    EXPIRED = "expired", pgettext_lazy("invitation", "expired")
    REVOKED = "revoked", pgettext_lazy("invitation", "withdrawn")


class Fact(TextChoices):
    """What is observed about a startup over time; the value is text for a stage and a number for the rest."""

    STAGE = "stage", _("stage")
    TRL = "trl", _("TRL")
    FTE = "fte", _("full-time-equivalent staff")
    WOMEN_FTE = "women_fte", _("women, full-time equivalent")
    REVENUE = "revenue", _("revenue of the last closed year (MAD)")


class SharingScope(TextChoices):
    """What a partner organisation sees of a startup whose owner agreed."""

    NAME = "name", _("its name only")
    FIGURES = "figures", _("its name and its figures")


class CompanionKind(TextChoices):
    COACH = "coach", _("coach")
    MENTOR = "mentor", _("mentor")
    OFFICER = "officer", _("programme officer")


N = InvitationState

INVITATION = Lifecycle(
    {
        "accept": move(N.PENDING, to=N.ACCEPTED),
        "decline": move(N.PENDING, to=N.DECLINED),
        "expire": move(N.PENDING, to=N.EXPIRED),
        "revoke": move(N.PENDING, to=N.REVOKED),
    }
)
