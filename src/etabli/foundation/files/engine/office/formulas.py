"""The formulas of a spreadsheet: a list of the functions that are kept. DDE links (app|topic), cells of other files,
WEBSERVICE, IMAGE, RTD and whatever else is not listed fetch or start something when the sheet is worked out (ECMA-376
part 1, 18.17; OpenFormula 1.3): their last value stays, and the formula goes.
"""

import re
from functools import cache

_QUOTED = re.compile(r""""((?:[^"]|"")*)"|'((?:[^']|'')*)'""")  # a text, or the name of a sheet
_CALLED = re.compile(r"([^\s+\-*/^&=<>(){},;:!%\"'\[\]@#~|]{1,64})\s*\(")
_BY_NAME = re.compile(r"_xleta\.([\w.]+)", re.I)  # a function that another one is given
_PREFIXES = ("_XLFN._XLWS.", "_XLFN.", "COM.MICROSOFT.", "ORG.OPENOFFICE.", "ORG.LIBREOFFICE.")
# A cell of another file: [1]Sheet!A1, or in OpenDocument ['file:///x'#$Sheet.A1].
_ELSEWHERE = re.compile(r"\[(?!0\])[^\[\]]*\][^\[\],;()+*/&=<>\s]{0,300}!|\w#[\w$'.]")
_STARTING = re.compile(r"[|]|\\\\|//")
_LONGEST = 16_384
_ODD = re.compile(r"[|\\\[\]]|//|:/")  # what no name of a sheet holds
# They ask a server for data.
_ASKING = frozenset({
    "RTD", "CUBESET", "CUBEKPIMEMBER", "CUBESETCOUNT", "CUBEMEMBERPROPERTY", "CUBEVALUE", "CUBEMEMBER",
    "CUBERANKEDMEMBER",
})  # fmt: skip
# What INDIRECT makes a place of: pieces of text that hold no sign of a file, a server or a program, and numbers; never
# the text of a cell.
_PLACE = re.compile(r'(?:""|TRUE|FALSE|[\s\d&+\-*,;.()])*', re.I)
_PIECE = re.compile(r"[^\[\]\\/#|]*|R(\[-?\d+\])?C(\[-?\d+\])?", re.I)
_INDIRECT = re.compile(r"INDIRECT\s*\(", re.I)
_NUMBER = re.compile(
    r"(?<![\w.])(?:ROWS?|COLUMNS?|MATCH|XMATCH|COUNT|COUNTA|MAX|MIN|SUM|INT|ADDRESS)\s*\(", re.I
)
_ADDRESS_ENTRIES = 4  # the fifth is a text: the sheet
# Those of the standard's first edition are known to openpyxl; these came since, or are OpenDocument's own.
_NEWER = frozenset({
    "AGGREGATE", "ARABIC", "BASE", "BETA.DIST", "BETA.INV", "BINOM.DIST", "BINOM.DIST.RANGE", "BINOM.INV", "BITAND",
    "BITLSHIFT", "BITOR", "BITRSHIFT", "BITXOR", "BYCOL", "BYROW", "CEILING.MATH", "CEILING.PRECISE", "CEILING.XCL",
    "CHISQ.DIST", "CHISQ.DIST.RT", "CHISQ.INV", "CHISQ.INV.RT", "CHISQ.TEST", "CHOOSECOLS", "CHOOSEROWS", "COLOR",
    "COMBINA", "CONCAT", "CONFIDENCE.NORM", "CONFIDENCE.T", "COT", "COTH", "COVARIANCE.P", "COVARIANCE.S", "CSC",
    "CSCH", "CURRENT", "DAYS", "DECIMAL", "DROP", "EASTERSUNDAY", "ENCODEURL", "ERF.PRECISE", "ERFC.PRECISE",
    "ERROR.TYPE", "EXPAND", "EXPON.DIST", "F.DIST", "F.DIST.RT", "F.INV", "F.INV.RT", "F.TEST", "FILTER",
    "FLOOR.MATH", "FLOOR.PRECISE", "FLOOR.XCL", "FORECAST.ETS", "FORECAST.ETS.ADD", "FORECAST.ETS.CONFINT",
    "FORECAST.ETS.MULT", "FORECAST.ETS.PI.ADD", "FORECAST.ETS.PI.MULT", "FORECAST.ETS.SEASONALITY",
    "FORECAST.ETS.STAT", "FORECAST.ETS.STAT.ADD", "FORECAST.ETS.STAT.MULT", "FORECAST.LINEAR", "FORMULA", "FOURIER",
    "GAMMA", "GAMMA.DIST", "GAMMA.INV", "GAMMALN.PRECISE", "GAUSS", "HSTACK", "HYPGEOM.DIST", "IFNA", "IFS", "IMCOSH",
    "IMCOT", "IMCSC", "IMCSCH", "IMSEC", "IMSECH", "IMSINH", "IMTAN", "ISFORMULA", "ISO.CEILING", "ISOMITTED",
    "ISOWEEKNUM", "LAMBDA", "LET", "LOGNORM.DIST", "LOGNORM.INV", "MAKEARRAY", "MAP", "MAXIFS", "MINIFS", "MODE.MULT",
    "MODE.SNGL", "MUNIT", "NEGBINOM.DIST", "NETWORKDAYS.INTL", "NORM.DIST", "NORM.INV", "NORM.S.DIST", "NORM.S.INV",
    "NUMBERVALUE", "PDURATION", "PERCENTILE.EXC", "PERCENTILE.INC", "PERCENTRANK.EXC", "PERCENTRANK.INC",
    "PERMUTATIONA", "PHI", "POISSON.DIST", "QUARTILE.EXC", "QUARTILE.INC", "RANDARRAY", "RANK.AVG", "RANK.EQ",
    "RAWSUBTRACT", "REDUCE", "REGEX", "ROUNDSIG", "RRI", "SCAN", "SEC", "SECH", "SEQUENCE", "SHEET", "SHEETS",
    "SINGLE", "SKEW.P", "SORT", "SORTBY", "STDEV.P", "STDEV.S", "STYLE", "SWITCH", "T.DIST", "T.DIST.2T", "T.DIST.RT",
    "T.INV", "T.INV.2T", "T.TEST", "TAKE", "TEXTAFTER", "TEXTBEFORE", "TEXTJOIN", "TEXTSPLIT", "TOCOL", "TOROW",
    "UNICHAR", "UNICODE", "UNIQUE", "VALUETOTEXT", "ARRAYTOTEXT", "VAR.P", "VAR.S", "VSTACK", "WEIBULL.DIST",
    "WORKDAY.INTL", "WRAPCOLS", "WRAPROWS", "XLOOKUP", "XMATCH", "XOR", "Z.TEST", "MULTIPLE.OPERATIONS", "DATEDIF",
    "B",
})  # fmt: skip
# By their last words, the conditions of OpenDocument: cell-content-is-between(…), is-true-formula(…) and their like.
_CONDITIONS = frozenset({
    "BETWEEN", "CONTENT", "DATE", "FORMULA", "IS", "LENGTH", "LIST", "NUMBER", "TEXT", "TIME", "VALUE", "WITH",
})  # fmt: skip


@cache
def _known() -> frozenset[str]:
    from openpyxl.utils import FORMULAE

    return (frozenset(FORMULAE) | _NEWER | _CONDITIONS) - _ASKING


def is_harmless(formula: str) -> bool:
    """Whether it only counts with what stands in the same file, as XLSX or OpenDocument writes it."""
    if len(formula) > _LONGEST:
        return False
    bare = _QUOTED.sub(_bare, formula)
    if _STARTING.search(bare) or _ELSEWHERE.search(bare) or not _stays_inside(bare):
        return False
    called = [*_CALLED.findall(bare), *_BY_NAME.findall(bare)]
    return all(_plain(name) in _known() for name in called)


def _bare(quoted: re.Match[str]) -> str:
    """A text as "", or as "?" where INDIRECT could make a place elsewhere of it; the name of a sheet as a word."""
    if quoted[2] is None:
        return '""' if _PIECE.fullmatch(quoted[1]) else '"?"'
    return "|" if _ODD.search(quoted[2]) else "Sheet"


def _stays_inside(bare: str) -> bool:
    """Whether each INDIRECT names a place of the same file."""
    if any(_plain(name) == "INDIRECT" for name in _BY_NAME.findall(bare)):
        return False
    return all(_names_a_place(_entries(bare, call.end())) for call in _INDIRECT.finditer(bare))


def _names_a_place(entries: str | None) -> bool:
    if entries is None:
        return False
    while number := _NUMBER.search(entries):
        inside = _entries(entries, number.end())
        is_address = number[0].upper().startswith("ADDRESS")
        if inside is None or (is_address and _count(inside) > _ADDRESS_ENTRIES):
            return False
        entries = entries[: number.start()] + "0" + entries[number.end() + len(inside) + 1 :]
    return bool(_PLACE.fullmatch(entries))


def _entries(bare: str, at: int) -> str | None:
    """What stands between the parentheses of a call."""
    depth = 1
    for place in range(at, len(bare)):
        depth += {"(": 1, ")": -1}.get(bare[place], 0)
        if not depth:
            return bare[at:place]
    return None


def _count(entries: str) -> int:
    flat = re.sub(r"\([^()]*\)", "", entries)
    return 1 + sum(flat.count(sign) for sign in ",;")


def _plain(name: str) -> str:
    upper = name.upper()
    return next((upper[len(prefix) :] for prefix in _PREFIXES if upper.startswith(prefix)), upper)
