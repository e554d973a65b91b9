"""GoRules ZEN: the decision as one compiled expression.

ZEN expressions have no variables, so that the words in capitals of license.zen are filled in.
"""

import pathlib
from typing import Any

from engine import Answer, Engine

POLICY = pathlib.Path(__file__).parents[1] / "license.zen"

RECENT = "19800 - #.day <= 180"
PARTS = {
    "ENOUGH": "(arrears_cents >= 250000"
    ' * (parent.employment.status == "unemployed" ? 2 : 1) * (hardship ? 3 : 2) / 2)',
    "LONG": "(order.monthly_cents > 0 and floor(arrears_cents / order.monthly_cents) >= 3)",
    "TRIED": f"count(contacts, {RECENT})",
    "DELIVERED": f'count(contacts, {RECENT} and (#.outcome == "delivered"'
    ' or (#.outcome == "answered" and #.channel != "text")))',
}


class ZenExpression(Engine):
    package = "zen-engine"
    cases = 5_000

    def __init__(self) -> None:
        import zen

        source = POLICY.read_text()
        for name, text in PARTS.items():
            source = source.replace(name, text)
        self.expression = zen.compile_expression(source)

    def decide(self, prepared: Any) -> Answer:
        answer = self.expression.evaluate(prepared)
        return answer["action"], answer["reasons"]


def make() -> Engine:
    return ZenExpression()
