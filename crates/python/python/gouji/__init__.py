"""gouji（勾稽）：检查政府信息公开工作年度报告。

    >>> import gouji
    >>> checked = gouji.check(report)          # 路径，或文件的内容（bytes）
    >>> checked.verdict
    'fail'
    >>> for finding in checked.errors:
    ...     print(finding.rule, finding.message)
    P01 共 171，而 140 ＋ 24 ＋ 13 ＝ 177
    T3-02 表三·总计·自然人写的是 0，应为 27（“总计”行只填了最后一格）

不联网，不改动文件；结果与命令行 ``gouji check --format json`` 相同。许多份报告用 :func:`check_all`，它不占着解释器的锁，
用上所有的核。表格数据见 :mod:`gouji.arrow`，Spark 见 :mod:`gouji.spark`。
"""

from __future__ import annotations

import json
import os
from functools import lru_cache
from typing import Any, Iterable, Iterator, Mapping, Optional, Tuple, Union

from gouji import _native
from gouji._native import Error, __version__
from gouji._types import At, Checked, Crash, Evidence, Finding, NotChecked, PackNotRun, Repair, Rule, Trouble

__all__ = [
    "At",
    "Checked",
    "Checker",
    "Crash",
    "Error",
    "Evidence",
    "Finding",
    "NotChecked",
    "PackNotRun",
    "Repair",
    "Rule",
    "Trouble",
    "__version__",
    "check",
    "check_all",
    "explain",
    "read",
    "rules",
]

Path = Union[str, "os.PathLike[str]"]
Content = Union[bytes, bytearray, memoryview]
Source = Union[Path, Content]
#: 一份报告：路径；``(名称, 内容)``；或有 ``name``、``bytes``，还可以有 ``previous``（上年报告的内容）的映射。
Item = Union[Path, Tuple[Path, Content], Mapping[str, Any]]


class Checker:
    """打开一次、用许多次的规则；可以在线程间共用。

    ``profile`` 是配置的名称或文件（默认按每份报告的机关和年度自动选择）；``home`` 是另一个安装目录（默认用随模块带来的规则包）。
    打不开时抛出 :class:`Error`，消息是中文的一句话。
    """

    def __init__(self, *, profile: Optional[Path] = None, home: Optional[Path] = None) -> None:
        self._settings = (profile, home)
        self._native = _native.Checker(profile=profile, home=home)

    def __reduce__(self) -> Any:
        """Travels as what it was made with, and is opened again where it arrives."""
        return _again, self._settings

    def check(self, source: Source, *, name: Optional[Path] = None, previous: Optional[Source] = None) -> Checked:
        """检查一份报告。文件读不了、不是报告，都写在结果里（``verdict`` 为 ``unreadable``），不抛出异常。

        ``name`` 是内容（bytes）在结果里的名称；``previous`` 是上年报告：路径、放着上年报告的文件夹，或内容。
        """
        return Checked(self._native.check(source, name=name, previous=previous))

    def check_all(
        self, sources: Iterable[Item], *, previous: Optional[Source] = None, jobs: Optional[int] = None
    ) -> Iterator[Checked]:
        """检查许多份报告，按给出的顺序逐份交出结果；报告边查边取，内存里只有一批。"""
        items = map(_item, sources)
        results = self._native.check_all(items, previous=previous, jobs=jobs)
        return (Checked(result) for result, _ in results)

    def rules(self) -> list[Rule]:
        """全部规则。"""
        return [Rule(rule) for rule in json.loads(self._native.rules())["rules"]]

    def explain(self, rule: str) -> str:
        """一条规则（代码或名称）的说明：查什么、为什么、依据、例子。"""
        page = self._native.explain(rule)
        if page is None:
            raise KeyError(f"没有代码或名称为“{rule}”的规则")
        return page

    def header(self) -> dict[str, Any]:
        """程序的版本、配置和用到的规则包（连同散列）：结果凭什么得出。"""
        return json.loads(self._native.header())


def _again(profile: Optional[Path], home: Optional[Path]) -> Checker:
    return Checker(profile=profile, home=home)


def _item(item: Item) -> tuple[Source, Optional[Path], Optional[Content]]:
    if isinstance(item, tuple):
        name, content = item
        return content, name, None
    if isinstance(item, Mapping):
        return item["bytes"], item.get("name"), item.get("previous")
    return item, None, None


@lru_cache(maxsize=8)
def _checker(profile: Optional[str]) -> Checker:
    return Checker(profile=profile)


def _of(profile: Optional[Path]) -> Checker:
    return _checker(None if profile is None else os.fspath(profile))


def check(
    source: Source,
    *,
    name: Optional[Path] = None,
    previous: Optional[Source] = None,
    profile: Optional[Path] = None,
) -> Checked:
    """检查一份报告，见 :meth:`Checker.check`。

    >>> gouji.check(report).counts
    {'error': 2, 'warning': 6, 'info': 14}
    """
    return _of(profile).check(source, name=name, previous=previous)


def check_all(
    sources: Iterable[Item],
    *,
    previous: Optional[Source] = None,
    profile: Optional[Path] = None,
    jobs: Optional[int] = None,
) -> Iterator[Checked]:
    """检查许多份报告，见 :meth:`Checker.check_all`。

    >>> [checked.verdict for checked in gouji.check_all([report, ("空.txt", b"")])]
    ['fail', 'unreadable']
    """
    return _of(profile).check_all(sources, previous=previous, jobs=jobs)


def read(source: Source, *, name: Optional[Path] = None) -> dict[str, Any]:
    """读到了什么：与 ``gouji read --format json`` 相同。读不了时抛出 :class:`Error`。"""
    return json.loads(_native.read(source, name=name))


def rules(*, profile: Optional[Path] = None) -> list[Rule]:
    """全部规则；写了 ``profile`` 的，是这一配置的规则包里的。

    >>> {rule.code: rule.title for rule in gouji.rules()}["T3-02"]
    '各项办理结果之和不等于总计'
    """
    return _of(profile).rules()


def explain(rule: str) -> str:
    """一条规则的说明，如 ``print(gouji.explain("T3-02"))``；没有这条规则时抛出 ``KeyError``。"""
    return _of(None).explain(rule)
