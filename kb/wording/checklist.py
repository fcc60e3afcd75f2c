"""The fixed words of checklists and plays."""

from __future__ import annotations

from enum import StrEnum


class ChecklistPhrase(StrEnum):
    """The ids of the catalogue `checklist`."""

    BEFORE = "checklist.before"
    DURING = "checklist.during"
    AFTER = "checklist.after"
    FIRST = "checklist.first"
    THEN = "checklist.then"
    FINALLY = "checklist.finally"
    PREPARE = "checklist.prepare"
    ASK = "checklist.ask"
    SHOW = "checklist.show"
    DO = "checklist.do"
    VISIT_FIRST = "checklist.visit_first"
    VISIT_RESELLER = "checklist.visit_reseller"
    VISIT_RETURN = "checklist.visit_return"
    VISIT_PAYMENT = "checklist.visit_payment"
    VISIT_COMPLAINT = "checklist.visit_complaint"
    STAGE_TARGET_MARKET = "checklist.stage_target_market"
    STAGE_PROSPECT = "checklist.stage_prospect"
    STAGE_TARGET_UNABLE = "checklist.stage_target_unable"
    STAGE_TARGET_WEAK = "checklist.stage_target_weak"
    STAGE_TARGET_STRONG = "checklist.stage_target_strong"
    STAGE_CUSTOMER = "checklist.stage_customer"
