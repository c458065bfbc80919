"""The formulas of a spreadsheet: a list of the functions that are kept. DDE links (app|topic), cells of other files,
WEBSERVICE, IMAGE, RTD and whatever else is not listed fetch or start something when the sheet is worked out (ECMA-376
part 1, 18.17; OpenFormula 1.3): their last value stays, and the formula goes.
"""

import re
from functools import cache

_QUOTED_TEXT = re.compile(r""""((?:[^"]|"")*)"|'((?:[^']|'')*)'""")  # a text, or the name of a sheet
_FUNCTION_CALL = re.compile(r"([^\s+\-*/^&=<>(){},;:!%\"'\[\]@#~|]{1,64})\s*\(")
_BY_NAME = re.compile(r"_xleta\.([\w.]+)", re.I)  # a function that another one is given
_FUNCTION_PREFIXES = ("_XLFN._XLWS.", "_XLFN.", "COM.MICROSOFT.", "ORG.OPENOFFICE.", "ORG.LIBREOFFICE.")
# A cell of another file: [1]Sheet!A1, or in OpenDocument ['file:///x'#$Sheet.A1].
_EXTERNAL_REFERENCE = re.compile(r"\[(?!0\])[^\[\]]*\][^\[\],;()+*/&=<>\s]{0,300}!|\w#[\w$'.]")
_PROGRAM_OR_SERVER = re.compile(r"[|]|\\\\|//")
_MAX_LENGTH = 16_384
_NOT_IN_SHEET_NAME = re.compile(r"[|\\\[\]]|//|:/")  # what no name of a sheet holds
# They ask a server for data.
_SERVER_FUNCTIONS = frozenset({
    "RTD", "CUBESET", "CUBEKPIMEMBER", "CUBESETCOUNT", "CUBEMEMBERPROPERTY", "CUBEVALUE", "CUBEMEMBER",
    "CUBERANKEDMEMBER",
})  # fmt: skip
# What INDIRECT makes a place of: pieces of text that hold no sign of a file, a server or a program, and numbers; never
# the text of a cell.
_INTERNAL_ADDRESS = re.compile(r'(?:""|TRUE|FALSE|[\s\d&+\-*,;.()])*', re.I)
_ADDRESS_TEXT = re.compile(r"[^\[\]\\/#|]*|R(\[-?\d+\])?C(\[-?\d+\])?", re.I)
_INDIRECT_CALL = re.compile(r"INDIRECT\s*\(", re.I)
_NUMBER_FUNCTION = re.compile(
    r"(?<![\w.])(?:ROWS?|COLUMNS?|MATCH|XMATCH|COUNT|COUNTA|MAX|MIN|SUM|INT|ADDRESS)\s*\(", re.I
)
_ADDRESS_ENTRIES = 4  # the fifth is a text: the sheet
# Those of the standard's first edition are known to openpyxl; these came since, or are OpenDocument's own.
_NEWER_FUNCTIONS = frozenset({
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
def _allowed_functions() -> frozenset[str]:
    from openpyxl.utils import FORMULAE

    return (frozenset(FORMULAE) | _NEWER_FUNCTIONS | _CONDITIONS) - _SERVER_FUNCTIONS


def is_harmless(formula: str) -> bool:
    """Whether it only counts with what stands in the same file, as XLSX or OpenDocument writes it."""
    if len(formula) > _MAX_LENGTH:
        return False
    unquoted = _QUOTED_TEXT.sub(_unquoted, formula)
    if (
        _PROGRAM_OR_SERVER.search(unquoted)
        or _EXTERNAL_REFERENCE.search(unquoted)
        or not _stays_inside(unquoted)
    ):
        return False
    functions = [*_FUNCTION_CALL.findall(unquoted), *_BY_NAME.findall(unquoted)]
    return all(_without_prefix(name) in _allowed_functions() for name in functions)


def _unquoted(quoted: re.Match[str]) -> str:
    """A text as "", or as "?" where INDIRECT could make a place elsewhere of it; the name of a sheet as a word."""
    if quoted[2] is None:
        return '""' if _ADDRESS_TEXT.fullmatch(quoted[1]) else '"?"'
    return "|" if _NOT_IN_SHEET_NAME.search(quoted[2]) else "Sheet"


def _stays_inside(formula: str) -> bool:
    """Whether each INDIRECT names a place of the same file."""
    if any(_without_prefix(name) == "INDIRECT" for name in _BY_NAME.findall(formula)):
        return False
    return all(
        _is_internal_address(_call_arguments(formula, call.end()))
        for call in _INDIRECT_CALL.finditer(formula)
    )


def _is_internal_address(entries: str | None) -> bool:
    if entries is None:
        return False
    while number := _NUMBER_FUNCTION.search(entries):
        inside = _call_arguments(entries, number.end())
        is_address = number[0].upper().startswith("ADDRESS")
        if inside is None or (is_address and _argument_count(inside) > _ADDRESS_ENTRIES):
            return False
        entries = entries[: number.start()] + "0" + entries[number.end() + len(inside) + 1 :]
    return bool(_INTERNAL_ADDRESS.fullmatch(entries))


def _call_arguments(formula: str, at: int) -> str | None:
    """What stands between the parentheses of a call."""
    depth = 1
    for place in range(at, len(formula)):
        depth += {"(": 1, ")": -1}.get(formula[place], 0)
        if not depth:
            return formula[at:place]
    return None


def _argument_count(entries: str) -> int:
    flat = re.sub(r"\([^()]*\)", "", entries)
    return 1 + sum(flat.count(sign) for sign in ",;")


def _without_prefix(name: str) -> str:
    upper = name.upper()
    return next((upper[len(prefix) :] for prefix in _FUNCTION_PREFIXES if upper.startswith(prefix)), upper)
