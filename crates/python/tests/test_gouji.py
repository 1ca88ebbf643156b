"""The module as a user has it: run by `cargo xtask wheel --test` in an environment with nothing but the wheel."""

import doctest
import json
import os
import pathlib
import pickle
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import gouji

PROJECT = pathlib.Path(__file__).parents[3]
REPORTS = PROJECT / "tests/reports"
FORMATS = PROJECT / "tests/formats"
WRONG = REPORTS / "yongshan-2020.txt"

#: The command line, and an installation for it: where both are given, results are held against its own.
PROGRAM = os.environ.get("GOUJI_PROGRAM")


def all_reports():
    files = sorted(path for folder in (REPORTS, FORMATS) for path in folder.rglob("*") if path.is_file())
    return [path for path in files if path.suffix not in {".md", ".toml", ".doc", ".wps"}]


def of_program(paths):
    done = subprocess.run(
        [PROGRAM, "check", "--format", "json", *map(str, paths)], capture_output=True, check=False
    )
    return json.loads(done.stdout)["reports"]


class OneReport(unittest.TestCase):
    def test_findings_have_types(self):
        checked = gouji.check(WRONG)
        self.assertEqual(checked.verdict, "fail")
        self.assertFalse(checked.passed)
        self.assertEqual(checked.year, 2020)
        self.assertEqual({finding.rule for finding in checked.errors}, {"P01", "T3-02"})
        of_table = next(finding for finding in checked.errors if finding.rule == "T3-02")
        self.assertEqual(of_table.at.table, "requests")
        self.assertIn("T3-02", repr(of_table))
        self.assertIsNone(of_table.waived)
        self.assertEqual(sum(checked.counts.values()), len(checked.findings))

    def test_bytes_are_as_good_as_a_file(self):
        content = WRONG.read_bytes()
        named = gouji.check(content, name=WRONG)
        self.assertEqual(named, gouji.check(str(WRONG)))
        self.assertEqual(named, gouji.check(bytearray(content), name=str(WRONG)))
        self.assertEqual(named, gouji.check(memoryview(content), name=WRONG))
        self.assertEqual(gouji.check(content).path, "-")

    def test_what_cannot_be_read_never_passes(self):
        for source in (b"", b"\0" * 100, "你好".encode(), PROJECT / "none.txt", PROJECT):
            checked = gouji.check(source)
            self.assertEqual(checked.verdict, "unreadable", source)
            self.assertTrue(any(trouble.blocking for trouble in checked.trouble), source)

    def test_too_much_is_refused(self):
        checked = gouji.check(bytes(300 << 20), name="大.txt")
        self.assertEqual(checked.verdict, "unreadable")
        self.assertIn("上限", checked.trouble[0].message)

    def test_other_things_are_no_reports(self):
        for wrong in (None, 5, [WRONG], object()):
            with self.assertRaisesRegex(TypeError, "应为文件的路径"):
                gouji.check(wrong)

    def test_last_year(self):
        before = gouji.check(WRONG, previous=REPORTS)
        missing = [each.why for each in before.not_checked if "2019" in each.why]
        self.assertTrue(missing)
        with self.assertRaisesRegex(gouji.Error, "不能用作上年报告"):
            gouji.check(WRONG, previous=b"abc")
        with self.assertRaisesRegex(gouji.Error, "找不到"):
            gouji.check(WRONG, previous="none")

    def test_wrong_settings_are_told(self):
        with self.assertRaisesRegex(gouji.Error, "没有名为“nirgends”的配置"):
            gouji.check(WRONG, profile="nirgends")
        with self.assertRaisesRegex(gouji.Error, "里没有 rules 文件夹"):
            gouji.Checker(home=REPORTS)

    def test_results_travel(self):
        checked = gouji.check(WRONG)
        self.assertEqual(pickle.loads(pickle.dumps(checked)), checked)
        self.assertEqual(pickle.loads(pickle.dumps(checked.findings)), checked.findings)
        again = pickle.loads(pickle.dumps(gouji.Checker(profile="national")))
        self.assertEqual(again.check(WRONG).to_dict()["profile"], "national")

    def test_what_was_read(self):
        self.assertEqual(gouji.read(WRONG)["year"], 2020)
        with self.assertRaisesRegex(gouji.Error, "none.txt：文件不存在"):
            gouji.read("none.txt")


class Rules(unittest.TestCase):
    def test_every_rule_is_listed_and_explained(self):
        rules = {rule.code: rule for rule in gouji.rules()}
        self.assertEqual(rules["T3-02"].severity, "error")
        self.assertIn("T3-02", gouji.explain("t3-02"))
        with self.assertRaisesRegex(KeyError, "没有代码或名称"):
            gouji.explain("T3-999")


class ManyReports(unittest.TestCase):
    def test_in_their_order_with_any_number_of_threads(self):
        paths = all_reports()
        one = [checked.to_json() for checked in gouji.check_all(paths, jobs=1)]
        self.assertEqual(one, [checked.to_json() for checked in gouji.check_all(iter(paths), jobs=4)])
        self.assertEqual(one[:3], [gouji.check(path).to_json() for path in paths[:3]])

    def test_every_kind_of_item(self):
        content = WRONG.read_bytes()
        items = [
            WRONG,
            (WRONG, content),
            {"bytes": content, "name": WRONG},
            {"bytes": content, "name": WRONG, "previous": b"abc"},
        ]
        results = list(gouji.check_all(items))
        self.assertEqual(results[0], results[1])
        self.assertEqual(results[0], results[2])
        self.assertTrue(any("给出的上年报告" in each.why for each in results[3].not_checked))

    def test_an_item_that_is_none_ends_the_batch_with_its_sentence(self):
        with self.assertRaisesRegex(TypeError, "应为文件的路径"):
            list(gouji.check_all([WRONG, 5]))

    def test_reports_are_taken_as_they_are_needed(self):
        taken = 0

        def endless():
            nonlocal taken
            while True:
                taken += 1
                yield WRONG

        next(iter(gouji.check_all(endless(), jobs=1)))
        self.assertLess(taken, 1000)

    def test_other_threads_go_on(self):
        ticks = []
        done = threading.Event()

        def tick():
            while not done.is_set():
                ticks.append(time.monotonic())
                time.sleep(0.001)

        thread = threading.Thread(target=tick)
        thread.start()
        list(gouji.check_all([WRONG] * 60, jobs=1))
        done.set()
        thread.join()
        self.assertGreater(len(ticks), 3)

    @unittest.skipUnless(PROGRAM, "GOUJI_PROGRAM 没有指明命令行程序")
    def test_results_are_those_of_the_program(self):
        paths = all_reports()
        for ours, theirs in zip(gouji.check_all(paths), of_program(paths)):
            self.assertEqual(ours.to_dict(), theirs)


class Packs(unittest.TestCase):
    """Rules of one's own, in an installation of one's own."""

    def test_a_missing_pack_is_told(self):
        with tempfile.TemporaryDirectory() as home:
            rules = pathlib.Path(home) / "rules"
            rules.mkdir()
            (rules / "own.toml").write_text('packs = ["nirgends"]\n', encoding="utf-8")
            with self.assertRaises(gouji.Error):
                gouji.Checker(home=home, profile="own")


def load_tests(loader, tests, pattern):
    tests.addTests(doctest.DocTestSuite(gouji, globs={"gouji": gouji, "report": str(WRONG)}))
    return tests


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-q"])
