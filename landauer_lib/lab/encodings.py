"""The text in a measured file, whatever its encoding; what is no text is refused by its kind."""

import codecs
from pathlib import Path
from typing import Final

__all__ = ["read_text"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY: Final = (
    (b"\x89HDF", "an HDF5 file: read it with h5py or xarray"),
    (b"CDF", "a netCDF file: read it with xarray"),
    (b"PK\x03\x04", "a zip archive (or Excel workbook, or .npz): export the sheet as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook: export the sheet as CSV"),
    (b"\x1f\x8b", "compressed: unpack it first"),
    (b"\x93NUMPY", "a NumPy array: read it with numpy.load"),
    (b"MATLAB", "a MATLAB file: read it with scipy.io.loadmat"),
    (b"TDSm", "a TDMS file: export it as text"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "an image"),
)


def read_text(path: Path, encoding: str | None) -> tuple[str, list[str]]:
    """Return what a text file says, with lines ending in \\n, and notes on its encoding.

    Raises ``ValueError`` where the file is empty, binary, or not in the encoding.
    """
    raw = path.read_bytes()
    if not raw[:1000].strip() and not raw.strip():
        raise ValueError(f"{path.name}: the file is empty: no header and no data")
    for start, kind in _BINARY:
        if raw.startswith(start) and encoding is None:
            raise ValueError(f"{path.name}: not a text file but {kind}")
    notes: list[str] = []
    try:
        if encoding is None:
            text, notes = _guess(path.name, raw)
        else:
            text = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise ValueError(
            f"{path.name}: not a text file in {encoding or 'UTF-16 or -32'} ({error}); "
            "encoding='...' names another"
        ) from None
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise ValueError(f"{path.name}: not a text file: it holds zero bytes")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, notes


def _guess(name: str, raw: bytes) -> tuple[str, list[str]]:
    """Return the text, with a note where the bytes do not prove its encoding."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            notes = [] if encoding == "utf-8-sig" else [f"the file is in {encoding}"]
            return raw.decode(encoding), notes
    head = raw[:4000]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[first::2].count(0) > 0.8 * len(head[first::2]) and 0 not in head[1 - first :: 2]:
            said = f"no byte-order mark: read as {encoding}; encoding='...' overrules"
            return raw.decode(encoding), [said]
    try:
        return raw.decode(), []
    except UnicodeDecodeError as error:
        place = raw.count(b"\n", 0, error.start) + 1
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in head)
    if control > 0.01 * len(head):
        raise ValueError(f"{name}: not a text file: it holds control characters")
    try:
        encoding, text = "cp1252", raw.decode("cp1252")
    except UnicodeDecodeError:
        encoding, text = "latin-1", raw.decode("latin-1")
    said = f"not UTF-8 (line {place}): read as {encoding}; encoding='...' overrules"
    return text, [said]
