"""Rego through rego-cpp: the policy compiled to a bundle once, its entry point asked."""

from typing import Any

from engine import Answer, Engine, in_order
from engines.regorus_vm import POLICY


class RegoCpp(Engine):
    package = "regopy"
    cases = 1_000

    def __init__(self) -> None:
        from regopy import Interpreter

        self.rego = Interpreter()
        self.rego.add_module("license.rego", POLICY.read_text())
        self.bundle = self.rego.build(None, ["license/decision"])
        if not self.bundle.ok():
            raise ValueError("the policy does not compile")

    def decide(self, prepared: Any) -> Answer:
        self.rego.set_input(prepared)
        output = self.rego.query_bundle_entrypoint(self.bundle, "license/decision")
        answer = output.results[0].expressions[0]
        return answer["action"], in_order(answer["reasons"])


def make() -> Engine:
    return RegoCpp()
