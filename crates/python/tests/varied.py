"""Many different reports from the few of the project: other bodies, years kept, figures changed."""

import pathlib
import random
import re

PROJECT = pathlib.Path(__file__).parents[3]
REPORTS = PROJECT / "tests/reports"

_SYLLABLES = "安平永宁新丰清河东山南溪北川西林长乐万源华阴"


def reports(count, seed=1):
    """``(name, bytes)`` of so many reports, the same for the same seed."""
    chosen = random.Random(seed)
    texts = [path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))]
    for at in range(count):
        text = texts[at % len(texts)]
        name = "".join(chosen.sample(_SYLLABLES, 2)) + "县"
        text = text.replace("永善县", name).replace("某某县", name)

        def changed(match):
            return str(int(match.group()) + chosen.randrange(1, 9)) if chosen.random() < 0.05 else match.group()

        text = re.sub(r"(?<![\d.〔-])\d{2,3}(?![\d.年月日号〕-])", changed, text)
        yield f"{at:05}-{name}.txt", text.encode()
