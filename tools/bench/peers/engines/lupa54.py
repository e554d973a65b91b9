"""Lua 5.4 through lupa: the policy as it is, over ready Lua tables."""

import pathlib
from typing import Any

from engine import TODAY, Answer, Case, Engine

POLICY = pathlib.Path(__file__).parents[2] / "policies" / "license.lua"


class Lua(Engine):
    package = "lupa"
    note = "parsed in: the case is a ready Lua table"

    def __init__(self, runtime: Any, source: str) -> None:
        self.lua = runtime(unpack_returned_tuples=True)
        self.policy = self.lua.execute(source)

    def prepare(self, case: Case) -> Any:
        return self.lua.table_from(case, recursive=True)

    def decide(self, prepared: Any) -> Answer:
        answer = self.policy(prepared, TODAY)
        return answer["action"], list(answer["reasons"].values())


def make() -> Engine:
    from lupa.lua54 import LuaRuntime

    return Lua(LuaRuntime, POLICY.read_text())
