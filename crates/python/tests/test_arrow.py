"""Columns in, columns out: run by `cargo xtask spark`, which installs pyarrow beside the wheel."""

import doctest
import json
import unittest
from decimal import Decimal

import gouji
import gouji.arrow
import pyarrow as pa
import varied

WRONG = varied.REPORTS / "yongshan-2020.txt"


def files(**more):
    content = WRONG.read_bytes()
    return pa.table({"name": [WRONG.name, "空.txt", None], "bytes": [content, b"", None], **more})


class Columns(unittest.TestCase):
    def setUp(self):
        self.results = gouji.arrow.check_table(files(unit=["530625", None, None]))

    def test_a_row_is_a_report(self):
        self.assertEqual(self.results.schema.metadata[b"gouji.schema"], b"gouji.arrow/1")
        wrong, empty, missing = self.results.to_pylist()
        self.assertEqual((wrong["year"], wrong["verdict"], wrong["unit"]), (2020, "fail", "530625"))
        self.assertEqual([empty["verdict"], missing["verdict"]], ["unreadable"] * 2)
        self.assertTrue(empty["trouble"] and missing["trouble"])
        self.assertEqual(json.loads(wrong["json"]), gouji.check(WRONG.read_bytes(), name=WRONG.name).to_dict())

    def test_lists_become_tables(self):
        findings = gouji.arrow.findings(self.results).to_pylist()
        self.assertEqual(findings[0]["report"], WRONG.name)
        self.assertEqual({each["rule"] for each in findings if each["severity"] == "error"}, {"P01", "T3-02"})
        cells = gouji.arrow.figures(self.results).to_pylist()
        new = next(cell for cell in cells if (cell["table"], cell["row"], cell["col"]) == ("requests", "new", "total"))
        self.assertEqual((new["value"], new["state"]), (Decimal(27), "number"))
        claims = gouji.arrow.claims(self.results).to_pylist()
        self.assertIn(Decimal(3623), [claim["value"] for claim in claims])

    def test_without_what_was_read(self):
        row = gouji.arrow.check_table(files(), reading=False).to_pylist()[0]
        self.assertIsNone(row["figures"])
        self.assertEqual(row["json"], self.results.to_pylist()[0]["json"])

    def test_last_year_goes_with_its_row(self):
        row = gouji.arrow.check_table(files(previous=[b"abc", None, None])).to_pylist()[0]
        self.assertTrue(any("上年报告" in each["why"] for each in row["not_checked"]))

    def test_wrong_columns_are_told_first(self):
        for table, said in [
            (pa.table({"name": ["a"]}), "没有“bytes”列"),
            (pa.table({"name": [1], "bytes": [b""]}), "“name”列应为文字"),
            (pa.table({"name": ["a"], "bytes": ["b"]}), "“bytes”列应为文件的内容"),
        ]:
            with self.assertRaisesRegex(ValueError, said):
                gouji.arrow.check_table(table)

    def test_large_values_and_types(self):
        table = pa.table({
            "name": pa.array(["大.txt"], pa.large_string()),
            "bytes": pa.array([bytes(80 << 20)], pa.large_binary()),
        })
        row = gouji.arrow.check_table(table).to_pylist()[0]
        self.assertEqual(row["verdict"], "unreadable")

    def test_settings_are_part_of_the_result(self):
        national = gouji.arrow.Settings(profile="national")
        row = gouji.arrow.check_table(files(), settings=national).to_pylist()[0]
        self.assertEqual(json.loads(row["json"])["profile"], "national")
        self.assertNotEqual(row["basis"], self.results.to_pylist()[0]["basis"])
        with self.assertRaisesRegex(ValueError, "里没有 rules 文件夹"):
            gouji.arrow.Settings.of(home=varied.REPORTS)

    def test_rules_of_ones_own_travel(self):
        own = gouji.arrow.Settings.of(profile="national", home=varied.PROJECT)
        self.assertIn("rules/national.toml", own.files)
        row = gouji.arrow.check_table(files(), settings=own).to_pylist()[0]
        self.assertEqual(row["verdict"], "fail")

    def test_texts_are_held_against_each_other(self):
        sketch = self.results.to_pylist()[0]["sketch"]
        self.assertEqual(gouji.arrow.resemblance(sketch, sketch), 1.0)
        self.assertEqual(gouji.arrow.resemblance(sketch, []), 0.0)


def load_tests(loader, tests, pattern):
    tests.addTests(doctest.DocTestSuite(gouji.arrow, globs={"gouji": gouji, "report": str(WRONG)}))
    return tests


if __name__ == "__main__":
    unittest.main(argv=["test_arrow", "-q"])
