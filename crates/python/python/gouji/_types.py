"""Results with types, over the JSON of ``gouji check --format json``: read when first asked for."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional


class _Record:
    """An object of the JSON; fields that this version does not know are in :meth:`to_dict`."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Dict[str, Any]) -> None:
        self._fields = fields

    def to_dict(self) -> Dict[str, Any]:
        """The object as it stands in the JSON."""
        return self._fields

    def __getstate__(self) -> Dict[str, Any]:
        return self._fields

    def __setstate__(self, fields: Dict[str, Any]) -> None:
        self._fields = fields

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other._fields == self._fields  # type: ignore[attr-defined]

    __hash__ = None  # type: ignore[assignment]


def _field(name: str, doc: str) -> property:
    return property(lambda self: self._fields.get(name), doc=doc)


class At(_Record):
    """Where something stands: line and column from 1, the place in the form, the place in the file."""

    __slots__ = ()
    line = _field("line", "行，从 1 起，按 ``gouji read --format plain`` 的行")
    column = _field("column", "列，从 1 起，按字")
    part = _field("part", "第几部分（1 至 6），不在某一部分的为 None")
    table = _field("table", "哪张表")
    row = _field("row", "表的哪一行")
    col = _field("col", "表的哪一列")
    excerpt = _field("excerpt", "这里的原文")
    in_words = _field("in_words", "在报告的哪里，用文字说；引号里的可以粘贴到查找框")
    origin = _field("origin", "在文件里的位置（dict）")


class Repair(_Record):
    """What would be right."""

    __slots__ = ()
    replace = _field("replace", "现在写的；空格子为空")
    with_ = property(lambda self: self._fields["with"], doc="应改成的")


class Evidence(_Record):
    __slots__ = ()
    text = _field("text", "说明")

    @property
    def at(self) -> At:
        return At(self._fields["at"])


class Finding(_Record):
    """A defect of the report."""

    __slots__ = ()
    rule = _field("rule", "规则的代码，如 T3-02")
    name = _field("name", "规则的名称")
    pack = _field("pack", "规则包")
    severity = _field("severity", "error、warning 或 info")
    certainty = _field("certainty", "certain、likely 或 possible")
    title = _field("title", "规则的标题")
    message = _field("message", "问题，一句话")
    basis = _field("basis", "依据")
    also = _field("also", "同一处另外几条规则的代码")
    alternatives = _field("alternatives", "同样说得通的其他改法")
    fingerprint = _field("fingerprint", "指纹：重新排版、换一种格式都不变")
    waived = _field("waived", "豁免的理由；没有豁免为 None")
    known = property(lambda self: self._fields.get("known", False), doc="基线里已有")

    @property
    def at(self) -> At:
        return At(self._fields["at"])

    @property
    def evidence(self) -> List[Evidence]:
        return [Evidence(each) for each in self._fields["evidence"]]

    @property
    def repair(self) -> Optional[Repair]:
        repair = self._fields.get("repair")
        return None if repair is None else Repair(repair)

    def __repr__(self) -> str:
        return f"<{self.severity} {self.rule} {self.message}>"


class Trouble(_Record):
    """Something that was not read; what is ``blocking`` may have lost part of the report."""

    __slots__ = ()
    message = _field("message", "一句话")
    blocking = _field("blocking", "可能丢了内容，结果不完整")

    @property
    def at(self) -> At:
        return At(self._fields["at"])


class NotChecked(_Record):
    __slots__ = ()
    rule = _field("rule", "规则的代码")
    why = _field("why", "为什么查不了")


class Crash(_Record):
    __slots__ = ()
    rule = _field("rule", "规则的代码，或规则包")
    why = _field("why", "程序出了什么错")


class PackNotRun(_Record):
    __slots__ = ()
    id = _field("id", "规则包")
    why = _field("why", "为什么没有查")


class Rule(_Record):
    """A rule's card."""

    __slots__ = ()
    code = _field("code", "代码，如 T3-02")
    name = _field("name", "名称")
    pack = _field("pack", "规则包")
    severity = _field("severity", "error、warning 或 info")
    certainty = _field("certainty", "certain、likely 或 possible")
    title = _field("title", "标题")
    why = _field("why", "为什么查")
    basis = _field("basis", "依据")

    def __repr__(self) -> str:
        return f"<{self.code} {self.title}>"


class Checked:
    """The result of one report.

    ``verdict`` is ``pass``, ``warn``, ``fail``, ``incomplete`` or ``unreadable``: only ``pass`` means that everything was
    read and checked and nothing is wrong.
    """

    __slots__ = ("_json", "_fields")

    def __init__(self, text: str) -> None:
        self._json = text
        self._fields: Optional[Dict[str, Any]] = None

    def to_json(self) -> str:
        """The JSON text, on one line."""
        return self._json

    def to_dict(self) -> Dict[str, Any]:
        """What ``gouji check --format json`` has for this report in ``reports``."""
        if self._fields is None:
            self._fields = json.loads(self._json)
        return self._fields

    def __getstate__(self) -> str:
        return self._json

    def __setstate__(self, text: str) -> None:
        self._json, self._fields = text, None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Checked) and other._json == self._json

    def __hash__(self) -> int:
        return hash(self._json)

    @property
    def path(self) -> str:
        return self.to_dict()["path"]

    @property
    def sha256(self) -> str:
        """Of the file's bytes; empty where they could not be read."""
        return self.to_dict()["sha256"]

    @property
    def agency(self) -> Optional[str]:
        return self.to_dict()["agency"].get("name")

    @property
    def level(self) -> Optional[str]:
        return self.to_dict()["agency"].get("level")

    @property
    def division(self) -> Optional[str]:
        return self.to_dict()["agency"].get("division")

    @property
    def year(self) -> Optional[int]:
        return self.to_dict()["year"]

    @property
    def verdict(self) -> str:
        return self.to_dict()["verdict"]

    @property
    def passed(self) -> bool:
        """Everything was read and checked, and there is no error and no warning."""
        return self.verdict == "pass"

    @property
    def findings(self) -> List[Finding]:
        return [Finding(finding) for finding in self.to_dict()["findings"]]

    def _of(self, severity: str) -> List[Finding]:
        return [finding for finding in self.findings if finding.severity == severity]

    @property
    def errors(self) -> List[Finding]:
        return self._of("error")

    @property
    def warnings(self) -> List[Finding]:
        return self._of("warning")

    @property
    def infos(self) -> List[Finding]:
        return self._of("info")

    @property
    def counts(self) -> Dict[str, int]:
        """Findings by severity."""
        return {severity: len(self._of(severity)) for severity in ("error", "warning", "info")}

    @property
    def trouble(self) -> List[Trouble]:
        return [Trouble(each) for each in self.to_dict()["trouble"]]

    @property
    def not_checked(self) -> List[NotChecked]:
        """Rules that apply but lack what they need."""
        return [NotChecked(each) for each in self.to_dict()["rules"]["could_not_check"]]

    @property
    def crashed(self) -> List[Crash]:
        return [Crash(each) for each in self.to_dict()["rules"]["crashed"]]

    @property
    def packs(self) -> List[str]:
        return self.to_dict().get("packs", [])

    @property
    def packs_not_run(self) -> List[PackNotRun]:
        return [PackNotRun(each) for each in self.to_dict().get("packs_not_run", [])]

    def __repr__(self) -> str:
        counts = self.counts
        return f"<{self.path}: {self.verdict}，错误 {counts['error']}，警告 {counts['warning']}>"
