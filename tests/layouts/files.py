"""Rows to files: CSV in the encodings and with the separators met, XLSX and ODS."""
import csv
import io
import zipfile
from xml.sax.saxutils import escape


class Sheet:
    """What a spreadsheet knows of a sheet beside its texts. Areas of merged cells are first row,
    first column, last row, last column, from 0; their text stands in the first cell alone."""

    def __init__(self, name, rows):
        self.name, self.rows = name, rows
        self.areas, self.hidden_rows, self.is_hidden = [], set(), False

ENCODINGS = ["utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman", "cp850", "twice"]


def encode(text, encoding):
    """"twice": UTF-8 that a program took for Windows-1252 and wrote as UTF-8 again."""
    if encoding != "twice":
        return text.encode(encoding)
    return text.encode("utf-8").decode("cp1252").encode("utf-8")


def write_csv(path, rows, draw):
    encoding = draw.choice(ENCODINGS)
    separator = draw.choice([";", ";", ";", ",", "\t", "|"])
    end = draw.choice(["\r\n", "\n"])
    quoting = draw.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
    try:
        content = encode(text.getvalue(), encoding)
    except UnicodeError:
        encoding = "utf-8"
        content = encode(text.getvalue(), encoding)
    with open(path, "wb") as out:
        out.write(content)
    return f"csv {encoding} {separator!r}"


def column_name(i):
    return (chr(64 + i // 26) if i >= 26 else "") + chr(65 + i % 26)


def sheet_xml(sheet):
    rows = sheet.rows
    out = ['<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/'
           'spreadsheetml/2006/main"><sheetPr filterMode="1"/><sheetData>']
    for r, row in enumerate(rows):
        out.append(f'<row r="{r + 1}"' + (' hidden="1">' if r in sheet.hidden_rows else ">"))
        for c, cell in enumerate(row):
            at = f"{column_name(c)}{r + 1}"
            if isinstance(cell, (int, float)):
                out.append(f'<c r="{at}"><v>{cell}</v></c>')
            elif cell != "":
                out.append(f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}'
                           "</t></is></c>")
        out.append("</row>")
    merged = "".join(f'<mergeCell ref="{column_name(c)}{r + 1}:{column_name(d)}{s + 1}"/>'
                     for r, c, s, d in sheet.areas)
    out.append("</sheetData>" + (f"<mergeCells>{merged}</mergeCells>" if merged else "") +
               "</worksheet>")
    return "".join(out)


def write_xlsx(path, sheets):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    numbers = range(1, len(sheets) + 1)
    types = "".join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.'
                    'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for i in numbers)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"><Default '
                      'Extension="rels" ContentType="application/vnd.openxmlformats-package.'
                      'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
                      '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
                      'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                      f"{types}</Types>")
        book.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships"><Relationship '
                      f'Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
                      "</Relationships>")
        book.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>' +
                      "".join(f'<sheet name="{escape(sheet.name[:31])}" sheetId="{i}" r:id="rId{i}"' +
                              (' state="hidden"/>' if sheet.is_hidden else "/>")
                              for i, sheet in zip(numbers, sheets)) + "</sheets></workbook>")
        book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships">' +
                      "".join(f'<Relationship Id="rId{i}" Type="{office}/worksheet" '
                              f'Target="worksheets/sheet{i}.xml"/>' for i in numbers) +
                      "</Relationships>")
        for i, sheet in zip(numbers, sheets):
            book.writestr(f"xl/worksheets/sheet{i}.xml", sheet_xml(sheet))


def ods_cell(cell, spanned):
    if isinstance(cell, (int, float)):
        return (f'<table:table-cell{spanned} office:value-type="float" office:value="{cell}">'
                f"<text:p>{cell}</text:p></table:table-cell>")
    if cell == "":
        return f"<table:table-cell{spanned}/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
    return f'<table:table-cell{spanned} office:value-type="string">{lines}</table:table-cell>'


def ods_table(sheet):
    first = {(r, c): (s - r + 1, d - c + 1) for r, c, s, d in sheet.areas}
    covered = {(i, j) for r, c, s, d in sheet.areas for i in range(r, s + 1)
               for j in range(c, d + 1)} - set(first)
    style = ' table:style-name="hidden"' if sheet.is_hidden else ""
    out = [f'<table:table table:name="{escape(sheet.name)}"{style}>']
    for r, row in enumerate(sheet.rows):
        unseen = ' table:visibility="filter"' if r in sheet.hidden_rows else ""
        out.append(f"<table:table-row{unseen}>")
        for c, cell in enumerate(row or [""]):
            spanned = ""
            if (r, c) in first:
                spanned = (f' table:number-rows-spanned="{first[r, c][0]}"'
                           f' table:number-columns-spanned="{first[r, c][1]}"')
            out.append("<table:covered-table-cell/>" if (r, c) in covered else
                       ods_cell(cell, spanned))
        out.append("</table:table-row>")
    out.append("</table:table>")
    return "".join(out)


def write_ods(path, sheets):
    out = ['<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
           'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
           'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
           'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.2">'
           '<office:automatic-styles><style:style style:name="hidden" style:family="table">'
           '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
           "<office:body><office:spreadsheet>"]
    out += [ods_table(sheet) for sheet in sheets]
    out.append("</office:spreadsheet></office:body></office:document-content>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet",
                      zipfile.ZIP_STORED)
        book.writestr("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:'
                      'opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
                      'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
                      '<manifest:file-entry manifest:full-path="content.xml" '
                      'manifest:media-type="text/xml"/></manifest:manifest>')
        book.writestr("content.xml", "".join(out))
