#!/usr/bin/env python3
"""Records ngspice's answer for every case below ngspice/ (or those named), and writes manifest.json.

Not needed by the tests. For a .tran deck the run is repeated with half the largest step: the difference of
the two runs is 3/4 of the recorded run's error where that is of second order, and 1/2 where the peer does not land on a
kink and it is of first order. So it enters the tolerance with factor 3.
"""
import json, os, re, struct, subprocess, sys, tempfile

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ngspice")
COMMAND = "ngspice -b -r out.raw deck.cir"
RELTOL, VNTOL, ABSTOL = 1e-6, 1e-9, 1e-14

# Parts of full scale (.tran) or of the value (others) in place of 10 reltol, and why.
WIDER = {
    "bjt-temperature-dc": (2.5e-5, "10 reltol + 35 x 3.5e-7: v/VT = 35 at 0.9 V, and k/q of CODATA 2014 there, of 2019 here"),
    "bjt-drift-dc": (2.5e-5, "10 reltol + 35 x 3.5e-7: v/VT = 24 at 0.75 V and 85 degrees, and k/q of CODATA 2014 there, of 2019 here"),
    "bjt-drift-ac": (2.5e-5, "10 reltol + 35 x 3.5e-7: v/VT = 21 at 0.65 V and 85 degrees, and k/q of CODATA 2014 there, of 2019 here"),
    "opamp741-ac": (2.5e-5, "10 reltol + what k/q of CODATA 2014 there, of 2019 here makes of microamperes set by differences of vbe: 1.2e-5 at the frequency of unity gain"),
    "diode-parameters-dc": (2.5e-5, "10 reltol + 35 x 3.5e-7: v/(n Vt) = 31 at 0.8 V, and k/q of CODATA 2014 there, of 2019 here"),
    "diode-iv-dc": (2.5e-5, "10 reltol + 35 x 3.5e-7: v/(n Vt) = 35 at 0.9 V, and k/q of CODATA 2014 there, of 2019 here"),
    "diode-recovery-tran": (1e-4, "100 reltol: the snap turns an error of stored charge into one of time, 2 V/ns"),
    "vdmos-bridge-tran": (1e-4, "100 reltol: edges of 2 V/ns behind the dead time turn 1 ps into 2 mV; our answer moves by 3e-6 V between reltol 1e-6 and 1e-8, the peer's by 3e-4 V between 1 ns and 0.1 ns"),
    "vendor-solar-dc": (2.5e-5, "10 reltol + 3.5e-7 of 3.3 V across twelve cells, where 0.06 V are left: k/q of CODATA 2014 there, of 2019 here"),
    "vendor-optocoupler-tran": (1e-4, "100 reltol: ours, as in bjt-switch-tran; at reltol 1e-8 we agree with the peer to 2e-5 V"),
    "vendor-pwm-tran": (1e-4, "100 reltol: a comparator sets the times of edges of 0.18 V in nanoseconds; from reltol 1e-6 to 3e-8 our answer moves by 3e-4 V there, to within 2e-5 V of the peer's"),
    "bjt-switch-tran": (1e-3, "1000 reltol: ours, and known. At reltol 1e-8 we agree with the peer to 1e-5 V. At 1e-6 we keep voltages, and reltol of 0.8 V is 31 reltol of the charge stored at e^(v/VT): over the steps of the storage time of 150 ns that comes to 17 ps of an edge of 0.25 V/ns"),
}


def read_raw(path):
    data = open(path, "rb").read()
    cut = data.index(b"Binary:\n") + 8
    head = data[:cut].decode()
    points = int(re.search(r"No\. Points:\s*(\d+)", head)[1])
    names = [line.split()[1].lower() for line in head.split("Variables:\n")[1].splitlines() if re.match(r"\s+\d+\s", line)]
    width = 2 if "complex" in re.search(r"Flags:(.*)", head)[1] else 1
    values = struct.unpack(f"<{points * len(names) * width}d", data[cut:cut + 8 * points * len(names) * width])
    size = len(names) * width
    return names, width, [values[k * size:(k + 1) * size] for k in range(points)]


def peer_words(deck_text):
    """What the line "* peer: ..." of a deck says: a compatibility mode, and whether the deck is the peer's alone."""
    return re.findall(r"\S+", (re.search(r"^\* peer: (.*)$", deck_text, re.M) or ["", ""])[1])


def behaviour(deck_text):
    return next((w.split("=")[1] for w in peer_words(deck_text) if w.startswith("ngbehavior=")), None)


def write_init(folder, deck_text, *more):
    mode = behaviour(deck_text)
    with open(os.path.join(folder, ".spiceinit"), "w") as f:
        f.write("".join(line + "\n" for line in ([f"set ngbehavior={mode}"] if mode else []) + list(more)))


def option(deck_text, name, fallback):
    found = re.search(rf"^\.options\b.*\b{name}=(\S+)", deck_text, re.M | re.I)
    return max(number(found[1]), fallback) if found else fallback


def run(deck_text):
    with tempfile.TemporaryDirectory() as folder:
        write_init(folder, deck_text)
        open(os.path.join(folder, "deck.cir"), "w").write(deck_text)
        done = subprocess.run(COMMAND.split(), cwd=folder, capture_output=True, text=True)
        raw = os.path.join(folder, "out.raw")
        if not os.path.exists(raw):
            raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
        names, width, rows = read_raw(raw)
        if not rows:
            raise ValueError(done.stdout[-1500:] + done.stderr[-1500:])
        return names, width, rows, done.stdout + done.stderr


def sample(rows, grid):
    out, k = [], 0
    for t in grid:
        while k + 2 < len(rows) and rows[k + 1][0] < t:
            k += 1
        a, b = rows[k], rows[min(k + 1, len(rows) - 1)]
        w = 0 if b[0] == a[0] else (t - a[0]) / (b[0] - a[0])
        w = min(max(w, 0.0), 1.0)
        out.append([t] + [x + w * (y - x) for x, y in zip(a[1:], b[1:])])
    return out


def number(text):
    m = re.fullmatch(r"([-+0-9.e]+)(meg|[tgkmunp])?[a-z]*", text.lower())
    return float(m[1]) * {"t": 1e12, "g": 1e9, "meg": 1e6, "k": 1e3, "m": 1e-3, "u": 1e-6, "n": 1e-9, "p": 1e-12, None: 1}[m[2]]


def order_columns(names, rows, width, saved):
    """Sweep first, then the saved vectors in the deck's order."""
    picks = [names.index(s) for s in saved]
    if width == 2:
        table = [[r[0]] + [r[2 * p + j] for p in picks for j in (0, 1)] for r in rows]
        header = [f"{s}.{part}" for s in saved for part in ("re", "im")]
    else:
        table = [[r[0]] + [r[p] for p in picks] for r in rows]
        header = saved
    return header, table


def harmonics(text, grid):
    """The magnitudes that .four prints, one table a vector."""
    with tempfile.TemporaryDirectory() as folder:
        write_init(folder, text, f"set fourgridsize={grid}", "set polydegree=2")
        open(os.path.join(folder, "deck.cir"), "w").write(text)
        log = subprocess.run(["ngspice", "-b", "deck.cir"], cwd=folder, capture_output=True, text=True).stdout
    tables = re.findall(r"Fourier analysis for (\S+):(.*?)(?=Fourier analysis for|\Z)", log, re.S)
    names = [name.lower() for name, _ in tables]
    columns = [re.findall(r"^\s*\d+\s+(\S+)\s+(\S+)\s+\S+\s+\S+\s+\S+\s*$", body, re.M) for _, body in tables]
    return names, [[float(columns[0][k][0])] + [float(c[k][1]) for c in columns] for k in range(len(columns[0]))]


def record_spectrum(case, folder, text):
    """.noise and .tf: the vectors of the line "* compare: ..."; .four: magnitudes of all its vectors, on two grids."""
    card = re.search(r"^\.(noise|tf|four)\b.*$", text, re.M)[0]
    kind = card.split()[0][1:]
    share, reason = WIDER.get(case, (10 * RELTOL, "10 reltol"))
    spread = 0
    if kind == "four":
        header, table = harmonics(text, 20000)
        coarse = harmonics(text, 10000)[1]
        columns = {}
        for c, name in enumerate(header, 1):
            scale, change = max(r[c] for r in table), max(abs(a[c] - b[c]) for a, b in zip(table, coarse))
            columns[name] = float(f"{(share + 1e-6) * scale + 3 * change:.3g}")
            spread = max(spread, change / scale)
        derivation = f"{reason} of full scale for us + 6 printed digits + 3 x the peer's change when its grid is twice as fine"
    else:
        names, width, rows, _ = run(text)
        names = [n[2:-1] if n.startswith("v(") else n for n in names]
        header = re.search(r"^\* compare: (.*)$", text, re.M)[1].lower().split()
        rows = [(0.0,) + tuple(r) for r in rows] if kind == "tf" else rows
        names = ["point"] + names if kind == "tf" else names
        header, table = order_columns(names, rows, width, header)
        columns = {name: float(f"{1e-9 * max(abs(r[c]) for r in table):.3g}") for c, name in enumerate(header, 1)}
        derivation = f"{reason} of the value, 1e-9 of the largest near zero"
    with open(os.path.join(folder, "expected.csv"), "w") as f:
        f.write(",".join(["point" if kind == "tf" else "frequency"] + header) + "\n")
        for r in table:
            f.write(",".join(f"{x:.10g}" for x in r) + "\n")
    write_readme(folder, case, text.splitlines()[0], re.search(r"^\* exercises: (.*)$", text, re.M)[1], card, kind, len(table), len(table), spread, text)
    print(f"{case:28s} {kind:5s} rows {len(table):4d} peer spread {spread:.1e}")
    return {"case": case, "analysis": kind, "decks": ["deck.cir"], "relative": 0 if kind == "four" else float(f"{share:.3g}"), "absolute": columns, "derivation": derivation}


def record(case):
    folder = os.path.join(HERE, case)
    text = open(os.path.join(folder, "deck.cir")).read()
    if re.search(r"^\.(noise|tf|four)\b", text, re.M):
        return record_spectrum(case, folder, text)
    saved = re.search(r"^\.save (.*)$", text, re.M)[1].lower().split()
    card = re.search(r"^\.(tran|dc|ac|op)\b.*$", text, re.M)[0]
    kind = card.split()[0][1:]
    names, width, rows, log = run(text)
    points = len(rows)
    if kind == "op":
        rows = [(0.0,) + tuple(r) for r in rows]
        names = ["point"] + names
    header, table = order_columns(names, rows, width, saved)
    spread = [0.0] * len(header)
    if kind == "tran":
        step, stop, start, finest = [number(w) for w in card.split()[1:5]]
        count = round((stop - start) / step)
        grid = [start + (stop - start) * k / count for k in range(count + 1)]
        finer_text = text.replace(card, " ".join([".tran"] + card.split()[1:4] + [f"{finest / 2:g}"] + card.split()[5:]))
        fn, fw, frows, _ = run(finer_text)
        finer = sample(order_columns(fn, frows, fw, saved)[1], grid)
        table = sample(table, grid)
        late = max(rows[0][0], frows[0][0])     # the peer's first point: after 0 with uic, after tstart otherwise
        table, finer = [[r for r in t if r[0] >= late and (r[0] > 0 or "uic" not in card)] for t in (table, finer)]
        spread = [max(abs(a[c] - b[c]) for a, b in zip(table, finer)) for c in range(1, len(header) + 1)]
    sweep = {"tran": "time", "ac": "frequency", "op": "point", "dc": "sweep"}[kind]
    with open(os.path.join(folder, "expected.csv"), "w") as f:
        f.write(",".join([sweep] + header) + "\n")
        for r in table:
            f.write(",".join(f"{x:.10g}" for x in r) + "\n")
    title = text.splitlines()[0]
    what = re.search(r"^\* exercises: (.*)$", text, re.M)[1]
    columns = {}
    share, reason = WIDER.get(case, (10 * RELTOL, "10 reltol"))
    for c, name in enumerate(header, 1):
        scale = max(abs(r[c]) for r in table)
        floor = 10 * (option(text, "abstol", ABSTOL) * 10 if name.startswith("i(") else option(text, "vntol", VNTOL))
        if kind == "tran":
            columns[name] = float(f"{share * scale + 3 * spread[c - 1] + floor:.3g}")
        else:
            columns[name] = float(f"{floor:.3g}")
    worst = max((s / max(max(abs(r[c]) for r in table), 1e-30) for c, s in enumerate(spread, 1)), default=0)
    write_readme(folder, case, title, what, card, kind, points, len(table), worst, text)
    if re.search(r"^\.meas", text, re.M | re.I):
        record_measures(folder, text, card)
    own = [] if "alone" in peer_words(text) else ["deck.cir"]
    decks = own + [n for n in ("twin-n.cir", "twin-u.cir", "twin-vendor.cir") if os.path.exists(os.path.join(folder, n))]
    print(f"{case:28s} {kind:5s} points {points:6d} rows {len(table):4d} peer spread {worst:.1e}"
          + (" WARN " + "; ".join(l for l in log.splitlines() if "arning" in l or "rror" in l)[:150] if "arning" in log or "rror" in log else ""))
    mode = behaviour(text)
    return {"case": case, "analysis": kind, "decks": decks, **({"ngbehavior": mode} if mode else {}),
            "relative": 0 if kind == "tran" else float(f"{share:.3g}"), "absolute": columns,
            "derivation": f"{reason} of full scale for us + 3 x the peer's change when its largest step is halved" if kind == "tran"
            else f"{reason} of the value, 10 vntol or 100 abstol near zero"}


def measured(deck_text):
    """Results of .meas: the peer makes them only when it writes no raw file."""
    with tempfile.TemporaryDirectory() as folder:
        write_init(folder, deck_text)
        open(os.path.join(folder, "deck.cir"), "w").write(deck_text)
        done = subprocess.run(["ngspice", "-b", "deck.cir"], cwd=folder, capture_output=True, text=True)
    found = re.findall(r"^(\w+)\s+=\s+([-+0-9.e]+)(?:\s+targ=\s+([-+0-9.e]+)\s+trig=\s+([-+0-9.e]+))?", done.stdout, re.M)
    return {name: (float(value), max(abs(float(x)) for x in (value, targ or value, trig or value))) for name, value, targ, trig in found}


def record_measures(folder, text, card):
    """measures.csv: value and tolerance of each .meas. The peer measures on straight lines between its points: its change when
    these lie half as far apart enters with factor 3; it prints six or seven digits; and 10 reltol for us, of the value
    or of the places it is the difference of."""
    words = card.split()
    if words[0] == ".tran":
        words[4] = f"{number(words[4]) / 2:g}"
    elif words[0] == ".ac":
        words[2] = f"{2 * int(words[2])}"
    elif words[0] == ".dc":
        words[4] = f"{number(words[4]) / 2:g}"
    coarse, fine = measured(text), measured(text.replace(card, " ".join(words)))
    asked = re.findall(r"^\.meas\w*\s+\w+\s+(\w+)", text, re.M | re.I)
    missing = [name for name in asked if name.lower() not in coarse]
    if missing:
        raise ValueError("not measured: " + " ".join(missing))
    with open(os.path.join(folder, "measures.csv"), "w") as f:
        f.write("name,value,tolerance\n")
        for name in asked:
            (value, size), change = coarse[name.lower()], abs(coarse[name.lower()][0] - fine[name.lower()][0])
            f.write(f"{name.lower()},{value:.10g},{(10 * RELTOL + 5e-6) * size + 3 * change:.3g}\n")


def tolerances(text):
    return " ".join(f"{n}={m[1]}" for n in ("reltol", "abstol", "vntol", "chgtol") if (m := re.search(rf"\b{n}=(\S+)", text)))


def write_readme(folder, case, title, what, card, kind, points, rows, spread, text):
    with open(os.path.join(folder, "README.md"), "w") as f:
        f.write(f"# {case}\n\n{title}. Exercises: {what}.\n\n"
                f"- Deck: `deck.cir`, analysis `{card}`, `{tolerances(text)}`\n"
                f"- Command: `{COMMAND}`, ngspice 39, 2026-11\n".replace("-b -r out.raw", "-b" if kind == "four" else "-b -r out.raw")
                + ("- In its `.spiceinit`: `set fourgridsize=20000`, `set polydegree=2`\n" if kind == "four" else "") +
                (f"- In its `.spiceinit`: `set ngbehavior={behaviour(text)}`\n" if behaviour(text) else "") +
                f"- Points computed: {points}; rows kept in `expected.csv`: {rows}"
                + (" (linear in time between points, uniform grid of the first .tran argument)" if kind == "tran" else "") + "\n")
        if kind == "tran":
            f.write(f"- Change when the largest step is halved: {spread:.1e} of full scale, at worst\n")


if __name__ == "__main__":
    cases = sorted(os.listdir(HERE))
    path = os.path.join(os.path.dirname(HERE), "manifest.json")
    known = {e["case"]: e for e in json.load(open(path))} if os.path.exists(path) else {}
    for name in sys.argv[1:] or cases:
        try:
            known[name] = record(name)
        except ValueError as error:
            print(name, "FAILED", error)
    with open(path, "w") as f:
        f.write("[\n" + ",\n".join("  " + json.dumps(known[k]) for k in sorted(known) if k in cases) + "\n]\n")
