from programs.graduation.models.certificates import Graduation, GraduationCertificate
from programs.graduation.models.farewells import Farewell
from programs.graduation.models.followups import AGAIN, SILENT, FollowUp
from programs.graduation.models.rules import GraduationCriterion, GraduationRule

__all__ = [
    "AGAIN",
    "SILENT",
    "Farewell",
    "FollowUp",
    "Graduation",
    "GraduationCertificate",
    "GraduationCriterion",
    "GraduationRule",
]
