"""A linear model with whole numbers, put together piece by piece and handed to HiGHS. Always a maximum.

`Solved.bound` is what HiGHS has proven, whenever it stopped, rounded up by more than its tolerances: no solution of the
model is worth more. Infinite when it has proven nothing. `solution` is None when it has found none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import highspy

INFINITE = float("inf")
TOLERANCE = 1e-6  # of the bound: HiGHS keeps rows within 1e-7 of it, and whole numbers within 1e-6

QUICK_OPTIONS = {
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_allow_restart": False,
}
"""Options for what a good solution is known of: HiGHS only has to prove that none is better."""


@dataclass(frozen=True)
class Solved:
    """What HiGHS answers: the value of its solution, what none can exceed, and the price of each row."""

    value: float
    bound: float
    solution: np.ndarray | None
    duals: np.ndarray
    is_optimal: bool


class Model:
    """Columns and rows are added, each known by the number that `column` and `row` return."""

    def __init__(self) -> None:
        self.costs: list[float] = []
        self._low: list[float] = []
        self._high: list[float] = []
        self._whole: list[int] = []
        self._row_low: list[float] = []
        self._row_high: list[float] = []
        self._starts: list[int] = [0]
        self._columns: list[int] = []
        self._weights: list[float] = []

    def column(
        self, cost: float = 0.0, low: float = 0.0, high: float = INFINITE, *, whole: bool = False
    ) -> int:
        """A variable between `low` and `high`, worth `cost` a unit, whole or not; its number."""
        self.costs.append(cost)
        self._low.append(low)
        self._high.append(high)
        self._whole.append(int(whole))
        return len(self.costs) - 1

    def row(
        self, terms: Iterable[tuple[int, float]], *, low: float = -INFINITE, high: float = INFINITE
    ) -> int:
        """A constraint: low ≤ Σ weight × column ≤ high; each column once."""
        for column, weight in terms:
            self._columns.append(column)
            self._weights.append(weight)
        self._starts.append(len(self._columns))
        self._row_low.append(low)
        self._row_high.append(high)
        return len(self._row_low) - 1

    def loaded(self, *, relaxed: bool = False) -> Loaded:
        """The model in HiGHS; `relaxed` forgets that some columns are whole numbers."""
        import highspy

        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.costs), len(self._row_low)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = np.array(self.costs)
        lp.col_lower_, lp.col_upper_ = np.array(self._low), np.array(self._high)
        lp.row_lower_, lp.row_upper_ = np.array(self._row_low), np.array(self._row_high)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self._starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self._columns, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self._weights)
        if not relaxed and any(self._whole):
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            lp.integrality_ = [kinds[whole] for whole in self._whole]
        solver = highspy.Highs.__new__(highspy.Highs)
        super(
            highspy.Highs, solver
        ).__init__()  # without its callbacks, which write a line on standard output
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("parallel", "off")
        solver.passModel(lp)
        return Loaded(solver, is_whole=not relaxed and any(self._whole))


class Loaded:
    """A model in HiGHS, which may be changed and solved again from where it was."""

    def __init__(self, solver: highspy.Highs, *, is_whole: bool) -> None:
        self.solver, self._is_whole = solver, is_whole

    def set(self, **options: Any) -> None:
        """Options of HiGHS, by the names that it gives them."""
        for name, value in options.items():
            self.solver.setOptionValue(name, value)

    def cost(self, costs: np.ndarray) -> None:
        """What a unit of each column is worth from now on, in the order of the columns."""
        self.solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)

    def solve_from(self, costs: np.ndarray, start: dict[int, float], seconds: float) -> Solved:
        """Solves with other costs, beginning from a solution known by its whole columns."""
        solver = self.solver
        solver.clearSolver()
        self.cost(costs)
        if start:
            columns = np.array(list(start), dtype=np.int32)
            solver.setSolution(len(columns), columns, np.array(list(start.values())))
        return self.solve(seconds)

    def solve(self, seconds: float) -> Solved:
        """Solves within so many seconds; the value is -INFINITE when no solution was reached."""
        import highspy

        solver = self.solver
        spent = (
            0.0 if self._is_whole else solver.getRunTime()
        )  # linear models count the time of all their runs
        solver.setOptionValue("time_limit", spent + max(0.0, seconds))
        if solver.run() == highspy.HighsStatus.kError:
            # HiGHS keeps one number of threads: another user of it in this process chose another one.
            solver.resetThreadScheduler(True)
            solver.run()
        info, solution = solver.getInfo(), solver.getSolution()
        status = highspy.HighsModelStatus
        is_optimal = solver.getModelStatus() in (status.kOptimal, status.kModelEmpty)
        is_cut_short = solver.getModelStatus() in (status.kTimeLimit, status.kInterrupt)
        is_found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        bound = INFINITE
        if is_optimal or (self._is_whole and is_cut_short):
            proven = info.mip_dual_bound if self._is_whole else info.objective_function_value
            bound = proven + TOLERANCE * max(1.0, abs(proven))
        return Solved(
            value=info.objective_function_value if is_found else -INFINITE,
            bound=bound,
            solution=np.array(solution.col_value) if is_found else None,
            duals=np.array(solution.row_dual),
            is_optimal=is_optimal,
        )
