"""Documents that tests make: small PDFs and Word documents, sound and hostile ones."""

import io
import re
import zipfile
from collections.abc import Sequence
from zipfile import ZIP_DEFLATED as DEFLATED

import docx

Written = tuple[float, float, float, str]
"""Left and bottom in points, type size, and the words."""


def pdf(*pages: Sequence[Written], title: str | None = None, picture: bool = False) -> bytes:
    """A PDF with these lines on its pages, in Helvetica; Latin letters only."""
    objects: list[bytes] = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        drawn = "\n".join(
            f"BT /F1 {size} Tf {x} {y} Td ({_escaped(words)}) Tj ET" for x, y, size, words in lines
        )
        if picture:
            drawn += "\n0.5 g 50 50 400 600 re f"
        stream = drawn.encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    listed = " ".join(f"{kid} 0 R" for kid in kids).encode()
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    trailer = b""
    if title is not None:
        objects.append(b"<< /Title (%s) >>" % _escaped(title).encode("latin-1"))
        trailer = b" /Info %d 0 R" % len(objects)
    return _assembled(objects, trailer)


def locked_pdf() -> bytes:
    """A PDF whose encryption no empty password opens."""
    whole = pdf([(72, 700, 11, "Nobody reads this.")])
    entry = (
        b" /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <%s> /U <%s> >>"
        b" /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
        % (b"5a" * 32, b"a5" * 32)
    )
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R" + entry)


def word(*paragraphs: tuple[str, str], title: str = "", header: str = "") -> bytes:
    """A Word document of (style, words)."""
    made = docx.Document()
    made.core_properties.title = title
    for style, words in paragraphs:
        made.add_paragraph(words, style=style)
    if header:
        made.sections[0].header.paragraphs[0].text = header
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def rewritten(word: bytes, part: str, content: bytes | None) -> bytes:
    """A Word document with another content of a part, or without that part and what names it."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as old, zipfile.ZipFile(held, "w", DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                named = re.compile(rb'<(?:Relationship|Override) [^>]*"/?%b"[^>]*>' % part.encode())
                told = old.read(name) if content else named.sub(b"", old.read(name))
                new.writestr(name, told)
            elif content:
                new.writestr(name, content)
    return held.getvalue()


def archive(**parts: bytes) -> bytes:
    """A ZIP archive; ``word__document_xml`` is the part word/document.xml."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return held.getvalue()


def _assembled(objects: Sequence[bytes], trailer: bytes) -> bytes:
    held = io.BytesIO()
    held.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(held.tell())
        held.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = held.tell()
    held.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        held.write(b"%010d 00000 n \n" % place)
    held.write(b"trailer\n<< /Size %d /Root 1 0 R" % (len(objects) + 1))
    held.write(trailer + b" >>\nstartxref\n%d\n%%%%EOF\n" % start)
    return held.getvalue()


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
