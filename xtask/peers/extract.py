"""Extracts all paragraphs and all cells of a file again and again with a public library.

`extract.py PEER FILE SECONDS` prints what `crates/reader/examples/extract.rs` prints, for `cargo xtask bench --peers`:
the fastest time in seconds, the number of cells that are not blank (-1 where the library knows no cells), that of
paragraphs, and the most memory that was resident, in KiB.
"""

import io
import resource
import sys
import time


def lxml(data):
    import lxml.html

    page = lxml.html.document_fromstring(data)
    cells = sum(1 for cell in page.iter("td", "th") if cell.text_content().strip())
    blocks = page.xpath("//*[self::p or self::h1 or self::h2 or self::li][not(ancestor::td)]")
    return cells, sum(1 for block in blocks if block.text_content().strip())


def pandas(data):
    import pandas

    # A cell that is merged over several stands in all of them: repetitions beside and below count once.
    cells = 0
    for table in pandas.read_html(io.BytesIO(data), encoding="utf-8", header=None, flavor="lxml", keep_default_na=False):
        cells += int((table.astype(str) != "").sum().sum())
    return -1, cells


def docx(data):
    import docx
    from docx.oxml.ns import qn

    document = docx.Document(io.BytesIO(data))
    cells = 0
    for table in document.tables:
        for row in table._tbl.tr_lst:
            for cell in row.tc_lst:
                goes_on = cell.vMerge == "continue"
                cells += not goes_on and any(text.text for text in cell.iter(qn("w:t")))
    return cells, sum(1 for paragraph in document.paragraphs if paragraph.text.strip())


def openpyxl(data):
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    cells = 0
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            cells += sum(value is not None for value in row)
    return cells, 0


def pdfplumber(data):
    import pdfplumber

    cells = paragraphs = 0
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            for table in page.extract_tables():
                cells += sum(bool(text) for row in table for text in row)
            paragraphs += len(page.extract_text().splitlines())
    return cells, paragraphs


def pypdfium2(data):
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return -1, sum(len(page.get_textpage().get_text_bounded().splitlines()) for page in document)


def main():
    peer, path, seconds = sys.argv[1:]
    extract = {"python-docx": docx}.get(peer) or globals()[peer]
    with open(path, "rb") as file:
        data = file.read()
    # What is imported is imported before the clock runs.
    extract(data)
    begun, fastest = time.perf_counter(), float("inf")
    while fastest == float("inf") or time.perf_counter() - begun < float(seconds):
        started = time.perf_counter()
        cells, paragraphs = extract(data)
        fastest = min(fastest, time.perf_counter() - started)
    print(fastest, cells, paragraphs, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


main()
