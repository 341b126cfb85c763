"""The face of the app: gathers the models of its slices."""

from programs.applications.models import (
    Answers,
    Application,
    Correction,
    Extension,
    Message,
    Note,
    Screening,
    Version,
)
from programs.calls.models import Call, ClosingChange, EligibilityRule, Form, Question, QuestionAndAnswer, Section
from programs.cohorts.models import Enrolment
from programs.decisions.models import Decision, Publication
from programs.graduation.models import (
    Farewell,
    FollowUp,
    Graduation,
    GraduationCertificate,
    GraduationCriterion,
    GraduationRule,
)
from programs.jury.models import JurySeat
from programs.messages.models import CohortMessage
from programs.milestones.models import Milestone, PlanTemplate, TemplateMilestone
from programs.partners.models import Cohort, Holiday, Mandate, Partner, Programme, Site
from programs.statements.models import Period, Statement, Value

__all__ = [
    "Answers",
    "Application",
    "Call",
    "ClosingChange",
    "Cohort",
    "CohortMessage",
    "Correction",
    "Decision",
    "EligibilityRule",
    "Enrolment",
    "Extension",
    "Farewell",
    "FollowUp",
    "Form",
    "Graduation",
    "GraduationCertificate",
    "GraduationCriterion",
    "GraduationRule",
    "Holiday",
    "JurySeat",
    "Mandate",
    "Message",
    "Milestone",
    "Note",
    "Partner",
    "Period",
    "PlanTemplate",
    "Programme",
    "Publication",
    "Question",
    "QuestionAndAnswer",
    "Screening",
    "Section",
    "Site",
    "Statement",
    "TemplateMilestone",
    "Value",
    "Version",
]
