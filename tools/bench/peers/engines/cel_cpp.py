"""CEL through cel-expr-python, the C++ implementation by the authors of the language."""

from typing import Any

from engine import Answer, Engine
from engines.cel_rust import POLICY


class CelCpp(Engine):
    package = "cel-expr-python"
    cases = 5_000

    def __init__(self) -> None:
        from cel_expr_python import cel

        environment = cel.NewEnv(variables={"input": cel.Type.DYN})
        self.expression = environment.compile(POLICY.read_text())

    def decide(self, prepared: Any) -> Answer:
        answer = self.expression.eval(data={"input": prepared}).plain_value()
        return answer[0], answer[1:]


def make() -> Engine:
    return CelCpp()
