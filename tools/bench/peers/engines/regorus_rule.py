"""Rego interpreted by regorus, one rule evaluated for each case."""

from typing import Any

from engine import Answer, Engine, in_order
from engines.regorus_vm import POLICY, ordered


class RegorusRule(Engine):
    package = "celine-regorus"

    def __init__(self) -> None:
        from regorus import Engine as Interpreter

        self.rego = Interpreter()
        self.rego.add_policy("license.rego", POLICY.read_text())

    def decide(self, prepared: Any) -> Answer:
        self.rego.set_input(prepared)
        answer = self.rego.eval_rule("data.license.decision")
        return answer["action"], in_order(answer["reasons"])

    def decide_json(self, text: bytes) -> str:
        self.rego.set_input_json(text.decode())
        return ordered(self.rego.eval_rule_as_json("data.license.decision"))


def make() -> Engine:
    return RegorusRule()
