from programs.graduation.admin.alumni import FollowUpAdmin
from programs.graduation.admin.cohorts import GRADUATE_COHORT
from programs.graduation.admin.enrolments import EnrolmentAdmin
from programs.graduation.admin.graduations import GraduationAdmin, GraduationRuleAdmin

__all__ = ["GRADUATE_COHORT", "EnrolmentAdmin", "FollowUpAdmin", "GraduationAdmin", "GraduationRuleAdmin"]
