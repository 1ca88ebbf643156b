"""Takes the text out of every page of a folder with lxml, for `cargo xtask bench --peers`.

`pages.py FOLDER` prints the name, the median time of the processor per page in microseconds, and the bytes of text.
"""

import pathlib
import sys
import time

import lxml.html


def text_of(data):
    try:
        page = data.decode("utf-8")
    except UnicodeDecodeError:
        page = data.decode("gb18030", "replace")
    return lxml.html.document_fromstring(page.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8")).text_content()


def main():
    pages = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[1]).iterdir())]
    times, length = [], 0
    for _ in range(5):
        began = time.process_time()
        length = sum(len(text_of(page).encode()) for page in pages)
        times.append((time.process_time() - began) * 1e6 / len(pages))
    print("lxml", f"{sorted(times)[len(times) // 2]:.2f}", length // len(pages))


main()
