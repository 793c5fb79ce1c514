"""`python -m tests.api_page`: docs/api.md, made of the signatures and docstrings of the public names."""

from __future__ import annotations

import dataclasses
import inspect
import re
import textwrap
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import gouji
import msgspec
from gouji import errors, measure, model, pipeline, reasons, vocabulary
from gouji.classify.dataset import Style
from gouji.measure.values import Why
from gouji.render import frames

PAGE = Path(__file__).resolve().parents[1] / "docs" / "api.md"
HEADS = {"Args": "参数", "Returns": "返回", "Yields": "逐个给出", "Raises": "异常"}
INTRO = """\
# Python 接口

由 `python -m tests.api_page` 从代码的签名和说明生成，不要手改；测试检查它与代码一致。

```python
import gouji

audit = gouji.audit("报告.pdf")  # 一份报告的全部结果
gouji.frames(audit)["findings"]  # 各表的数据框（pandas）；各列见 tables.md
gouji.frames(audit, library="polars")["claims"]  # 或 polars
gouji.frames([gouji.audit(each) for each in files])  # 几份报告，首尾相接
text = gouji.to_json(audit)  # gouji.from_json(text) == audit
```

`gouji.reasons` 单独处理原因：归类、读取标注、训练、评分；`gouji.measure` 度量说明的质量（定义见 [measures.md](measures.md)）。\
用法的例子见 `notebooks/`，命令行见 README。

类型只装数据，没有方法；所有结果都是不可变的值。\
金额是 `Decimal`：`value` 照所印，`base_value` 是元（百分数为比值），`step` 是所印末位数字的值；`start`、`end` 是段落文字中左闭右开的位置；\
`Box` 以点为单位，原点在页的左上角。
"""


def functions() -> dict[str, Any]:
    """The public functions by their full names."""
    rooms = {"gouji": gouji, "gouji.reasons": reasons, "gouji.measure": measure}
    found: dict[str, Any] = {}
    for room, module in rooms.items():
        for name in module.__all__:
            held = getattr(module, name)
            # reading is a package that may be called; its function has the signature
            held = getattr(held, name) if isinstance(held, types.ModuleType) and callable(held) else held
            if inspect.isfunction(held):
                found[f"{room}.{name}"] = held
    return found


def classes() -> dict[str, type]:
    """The public types by their full names: those that flow, those of reasons and of measures, the errors."""
    flowing = {
        f"gouji.model.{name}": held
        for name, held in vars(model).items()
        if inspect.isclass(held) and held.__module__ == model.__name__
    }
    rooms = {
        f"{module.__name__}.{name}": getattr(module, name)
        for module in (reasons, measure)
        for name in module.__all__
        if inspect.isclass(getattr(module, name))
    }
    wrong = {
        f"gouji.errors.{name}": held
        for name, held in vars(errors).items()
        if inspect.isclass(held) and issubclass(held, errors.GoujiError)
    }
    return {**flowing, **rooms, **wrong}


def values() -> dict[str, Any]:
    """The closed sets of names by name."""
    sets = {name: held for name, held in vars(vocabulary).items() if typing.get_origin(held) is Literal}
    return {**sets, "Library": frames.Library, "Style": Style, "By": measure.By, "Why（gouji.measure）": Why}


def parts(text: str) -> tuple[str, dict[str, str]]:
    """A docstring without its sections, and its sections by name, without indentation."""
    pieces = re.split(rf"^({'|'.join(HEADS)}):\n", inspect.cleandoc(text), flags=re.M)
    return pieces[0].strip(), {
        name: textwrap.dedent(body).strip("\n") for name, body in zip(pieces[1::2], pieces[2::2], strict=True)
    }


def entries(body: str) -> dict[str, str]:
    """The entries of Args or Raises: what each name is said to be."""
    found = re.split(r"^(\w+): ", body, flags=re.M)
    return {name: " ".join(said.split()) for name, said in zip(found[1::2], found[2::2], strict=True)}


def page() -> str:
    """The text of docs/api.md."""
    return "\n".join([INTRO, *_functions(), *_classes(), *_values()]) + "\n"


def _functions() -> Iterator[str]:
    room = ""
    for name, function in functions().items():
        at, _, own = name.rpartition(".")
        if at != room:
            room = at
            yield f"## {room}\n"
        yield f"### {name}\n\n```python\n{own}{_signature(function)}\n```\n"
        yield from _described(function)
        if "Readable" in _signature(function):
            yield f"`Readable`: {_code(pipeline.Readable)}。\n"


def _signature(function: Any) -> str:
    signature = inspect.signature(function)
    given = [_parameter(each) for each in signature.parameters.values()]
    kinds = [each.kind for each in signature.parameters.values()]
    if inspect.Parameter.KEYWORD_ONLY in kinds:
        given.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
    back = signature.return_annotation
    line = f"({', '.join(given)}) -> {back}"
    return line if len(line) < 90 else "(\n    " + ",\n    ".join(given) + f",\n) -> {back}"


def _parameter(held: inspect.Parameter) -> str:
    default = "" if held.default is held.empty else f" = {held.default!r}".replace("'", '"')
    return f"{held.name}: {held.annotation}{default}"


def _described(held: Any) -> Iterator[str]:
    lead, sections = parts(held.__doc__ or "")
    yield f"{_plain(lead)}\n"
    for name, body in sections.items():
        told = entries(body) if name in {"Args", "Raises"} else {}
        if told:
            yield f"**{HEADS[name]}**\n"
            yield "\n".join(f"- `{one}`: {_plain(said)}" for one, said in told.items()) + "\n"
        else:
            yield f"**{HEADS[name]}** {_plain(' '.join(body.split()))}\n"


def _plain(text: str) -> str:
    return text.replace("``", "`")


def _classes() -> Iterator[str]:
    room = ""
    for name, held in classes().items():
        at, _, own = name.rpartition(".")
        if at != room:
            room = at
            yield f"## {'类型' if at != 'gouji.errors' else '异常'}：{room}\n"
        yield f"### {own}\n"
        yield from _described(held)
        fields = _fields(held)
        if fields:
            yield (
                "| 字段 | 类型 |\n|---|---|\n"
                + "\n".join(f"| {one} | {kind} |" for one, kind in fields)
                + "\n"
            )


def _fields(held: type) -> list[tuple[str, str]]:
    if dataclasses.is_dataclass(held):
        return [(each.name, _typed(each.type)) for each in dataclasses.fields(held)]
    if issubclass(held, msgspec.Struct):
        return [(name, _typed(held.__annotations__[name])) for name in held.__struct_fields__]
    return []


def _typed(kind: Any) -> str:
    name = kind if isinstance(kind, str) else getattr(kind, "__name__", str(kind))
    return "`" + name.replace("v.", "").replace("|", "\\|") + "`"


def _code(kind: Any) -> str:
    return f"`{re.sub(r'[a-z_]+[.](?=[A-Za-z])', '', str(kind))}`"


def _values() -> Iterator[str]:
    yield "## 取值\n"
    yield "| 名称 | 可取的值 |\n|---|---|"
    for name, kind in values().items():
        yield f"| {name} | {'、'.join(f'`{one}`' for one in typing.get_args(kind))} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
