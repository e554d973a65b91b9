"""CEL through cel-python, which is written in Python."""

from typing import Any

from engine import Answer, Case, Engine
from engines.cel_rust import POLICY


class CelPython(Engine):
    package = "cel-python"
    cases = 200
    note = "parsed in: the case is a ready CEL value"

    def __init__(self) -> None:
        import celpy

        environment = celpy.Environment()
        self.program = environment.program(environment.compile(POLICY.read_text()))
        self.convert = celpy.json_to_cel

    def prepare(self, case: Case) -> Any:
        return {"input": self.convert(case)}

    def decide(self, prepared: Any) -> Answer:
        answer = [str(word) for word in self.program.evaluate(prepared)]
        return answer[0], answer[1:]


def make() -> Engine:
    return CelPython()
