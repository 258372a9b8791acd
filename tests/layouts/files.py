"""Rows to files: CSV in the encodings and with the separators met, XLSX and ODS."""
import csv
import io
import zipfile
from xml.sax.saxutils import escape

ENCODINGS = ["utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman", "cp850"]


def encodes(rows, encoding):
    try:
        for row in rows:
            for cell in row:
                str(cell).encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def write_csv(path, rows, draw):
    encoding = draw.choice(ENCODINGS)
    if not encodes(rows, encoding):
        encoding = "utf-8"
    separator = draw.choice([";", ";", ";", ",", "\t", "|"])
    end = draw.choice(["\r\n", "\n"])
    quoting = draw.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
    with open(path, "wb") as out:
        out.write(text.getvalue().encode(encoding))
    return f"csv {encoding} {separator!r}"


def column_name(i):
    return (chr(64 + i // 26) if i >= 26 else "") + chr(65 + i % 26)


def sheet_xml(rows):
    out = ['<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/'
           'spreadsheetml/2006/main"><sheetData>']
    for r, row in enumerate(rows):
        out.append(f'<row r="{r + 1}">')
        for c, cell in enumerate(row):
            at = f"{column_name(c)}{r + 1}"
            if isinstance(cell, (int, float)):
                out.append(f'<c r="{at}"><v>{cell}</v></c>')
            elif cell != "":
                out.append(f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}'
                           "</t></is></c>")
        out.append("</row>")
    out.append("</sheetData></worksheet>")
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
                      "".join(f'<sheet name="{escape(name[:31])}" sheetId="{i}" r:id="rId{i}"/>'
                              for i, (name, _) in zip(numbers, sheets)) + "</sheets></workbook>")
        book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships">' +
                      "".join(f'<Relationship Id="rId{i}" Type="{office}/worksheet" '
                              f'Target="worksheets/sheet{i}.xml"/>' for i in numbers) +
                      "</Relationships>")
        for i, (_, rows) in zip(numbers, sheets):
            book.writestr(f"xl/worksheets/sheet{i}.xml", sheet_xml(rows))


def write_ods(path, sheets):
    out = ['<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
           'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
           'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
           "<office:body><office:spreadsheet>"]
    for name, rows in sheets:
        out.append(f'<table:table table:name="{escape(name)}">')
        for row in rows:
            out.append("<table:table-row>")
            for cell in row or [""]:
                if isinstance(cell, (int, float)):
                    out.append(f'<table:table-cell office:value-type="float" office:value="{cell}">'
                               f"<text:p>{cell}</text:p></table:table-cell>")
                elif cell == "":
                    out.append("<table:table-cell/>")
                else:
                    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
                    out.append(f'<table:table-cell office:value-type="string">{lines}'
                               "</table:table-cell>")
            out.append("</table:table-row>")
        out.append("</table:table>")
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
