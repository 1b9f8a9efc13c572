"""Solves mixed-integer programmes (MPS files) with a native solver, one thread, and prints a JSON line for all of them:
the least objective, whether it is proven, and CPU seconds without reading the files. Usage: native.py highs|scip TOLERANCE SECONDS FILE...
Needs the Python packages highspy or pyscipopt."""

import json
import math
import sys
import time


def cpu_of(run):
    start = time.process_time()
    run()
    return time.process_time() - start


def by_highs(path, tolerance, seconds):
    import highspy

    solver = highspy.Highs()
    for name, value in {
        "output_flag": False,
        "threads": 1,
        "mip_rel_gap": tolerance,
        "mip_abs_gap": 1e-6,
        "mip_feasibility_tolerance": tolerance,
        "primal_feasibility_tolerance": tolerance,
        "dual_feasibility_tolerance": tolerance,
    }.items():
        solver.setOptionValue(name, value)
    solver.readModel(path)
    end = time.process_time() + seconds

    # Its own time limit counts elapsed time, which says little on a busy machine.
    def stop_at_end(event):
        if time.process_time() > end:
            event.interrupt()

    solver.cbMipInterrupt += stop_at_end
    cpu = cpu_of(solver.run)
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None, True, cpu
    cost = solver.getInfo().objective_function_value
    return (cost if math.isfinite(cost) else None), status == highspy.HighsModelStatus.kOptimal, cpu


def by_scip(path, tolerance, seconds):
    from pyscipopt import Model

    model = Model()
    model.hideOutput()
    model.readProblem(path)
    model.setParam("timing/clocktype", 1)
    model.setParam("limits/time", seconds)
    model.setParam("limits/gap", tolerance)
    model.setParam("numerics/feastol", tolerance)
    cpu = cpu_of(model.optimize)
    if model.getStatus() == "infeasible":
        return None, True, cpu
    cost = model.getObjVal() if model.getNSols() > 0 else None
    return cost, model.getStatus() in ("optimal", "gaplimit"), cpu


solver, tolerance, seconds, *paths = sys.argv[1:]
solve = {"highs": by_highs, "scip": by_scip}[solver]
solve_cpu, least, proven = 0.0, None, True
for path in paths:
    cost, complete, cpu = solve(path, float(tolerance), float(seconds))
    solve_cpu += cpu
    proven = proven and complete
    if cost is not None and (least is None or cost < least):
        least = cost
print(json.dumps({"cost": least, "proven": proven, "seconds": solve_cpu}))
