"""LuaJIT 2.1 through lupa; it has no operator for whole division."""

from engine import Engine
from engines.lupa54 import POLICY, Lua


def make() -> Engine:
    from lupa.luajit21 import LuaRuntime

    source = POLICY.read_text()
    for old, new in (
        ("arrears // monthly", "math.floor(arrears / monthly)"),
        ("threshold // 2", "math.floor(threshold / 2)"),
    ):
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    return Lua(LuaRuntime, source)
