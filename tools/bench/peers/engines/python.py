"""A plain Python function: what a program without a policy engine would do."""

from engine import TODAY, Answer, Case, Engine, contact_counts


class Python(Engine):
    note = "no engine: a plain Python function, for comparison"

    def decide(self, prepared: Case) -> Answer:
        case = prepared
        if case["status"] != "open":
            return "none", ["case_not_open"]
        order, parent = case["order"], case["parent"]
        license = parent["license"]
        reasons = []
        if not order["active"]:
            reasons.append("no_active_order")
        if license["status"] != "valid":
            reasons.append("license_not_valid")
        if case["bankruptcy"] or case["appeal_pending"]:
            reasons.append("stayed")
        if reasons:
            return "none", reasons
        monthly, arrears = order["monthly_cents"], case["arrears_cents"]
        months = arrears // monthly if monthly > 0 else 0
        threshold = 250_000
        if parent["employment"]["status"] == "unemployed":
            threshold *= 2
        if case["hardship"]:
            threshold += threshold // 2
        delivered, tried = contact_counts(case)
        if arrears >= threshold:
            reasons.append("arrears_over_threshold")
        if months >= 3:
            reasons.append("months_unpaid")
        if TODAY - case["last_payment_day"] > 60:
            reasons.append("no_recent_payment")
        if delivered >= 2:
            reasons.append("notice_served")
        elif tried >= 4:
            reasons.append("notice_attempted")
        if license["commercial"]:
            reasons.append("commercial_review")
        if arrears < threshold or months < 3:
            return "none", reasons
        if delivered < 2 and tried < 4:
            return "notice", reasons
        if license["commercial"] or parent["incarcerated"]:
            return "review", reasons
        return "suspend", reasons


def make() -> Engine:
    return Python()
