"""Makes the PDF and OFD files of this folder out of the text reports in tests/reports.

    python -m venv venv && venv/bin/pip install python-docx reportlab
    venv/bin/python make.py          # needs soffice, and fonts-noto-cjk

office.pdf      python-docx, then LibreOffice: embedded fonts with ToUnicode, table three over a page break with a
                repeated head, a head cell that is set downwards, page numbers at the foot.
plain.pdf       reportlab: a font that is not embedded, by the predefined map UniGB-UCS2-H; lines as thin rectangles,
                tables over page breaks without a repeated head.
turned.pdf      the same, every page drawn sideways and turned by its Rotate entry.
unruled.pdf     reportlab: tables without any lines, labels over several lines, table three over a page break.
across.pdf      the same with horizontal lines only, as some offices print.
bare.pdf        python-docx, then LibreOffice: headings and tables only, without lines, cells centred both ways, table
                three over page breaks with a repeated head, labels that page breaks cut.
report.ofd      by hand (GB/T 33190): lines and text in millimetres, DeltaX with repetition, a template page.
"""

import pathlib
import subprocess
import tempfile
import zipfile

HERE = pathlib.Path(__file__).parent
REPORTS = HERE.parents[4] / "tests" / "reports"


def blocks(name):
    """Paragraphs, and tables as lists of rows of texts."""
    found = []
    for line in (REPORTS / name).read_text(encoding="utf-8").splitlines():
        if "|" not in line:
            found.append(line)
            continue
        row = [cell.strip() for cell in line.rstrip(" |").split("|")]
        if not found or isinstance(found[-1], str):
            found.append([])
        found[-1].append(row)
    return found


def cells(rows):
    """(row, column, rows, columns, text) of each cell of one of the three tables."""
    if rows[0][0].startswith("第二十条"):
        return two(rows)
    return three(rows) if rows[0][0].startswith("（本列") else four(rows)


def two(rows):
    out = []
    for at, row in enumerate(rows):
        if len(row) == 1:
            out.append((at, 0, 1, 4, row[0]))
        elif len(row) == 2:
            out += [(at, 0, 1, 1, row[0]), (at, 1, 1, 3, row[1])]
        else:
            out += [(at, column, 1, 1, text) for column, text in enumerate(row)]
    return out


def three(rows):
    out = [(0, 0, 3, 3, rows[0][0]), (0, 3, 1, 7, rows[0][1])]
    out += [(1, 3, 2, 1, rows[1][0]), (1, 4, 1, 5, rows[1][1]), (1, 9, 2, 1, rows[1][2])]
    out += [(2, 4 + at, 1, 1, text) for at, text in enumerate(rows[2])]
    starts = [at for at, row in enumerate(rows) if any(text.startswith("（") for text in row[:2]) and at > 2]
    last = next(at for at, row in enumerate(rows) if row[0].startswith("四、"))
    for at, row in enumerate(rows[3:], 3):
        labels, column = list(row[:-7]), 0
        if labels[0].startswith("三、"):
            out.append((at, 0, last - at, 1, labels.pop(0)))
        if labels[0].startswith(("一、", "二、", "四、")):
            out.append((at, 0, 1, 3, labels[0]))
        elif len(labels) == 2:
            end = min(start for start in starts + [last] if start > at)
            out += [(at, 1, end - at, 1, labels[0]), (at, 2, 1, 1, labels[1])]
        elif labels[0].startswith("（"):
            out.append((at, 1, 1, 2, labels[0]))
        else:
            out.append((at, 2, 1, 1, labels[0]))
        out += [(at, 3 + column, 1, 1, text) for column, text in enumerate(row[-7:])]
    return out


def four(rows):
    out = [(0, 0, 1, 5, rows[0][0]), (0, 5, 1, 10, rows[0][1])]
    out += [(1, at, 2, 1, text) for at, text in enumerate(rows[1][:5])]
    out += [(1, 5, 1, 5, rows[1][5]), (1, 10, 1, 5, rows[1][6])]
    out += [(2, 5 + at, 1, 1, text) for at, text in enumerate(rows[2])]
    out += [(3, at, 1, 1, text) for at, text in enumerate(rows[3])]
    return out


def office(name="office.pdf", report="clean-2023.txt", bare=False):
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    def element(parent, name, **attributes):
        child = OxmlElement(name)
        for key, value in attributes.items():
            child.set(qn("w:" + key), value)
        parent.append(child)
        return child

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Noto Sans CJK SC", Pt(15)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Sans CJK SC")
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("- ")
    run = foot.add_run()
    element(run._r, "w:fldChar", fldCharType="begin")
    element(run._r, "w:instrText").text = "PAGE"
    element(run._r, "w:fldChar", fldCharType="end")
    foot.add_run(" -")
    for at, block in enumerate(blocks(report)):
        if isinstance(block, str):
            # Fewer characters, a smaller font.
            if block.startswith(("（三）", "（四）", "（五）", "存在", "上年")):
                continue
            if bare and at > 0 and "、" not in block[:3]:
                continue
            paragraph = document.add_paragraph(block)
            if at == 0:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            else:
                paragraph.paragraph_format.first_line_indent = Pt(30)
                paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            continue
        grid = cells(block)
        table = document.add_table(len(block), max(column + span for _, column, _, span, _ in grid))
        if not bare:
            table.style = "Table Grid"
        for row, column, rows, columns, text in grid:
            cell = table.cell(row, column)
            if rows > 1 or columns > 1:
                cell = cell.merge(table.cell(row + rows - 1, column + columns - 1))
            cell.text = text
            for part in cell.paragraphs[0].runs:
                part.font.size = Pt(10)
            if bare:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
                element(cell._tc.get_or_add_tcPr(), "w:vAlign", val="center")
            if text.startswith("三、本年度办理"):
                element(cell._tc.get_or_add_tcPr(), "w:textDirection", val="tbRlV")
        if block[0][0].startswith("（本列"):
            for row in table.rows[:3]:
                element(row._tr.get_or_add_trPr(), "w:tblHeader")
    with tempfile.TemporaryDirectory() as folder:
        path = (pathlib.Path(folder) / name).with_suffix(".docx")
        document.save(path)
        home = f"-env:UserInstallation=file://{folder}/home"
        subprocess.run(["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", folder, path], check=True)
        (HERE / name).write_bytes((pathlib.Path(folder) / name).read_bytes())


class Canvas:
    """Sets blocks on pages; the subclass draws. Points from the upper left corner."""

    SIZE, STEP, MARGIN, WIDTH, HEIGHT = 14, 24, 74, 595, 842

    def __init__(self, ruled=True):
        self.y, self.page, self.ruled = self.MARGIN, 1, ruled

    def room(self, height):
        if self.y + height > self.HEIGHT - self.MARGIN:
            self.turn()

    def turn(self):
        self.text(self.WIDTH / 2 - 10, self.HEIGHT - 50, f"— {self.page} —", 10)
        self.next_page()
        self.page += 1
        self.y = self.MARGIN

    def paragraph(self, text, title=False):
        per_line = int((self.WIDTH - 2 * self.MARGIN) / self.SIZE)
        if title:
            self.room(self.STEP)
            self.text((self.WIDTH - len(text) * self.SIZE) / 2, self.y, text, self.SIZE)
            self.y += self.STEP
            return
        rest, indent = text, 2
        while rest:
            self.room(self.STEP)
            line, taken = "", float(indent)
            while rest and taken + (0.5 if rest[0].isascii() else 1) <= per_line:
                taken += 0.5 if rest[0].isascii() else 1
                line, rest = line + rest[0], rest[1:]
            self.text(self.MARGIN + indent * self.SIZE, self.y, line, self.SIZE)
            self.y += self.STEP
            indent = 0

    def table(self, rows):
        grid = cells(rows)
        columns = max(column + span for _, column, _, span, _ in grid)
        share = [1.0] * columns
        if columns == 10:
            share[0], share[1], share[2] = 0.6, 1.6, 4.2
        unit = (self.WIDTH - 2 * self.MARGIN) / sum(share)
        xs = [self.MARGIN]
        for part in share:
            xs.append(xs[-1] + part * unit)
        size = 8
        def wrapped(text, column, span):
            fits = max(1, int((xs[column + span] - xs[column] - 4) / size))
            lines, line, taken = [], "", 0.0
            for letter in text:
                width = 0.5 if letter.isascii() else 1
                if taken + width > fits:
                    lines, line, taken = lines + [line], "", 0.0
                line, taken = line + letter, taken + width
            return lines + [line]
        heights = [12.0] * len(rows)
        for row, column, span, wide, text in grid:
            if span == 1:
                heights[row] = max(heights[row], 6 + 10 * len(wrapped(text, column, wide)))
        begun, top, left = 0, self.y, {}
        for row in range(len(rows) + 1):
            used = sum(heights[begun:row])
            full = row < len(rows) and top + used + heights[row] > self.HEIGHT - self.MARGIN
            if row == len(rows) or full:
                ys = [top]
                for height in heights[begun:row]:
                    ys.append(ys[-1] + height)
                for first, column, span, wide, text in grid:
                    start, end = max(first, begun), min(first + span, row)
                    if start >= end:
                        continue
                    box = (xs[column], ys[start - begun], xs[column + wide], ys[end - begun])
                    if self.ruled:
                        self.box(*box)
                    # What does not fit above a page break goes on below it.
                    lines = left.setdefault((first, column), wrapped(text, column, wide))
                    fits = len(lines) if end == first + span else int((box[3] - box[1] - 2) // 10)
                    lines, left[first, column] = lines[:fits], lines[fits:]
                    for at, line in enumerate(lines):
                        self.text(box[0] + 2, box[1] + 3 + 10 * at, line, size)
                self.y = ys[-1]
                if full:
                    self.turn()
                    begun, top = row, self.y
        self.y += 14

    def report(self, name):
        for at, block in enumerate(blocks(name)):
            if isinstance(block, str):
                self.paragraph(block, title=at == 0)
            else:
                self.table(block)
        self.turn()


class Reportlab(Canvas):
    def __init__(self, path, encoding="UniGB-UCS2-H", turned=False, **options):
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import CIDFont, UnicodeCIDFont
        from reportlab.pdfgen import canvas

        super().__init__(**options)
        self.turned = turned
        if encoding == "UniGB-UCS2-H":
            pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
            self.font, self.encode = "STSong-Light", lambda text: text
        else:
            pdfmetrics.registerFont(CIDFont("STSong-Light", encoding))
            self.font, self.encode = f"STSong-Light-{encoding}", lambda text: text.encode("gbk")
        # A turned page is as wide as the sheet is high: reportlab sees to that.
        self.canvas = canvas.Canvas(str(path), pagesize=(self.WIDTH, self.HEIGHT), invariant=1)
        self.begin()

    def begin(self):
        if self.turned:
            # The sheet is shown a quarter turn further, so that what is drawn sideways stands upright.
            self.canvas.setPageRotation(90)
            self.canvas.translate(self.HEIGHT, 0)
            self.canvas.rotate(90)

    def text(self, x, y, text, size):
        self.canvas.setFont(self.font, size)
        self.canvas.drawString(x, self.HEIGHT - y - 0.88 * size, self.encode(text))

    def box(self, left, top, right, bottom):
        for x, y, x2, y2 in [
            (left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom), (right, top, right, bottom),
        ]:
            self.canvas.rect(x - 0.25, self.HEIGHT - y2 - 0.25, x2 - x + 0.5, y2 - y + 0.5, stroke=0, fill=1)

    def next_page(self):
        self.canvas.showPage()
        self.begin()

    def save(self):
        self.canvas.save()


def reportlab():
    for name, report, kind, options in [
        ("plain.pdf", "clean-2020.txt", Reportlab, {}),
        ("turned.pdf", "clean-2020.txt", Reportlab, {"turned": True}),
        ("unruled.pdf", "clean-2020.txt", Reportlab, {"ruled": False}),
        ("across.pdf", "clean-2023.txt", Across, {}),
    ]:
        canvas = kind(HERE / name, "UniGB-UCS2-H", **options)
        canvas.report(report)
        canvas.save()


class Across(Reportlab):
    def box(self, left, top, right, bottom):
        for y in (top, bottom):
            self.canvas.rect(left - 0.25, self.HEIGHT - y - 0.25, right - left + 0.5, 0.5, stroke=0, fill=1)


class Ofd(Canvas):
    """Lengths are given in points, and written in millimetres."""

    NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

    def __init__(self, path):
        super().__init__()
        self.path = path
        self.pages, self.objects, self.id = [], [], 100

    def object(self, text):
        self.id += 1
        self.objects.append(text.replace("ID=''", f'ID="{self.id}"', 1))

    def text(self, x, y, text, size):
        widths = [size / 2 if letter.isascii() else size for letter in text]
        # Small text in points, brought to millimetres by a matrix; the rest in millimetres.
        unit, matrix = (1, f' CTM="{25.4 / 72:.6f} 0 0 {25.4 / 72:.6f} 0 0"') if size < 10 else (25.4 / 72, "")
        runs = []
        for width in widths[:-1]:
            if runs and runs[-1][1] == width:
                runs[-1][0] += 1
            else:
                runs.append([1, width])
        deltas = " ".join(
            f"g {count} {width * unit:.4g}" if count > 1 else f"{width * unit:.4g}" for count, width in runs
        )
        box = " ".join(f"{value * 25.4 / 72:.3f}" for value in (x, y, sum(widths), size))
        delta = f' DeltaX="{deltas}"' if deltas else ""
        self.object(
            f"<ofd:TextObject ID='' Boundary=\"{box}\" Font=\"3\" Size=\"{size * unit:.4g}\"{matrix}>"
            f'<ofd:TextCode X="0" Y="{0.88 * size * unit:.4g}"{delta}>{text}</ofd:TextCode></ofd:TextObject>'
        )

    def box(self, left, top, right, bottom):
        x, y, width, height = (value * 25.4 / 72 for value in (left, top, right - left, bottom - top))
        path = f"M 0 0 L {width:.3f} 0 L {width:.3f} {height:.3f} L 0 {height:.3f} C"
        self.object(
            f"<ofd:PathObject ID='' Boundary=\"{x:.3f} {y:.3f} {width:.3f} {height:.3f}\" LineWidth=\"0.2\">"
            f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def next_page(self):
        self.pages.append(self.objects)
        self.objects = []

    def content(self, objects, template=""):
        layer = f'<ofd:Content><ofd:Layer ID="9">{"".join(objects)}</ofd:Layer></ofd:Content>'
        return f"{self.HEAD}<ofd:Page {self.NAMESPACE}>{template}{layer}</ofd:Page>"

    def save(self):
        # The template has the words of the first line of every page's foot: a running head at the top.
        pages, self.objects = self.pages, []
        self.text(self.MARGIN, 36, "政府信息公开工作年度报告（电子版）", 10)
        template = self.content(self.objects)
        use = '<ofd:Template TemplateID="2" ZOrder="Background"/>'
        files = {
            "OFD.xml": f'{self.HEAD}<ofd:OFD {self.NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
            "<ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"{self.HEAD}<ofd:Document {self.NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>9999"
            "</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 209.9 297</ofd:PhysicalBox></ofd:PageArea>"
            '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData><ofd:Pages>'
            + "".join(f'<ofd:Page ID="{at + 10}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
            + "</ofd:Pages></ofd:Document>",
            "Doc_0/Tpls/Tpl_0/Content.xml": template,
        }
        for at, objects in enumerate(pages):
            files[f"Doc_0/Pages/Page_{at}/Content.xml"] = self.content(objects, use)
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


def ofd():
    page = Ofd(HERE / "report.ofd")
    page.report("clean-2023.txt")
    page.save()


if __name__ == "__main__":
    office()
    office("bare.pdf", "clean-2023.txt", bare=True)
    reportlab()
    ofd()
