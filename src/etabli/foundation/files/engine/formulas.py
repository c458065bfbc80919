"""The formulas of a spreadsheet: a list of the functions that are kept. DDE links (app|topic), cells of other files,
WEBSERVICE, IMAGE, RTD and whatever else is not listed fetch or start something when the sheet is worked out (ECMA-376
part 1, 18.17; OpenFormula 1.3): their last value stays, and the formula goes.
"""

import re
from functools import cache

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_QUOTED = re.compile(r"'((?:[^']|'')*)'")
_CALLED = re.compile(r"([^\s+\-*/^&=<>(){},;:!%\"'\[\]@#~|]{1,64})\s{0,9}\(")
_PREFIXES = ("_XLFN._XLWS.", "_XLFN.", "COM.MICROSOFT.", "ORG.OPENOFFICE.", "ORG.LIBREOFFICE.")
# A cell of another file: [1]Sheet!A1, or in OpenDocument ['file:///x'#$Sheet.A1].
_ELSEWHERE = re.compile(r"\[(?!0\])[^\[\]]*\][^\[\],;()+*/&=<>\s]{0,300}!|\w#[\w$'.]")
_STARTING = re.compile(r"[|]|\\\\|//")
_LONGEST = 16_384
_ODD = re.compile(r"[|\\\[\]]|//|:/")  # what no name of a sheet holds
_RTD = frozenset({"RTD"})
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
    from openpyxl.utils import FORMULAE  # type: ignore[import-untyped]  # openpyxl has no types

    return (frozenset(FORMULAE) | _NEWER | _CONDITIONS) - _RTD


def is_harmless(formula: str) -> bool:
    """Whether it only counts with what stands in the same file, as XLSX or OpenDocument writes it."""
    if len(formula) > _LONGEST:
        return False
    bare = _TEXT.sub('""', formula)
    if any(_ODD.search(name) for name in _QUOTED.findall(bare)):
        return False
    bare = _QUOTED.sub("Sheet", bare)
    if _STARTING.search(bare) or _ELSEWHERE.search(bare):
        return False
    return all(_plain(name) in _known() for name in _CALLED.findall(bare))


def _plain(name: str) -> str:
    upper = name.upper()
    return next((upper[len(prefix) :] for prefix in _PREFIXES if upper.startswith(prefix)), upper)
