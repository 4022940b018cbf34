#!/usr/bin/env python3
"""Runs every deck of a folder in NanoSpice and in ngspice, side by side, and says how many run, how many agree and why others do not.

usage: suites.py --program NANOSPICE [--references FOLDER [--stored]] [--work FOLDER] [--out FILE.json] [--only PATTERN] FOLDER

NANOSPICE is the published program. With --references, the answer stored beside a deck's relative path (.prn, .out, .FD.prn,
.NOISE.prn: a line of names, then rows of numbers) is compared first; --stored leaves out decks without one. Which decks
count (judge), what ngspice gets (rewritten) and what agreement means (deviation) is said at these functions; no deck is changed.
"""
import tempfile
import argparse, hashlib, json, math, os, re, resource, shutil, signal, struct, subprocess
from collections import Counter, deque

LIMIT = 60                                   # seconds of processor time a deck may take
ALL = 120                                    # seconds of processor time a comparison may take
AGREE = 1e-2                                 # 10 reltol of full scale
EXT = (".cir", ".sp", ".ckt", ".net", ".deck", ".spi", ".spice")


# ---------------------------------------------------------------- decks
def read(path):
    data = open(path, "rb").read()
    try: return data.decode("utf-8")
    except UnicodeDecodeError: return data.decode("latin-1")


def logical(path, depth=0):
    """Lower-case logical lines without comments, included files in place, the title first."""
    try: lines = read(path).splitlines()
    except OSError: return None if depth == 0 else ["*missing " + path]
    out = [lines[0].lower() if lines else ""] if depth == 0 else []
    body = lines[1:] if depth == 0 else lines
    joined = []
    for l in body:
        s = l.strip()
        if s.startswith("+") and joined: joined[-1] += " " + s[1:]; continue
        if not s or s[0] in "*'#\"" or s.startswith("//"): continue
        joined.append(s)
    for s in joined:
        s = re.split(r"\s;|\s\$\s|\s//|;", s)[0].strip().lower()
        if not s: continue
        if re.match(r"\.end\b(?!\w)", s) and not s.startswith(("ends", "endl")) and s.split()[0] == ".end": break
        m = re.match(r"\.(inc|include|lib)\s+[\"']?([^\s\"']+)[\"']?\s*(\S*)", s)
        if m and depth < 6 and (m[1] != "lib" or m[3] or "." in m[2]):
            original = find_original(path, m[2])
            sub = logical(original, depth + 1) if original else ["*missing " + m[2]]
            if m[1] == "lib" and m[3]: sub = section(sub or [], m[3])
            out += sub or []
            continue
        out.append(s)
    return out


def section(lines, name):
    out, on = [], False
    for s in lines:
        w = s.split()
        if w[0] == ".lib" and len(w) == 2: on = w[1] == name
        elif w[0].startswith(".endl"): on = False
        elif on: out.append(s)
    return out


def find_original(path, name):
    folder = os.path.dirname(path)
    for base in (folder,):
        p = os.path.join(base, name)
        if os.path.exists(p): return p
        d, b = os.path.split(p)
        if os.path.isdir(d):
            for f in os.listdir(d):
                if f.lower() == b.lower(): return os.path.join(d, f)
    return None


OURS = set("rclkviefghbdqjmswtxnu")
ANALYSES = {"op", "dc", "ac", "tran", "noise", "tf", "four", "tr"}
FOREIGN_ANALYSIS = {"hb", "sens", "pz", "disto", "mpde", "pss", "sampling", "embeddedsampling", "result", "fft", "sp", "lin", "mor", "rol", "data",
                    "pce", "initcond", "dcvolt", "generator", "preprocess", "va", "hdl", "load", "verilog", "spectre", "endunit", "sampling", "attach"}
FOREIGN_COMMAND = {"modify", "delete", "alter", "fault", "gen", "eval", "store", "exp", "exec", "fanout", "alarm", "vsource", "clear", "get", "log", "edit",
                   "set", "sweep", "mark", "unmark", "measure_", "unfault", "fit", "freeze", "temperature", "parse", "insert", "build", "simulator", "options>"}
CONTROL_OK = {"run", "print", "plot", "set", "setplot", "display", "echo", "write", "wrdata", "hardcopy", "gnuplot", "quit", "rusage", "unset", "asciiplot",
              "tran", "ac", "dc", "op", "listing", "edisplay", "status", "settype", "linearize", "destroy", "exit", "iplot", "let", "meas", "fourier", "noise", "tf", "option", "save", "fft", "spec", "show", "showmod", "version", "noinit", "strcmp"}


def judge(path):
    """(reason it is not counted or None, facts)."""
    lines = logical(path)
    if lines is None or len(lines) < 2: return "no deck", {}
    if any(l.startswith("*missing") for l in lines): return "an included file is not there", {}
    body, control, script = [], [], False
    for l in lines[1:]:
        if l.startswith(".control"): script = True
        elif l.startswith(".endc"): script = False
        elif script: control.append(l)
        else: body.append(l)
    dots = [re.match(r"\.(\w*)", l)[1] for l in body if l[0] == "."]
    models, used, level = {}, set(), {}
    for l in body:
        if l.startswith(".model"):
            w = re.split(r"[\s(]+", l)
            if len(w) > 2:
                models[w[1]] = w[2]
                m = re.search(r"\blevel\s*=\s*([\d.]+)", l)
                level[w[1]] = float(m[1]) if m else 1
    for name in list(models):                # cards NAME.1, NAME.2 ... stand for NAME
        whole = re.sub(r"\.\d+$", "", name)
        if whole != name: models.setdefault(whole, models[name]); level.setdefault(whole, level[name])
    for l in body:
        if l[0].isalpha():
            c = l[0]
            if c not in OURS: return f"device {c.upper()}", {}
            used.add(c)
            if c in "mqjdrcwsun":
                words = re.split(r"[\s=(),]+", l)
                for w in words[2:]:
                    if w in models:
                        t, n = models[w], level[w]
                        if c == "m" and t not in ("nmos", "pmos", "vdmos", "vdmosn", "vdmosp"): return f"model {t}", {}
                        if c == "m" and t in ("nmos", "pmos") and n not in (1, 2, 3): return f"MOSFET level {n:g}", {}
                        if c == "q" and (t not in ("npn", "pnp") or n != 1): return f"BJT {t} level {n:g}", {}
                        if c == "j" and (t not in ("njf", "pjf") or n != 1): return f"JFET {t} level {n:g}", {}
                        if c == "d" and (t != "d" or n not in (1,)): return f"diode {t} level {n:g}", {}
                        if c == "u" and t != "nanostack": return f"device U ({t})", {}
                        if c == "n" and t not in ("nanoslit", "qres"): return f"device N ({t})", {}
        elif l[0] == ".": pass
        elif l[0] in ">!`": return "a command of its simulator", {}
    if not used: return "no elements", {}
    cores = {n for n, t in models.items() if t == "core"}
    for l in body:
        if l[0] == "k" and cores & set(re.split(r"[\s=(),]+", l)[2:]): return "K with a core model", {}
    for d in dots:
        if d in FOREIGN_COMMAND: return f"command .{d}", {}
        if d in FOREIGN_ANALYSIS: return f"card .{d}", {}
    analyses = [d for d in dots if d in ANALYSES]
    facts = dict(used="".join(sorted(used)), analyses=analyses, control=bool(control))
    words = [re.split(r"[\s=]+", l)[0] for l in control]
    scripted = [l for l in control if l.split()[0] in ("tran", "ac", "dc", "op", "noise", "tf")]
    if not analyses:
        if not control: return "no analysis", {}
        foreign = [w for w in words if w not in CONTROL_OK]
        if foreign: return "analysis only in a script", {}
        if not scripted: return "no analysis", {}
        facts["scripted"] = scripted
    if any(re.match(r"alter|altermod|while|foreach|if|dowhile|repeat|alterparam|reset|source|load", w) for w in words) and not analyses: return "analysis only in a script", {}
    return None, facts


def rewritten(path, facts, peer, parts=2000):
    """The deck without what it prints and without scripts; analyses of a script as cards."""
    out, skip, script, first = [], False, False, True
    for l in read(path).splitlines():
        s = l.strip().lower()
        if first: out.append(l if not s.startswith(".") else "* " + l); first = False; continue
        if s.startswith(".control"): script = True; continue
        if s.startswith(".endc"): script = False; continue
        if script: continue
        if s.startswith("+") and skip: continue
        skip = bool(re.match(r"\.(print|plot|probe|save|meas|measure|four|fourier|width|options?\s+(device|timeint|nonlin|linsol|output|parser|diagnostic|restart|fft|measure|dist|loca|topology|samples)|comp)\b", s))
        if skip: continue
        if re.match(r"\.end\s*$", s): continue
        if peer and re.match(r"\.tr(an)?\s", s): l = finer(l, parts)
        out.append(l)
    for c in facts.get("scripted", []):
        c = "." + c.split(";")[0].split("$")[0].strip()
        out.append(finer(c, parts) if peer and c.startswith(".tran") else c)
    if peer: out.append(".options reltol=1e-5 abstol=1e-13 vntol=1e-8")
    out.append(".end")
    return "\n".join(out) + "\n"


SUFFIX = {"t": 1e12, "g": 1e9, "meg": 1e6, "x": 1e6, "k": 1e3, "mil": 25.4e-6, "m": 1e-3, "u": 1e-6, "n": 1e-9, "p": 1e-12, "f": 1e-15, "a": 1e-18}


def number(text):
    m = re.fullmatch(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(meg|mil|[tgxkmunpfa])?[a-z]*", text.lower())
    return float(m[1]) * SUFFIX.get(m[2], 1) if m else None


def finer(card, parts):
    """.tran with a largest step of so small a part of its span."""
    words = re.split(r"[\s,]+", card.strip())
    values = [number(w) for w in words[1:] if w.lower() not in ("uic", "noop") and number(w) is not None]
    uic = [w for w in words if w.lower() in ("uic", "noop")]
    if len(values) < 2: return card
    start = values[2] if len(values) > 2 else 0
    cap = values[1] / parts
    if len(values) > 3 and values[3] > 0: cap = min(cap, values[3])
    step = values[0] or values[1] / 1000
    return f".tran {step!r} {values[1]!r} {start!r} {cap!r} " + ("uic" if uic else "")


# ---------------------------------------------------------------- tables
def read_raw(path):
    """[(kind, names, columns)] of an ngspice raw file; complex columns as complex."""
    data, at, plots = open(path, "rb").read(), 0, []
    while True:
        cut = data.find(b"Binary:\n", at)
        if cut < 0: return plots
        head = data[at:cut].decode("utf-8", "replace")
        points, count = int(re.search(r"No\. Points:\s*(\d+)", head)[1]), int(re.search(r"No\. Variables:\s*(\d+)", head)[1])
        names = [l.split()[1].lower() for l in head.split("Variables:\n")[1].splitlines() if re.match(r"\s*\d+\s", l)]
        cx = 2 if "complex" in re.search(r"Flags:(.*)", head)[1] else 1
        size = points * count * cx
        v = struct.unpack(f"<{size}d", data[cut + 8:cut + 8 + 8 * size])
        cols = []
        for k in range(count):
            if cx == 2: cols.append([complex(v[2 * (p * count + k)], v[2 * (p * count + k) + 1]) for p in range(points)])
            else: cols.append([v[p * count + k] for p in range(points)])
        title = re.search(r"Plotname:\s*(.*)", head)[1].lower()
        kind = next((k for w, k in (("transient", "tran"), ("ac ", "ac"), ("dc transfer", "dc"), ("operating", "op"), ("noise", "noise"), ("transfer function", "tf")) if w in title), title)
        if kind == "ac" or cx == 2: cols[0] = [abs(x) for x in cols[0]]
        plots.append((kind, names, cols))
        at = cut + 8 + 8 * size


def split_csv(line):
    out, depth, cur = [], 0, ""
    quoted = False
    for c in line:
        if c == '"': quoted = not quoted; continue
        if c in "([{": depth += 1
        if c in ")]}": depth -= 1
        if c == "," and depth <= 0 and not quoted: out.append(cur); cur = ""; continue
        cur += c
    return out + [cur]


def read_csv(path):
    lines = read(path).splitlines()
    names = [re.sub(r"\[[^\[\]]*\]$", "", n).lower() for n in split_csv(lines[0])]
    rows = [[float(x) if x else math.nan for x in l.split(",")] for l in lines[1::max(1, len(lines) // 50000)] if l]
    return names, [list(c) for c in zip(*rows)] if rows else [[] for _ in names]


def our_tables(folder):
    """Our tables by name, without the leading columns of .step."""
    out, steps = {}, os.path.join(folder, "steps.csv")
    stepped = len(split_csv(read(steps).splitlines()[0])) - 1 if os.path.exists(steps) else 0
    for f in sorted(os.listdir(folder)):
        m = re.match(r"(op|dc|ac|tran|noise|tf|four)(\d*)\.csv$", f)
        if not m: continue
        names, columns = read_csv(os.path.join(folder, f))
        out[m[1] + (m[2] or "1")] = names[stepped:], columns[stepped:]
    return out


def read_text_table(path):
    """Tables of a text file: a line of words, then rows of numbers."""
    tables, head, rows = [], None, []

    def close():
        if head and rows: tables.append((head, rows))
    for l in read(path).splitlines():
        s = l.replace(",", " ") if "\t" in l or re.match(r"^\s*\d+\s.*,", l) and "(" not in l else l
        w = s.split()
        values = [number(x) for x in w]
        if w and all(v is not None for v in values) and head:
            rows.append(values)
        elif w and (w[0].lower() in ("index", "time", "freq", "frequency") or w[0].startswith("#")):
            close(); rows = []
            head = [x.lower() for x in header_words(s)]
        elif w and not head: continue
        elif w: close(); head, rows = None, []
    close()
    return tables


def header_words(s):
    out, cur, depth = [], "", 0
    for c in s.strip():
        if c in "({[": depth += 1
        if c in ")}]": depth -= 1
        if c.isspace() and depth == 0:
            if cur: out.append(cur)
            cur = ""
        elif not c.isspace(): cur += c
    return out + ([cur] if cur else [])


# ---------------------------------------------------------------- comparing
def interpolate(xs, ys, grid):
    out, k, n = [], 0, len(xs)
    for x in grid:
        while k + 2 < n and xs[k + 1] < x: k += 1
        a, b = xs[k], xs[min(k + 1, n - 1)]
        w = 0 if b == a else min(max((x - a) / (b - a), 0), 1)
        out.append(ys[k] + w * (ys[min(k + 1, n - 1)] - ys[k]))
    return out


def tube(xs, ys, gx, gy, dx):
    """Largest distance of (xs, ys) outside the band that (gx, gy) sweeps when moved by up to dx along x."""
    worst, lo, hi, n = 0.0, 0, 0, len(gx)
    mx, mn = deque(), deque()
    ends_l, ends_r = interpolate(gx, gy, [x - dx for x in xs]), interpolate(gx, gy, [x + dx for x in xs])
    for k, x in enumerate(xs):
        while hi < n and gx[hi] <= x + dx:
            while mx and gy[mx[-1]] <= gy[hi]: mx.pop()
            mx.append(hi)
            while mn and gy[mn[-1]] >= gy[hi]: mn.pop()
            mn.append(hi); hi += 1
        while mx and gx[mx[0]] < x - dx: mx.popleft()
        while mn and gx[mn[0]] < x - dx: mn.popleft()
        top = max([gy[mx[0]]] if mx else [], default=-math.inf); bottom = min([gy[mn[0]]] if mn else [], default=math.inf)
        top, bottom = max(top, ends_l[k], ends_r[k]), min(bottom, ends_l[k], ends_r[k])
        y = ys[k]
        if y != y: return math.inf
        worst = max(worst, y - top, bottom - y)
    return worst


def pick(names, cols, name):
    """Our column of that name; complex from .re and .im."""
    if name in names: return cols[names.index(name)]
    if name + ".re" in names: return [complex(a, b) for a, b in zip(cols[names.index(name + ".re")], cols[names.index(name + ".im")])]
    return None


def deviation(kind, gx, gy, xs, ys, scale):
    if any(isinstance(y, complex) for y in gy) != any(isinstance(y, complex) for y in ys):
        return None
    if kind == "op": return abs(gy[0] - ys[0]) / scale
    if kind == "tran":
        theirs, mine = runs(gx, gy), runs(xs, ys)
        if len(theirs) != len(mine): return math.inf
        return max(tubed(*a, *b) for a, b in zip(mine, theirs)) / scale
    if len(gx) != len(xs): return by_curve(gx, gy, xs, ys, scale)
    return max((abs(a - b) if a == a and b == b else math.inf) for a, b in zip(gy, ys)) / scale


def runs(x, y):
    """A family of .step as one curve each: where the scale falls back."""
    cuts = [0] + [k for k in range(1, len(x)) if x[k] < x[k - 1]] + [len(x)]
    return [(x[a:b], y[a:b]) for a, b in zip(cuts, cuts[1:])]


def tubed(xs, ys, gx, gy):
    inside = [k for k, x in enumerate(xs) if gx[0] <= x <= gx[-1]]      # with uic the peer has no point at 0
    if inside: xs, ys = [xs[k] for k in inside], [ys[k] for k in inside]
    few, many = max(1, len(xs) // 4000), max(1, len(gx) // 400000)
    return tube(xs[::few], ys[::few], gx[::many], gy[::many], 1e-3 * (gx[-1] - gx[0]))


def by_curve(gx, gy, xs, ys, scale):
    """Sweeps of different numbers of points: curve by curve, where both have points; infinite when the curves do not pair."""
    def curves(x, y):
        out, start = [], 0
        for k in range(1, len(x) + 1):
            if k == len(x) or (k - start >= 2 and (x[k] - x[k - 1]) * (x[start + 1] - x[start]) < 0):
                out.append((x[start:k], y[start:k])); start = k
        return out
    ours, theirs = curves(xs, ys), curves(gx, gy)
    if len(ours) != len(theirs): return math.inf
    worst = 0.0
    for (x, y), (u, w) in zip(ours, theirs):
        if len(x) < 2 or len(u) < 2 or abs(len(x) - len(u)) > 1 + 0.02 * len(u): return math.inf
        if x[-1] < x[0]: x, y, u, w = x[::-1], y[::-1], u[::-1], w[::-1]
        inside = [k for k in range(len(x)) if u[0] - 1e-9 <= x[k] <= u[-1] + 1e-9]
        at = interpolate(u, w, [x[k] for k in inside])
        worst = max([worst] + [abs(a - y[k]) for a, k in zip(at, inside)])
    return worst / scale


def same_oscillation(gx, gy, xs, ys):
    """True when both swing over the same range as often: what differs is the phase."""
    low, high = min(gy), max(gy)
    if high - low == 0: return False
    def crossings(v):
        middle, n, above = (low + high) / 2, 0, None
        for y in v:
            now = True if y > middle + 0.1 * (high - low) else False if y < middle - 0.1 * (high - low) else above
            if above is not None and now != above: n += 1
            above = now
        return n
    n, m = crossings(gy), crossings(ys)
    return n >= 5 and abs(n - m) <= max(1, 0.03 * n) and abs(max(ys) - high) < 0.05 * (high - low) and abs(min(ys) - low) < 0.05 * (high - low)


def compare_raw(plots, ours):
    """[(vector, deviation over full scale, kind)] of all that both have; of several analyses of a kind, whose order differs, the nearest pair."""
    out = []
    for kind, names, cols in plots:
        pairs = [compare_plot(key, kind, names, cols, *table) for key, table in ours.items() if key.rstrip("0123456789") == kind]
        if pairs: out += min(pairs, key=lambda p: max((x[1] for x in p), default=math.inf))
    return out


def compare_plot(key, kind, names, cols, on, oc):
    start, out = 0 if kind in ("op", "tf") else 1, []
    if not oc or not oc[0]: return [(f"{key}: no rows", math.inf, kind)]
    largest = {"v": 0.0, "i": 0.0}
    for n, c in zip(names[start:], cols[start:]):
        group = "i" if n.startswith("i(") else "v"
        if c: largest[group] = max(largest[group], max(abs(x) for x in c))
    for n, c in list(zip(names, cols))[start::max(1, len(names) // 40)]:
        name = n if "(" in n or kind in ("noise", "tf") else f"v({n})"
        mine = pick(on, oc, name)
        if mine is None or not c: continue
        group = "i" if n.startswith("i(") else "v"
        # a vector far below the largest of its kind is round-off of the others
        scale = max(max(abs(x) for x in c), 1e-6 * largest[group], 1e-9 if group == "i" else 1e-6)
        d = deviation(kind, cols[0], c, oc[0], mine, scale)
        if d is None: continue
        phase = kind == "tran" and d > 1e-2 and same_oscillation(cols[0], c, oc[0], mine)
        out.append((f"{key} {name}", d, "phase" if phase else kind))
    return out


def compare_text(tables, ours, comp, in_order):
    """Columns of the reference beside ours: by name, or in order where the numbers of columns agree."""
    out = []
    left = dict(ours)
    for head, rows in tables:
        cols = [list(c) for c in zip(*[r for r in rows if len(r) == len(rows[0])])]
        if head and head[0] == "index": head, cols = head[1:], cols[1:]
        if len(head) != len(cols) and len(head) != len(cols) - 1: continue
        h0 = head[0].lstrip("#") if head else ""
        kind = "tran" if h0 in ("time",) else "ac" if h0.startswith("freq") else "dc"
        if len(head) == len(cols) - 1: head = ["#"] + head
        candidates = [k for k in left if k.startswith(kind)] or ([k for k in left if k.startswith("op")] if kind == "dc" else [])
        if kind == "ac" and not candidates: candidates = [k for k in left if k.startswith("noise")]
        if not candidates: continue
        key = candidates[0]
        on, oc = left.pop(key)
        if not oc or not oc[0]: out.append((key + ": no rows", math.inf, kind)); continue
        out += match_columns(key, kind, head, cols, on, oc, comp, in_order)
    return out


def match_columns(key, kind, head, cols, on, oc, comp, in_order):
    out = []
    scale_first = kind in ("tran", "ac") or head[0].startswith("#") 
    if kind == "tran": gx, names, data = cols[0], head[1:], cols[1:]
    elif kind == "ac": gx, names, data = cols[0], head[1:], cols[1:]
    else:
        if head[0].startswith("#"): gx, names, data = cols[0], head[1:], cols[1:]
        else: gx, names, data = list(range(len(cols[0]))), head, cols
    xs = oc[0]
    if kind == "dc" and len(gx) == len(oc[0]) or not head[0].startswith("#") and kind == "dc": xs, gx = list(range(len(oc[0]))), list(range(len(gx)))
    mine_cols = oc if key.startswith("op") else oc[1:]
    mine_names = on if key.startswith("op") else on[1:]
    for k, (n, c) in enumerate(zip(names, data)):
        m = lookup(n, on, oc)
        if m is None and in_order and len(mine_cols) == len(data): m = mine_cols[k]
        if m is None: out.append((f"{key} {n}: not among ours", None, kind)); continue
        rel, ab = comp.get(n.replace(" ", ""), (0.01, 1e-12))
        full = max((abs(x) for x in c), default=0)
        scale = max(full, 1e-9 if n.startswith("i(") else 1e-6, ab)
        d = deviation(kind, gx, c, xs, m, scale)
        if d is None: d = math.inf
        out.append((f"{key} {n}", d * 0.01 / max(rel, 0.01), kind))
    return out


def lookup(n, on, oc):
    n = n.strip("{}").replace(" ", "")
    m = re.fullmatch(r"(re|im)\((.*)\)", n)
    if m:
        c = f"{m[2]}.{m[1]}"
        return oc[on.index(c)] if c in on else None
    m = re.fullmatch(r"([vi])(r|i|m|p|db)\((.*)\)", n)
    if m:
        base = f"{m[1]}({m[3]})"
        if base + ".re" not in on: return None
        re_, im = oc[on.index(base + ".re")], oc[on.index(base + ".im")]
        if m[2] == "r": return re_
        if m[2] == "i": return im
        mag = [math.hypot(a, b) for a, b in zip(re_, im)]
        if m[2] == "m": return mag
        if m[2] == "db": return [20 * math.log10(x) if x > 0 else -math.inf for x in mag]
        return [math.degrees(math.atan2(b, a)) for a, b in zip(re_, im)]
    if lookup.names is not on: lookup.names, lookup.places = on, {re.sub(r"[\s{}]", "", x): k for k, x in reversed(list(enumerate(on)))}
    return oc[lookup.places[n]] if n in lookup.places else None


lookup.names = None


def tolerances(path):
    comp = {}
    for l in read(path).splitlines():
        if l.lower().startswith("*comp"):
            m = re.match(r"\*comp\s+(\{.*?\}|\S+)(.*)", l.lower())
            if m:
                rel = re.search(r"reltol=([-+\d.e]+)", m[2]); ab = re.search(r"(?:abstol|zerotol)=([-+\d.e]+)", m[2])
                comp[m[1].replace(" ", "")] = (float(rel[1]) if rel else 0.01, float(ab[1]) if ab else 1e-12)
    return comp


# ---------------------------------------------------------------- running
def run(words, cwd, cpu=LIMIT, limit=600):
    """The exit code, what was printed and the processor time; None as code when the time was up."""
    words = ["bash", "-c", f'ulimit -t {cpu}; exec "$@"', "run"] + words
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        p = subprocess.run(words, cwd=cwd, capture_output=True, timeout=limit, stdin=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        code = None if p.returncode in (-9, -24) else p.returncode
        return code, p.stdout.decode("utf-8", "replace") + p.stderr.decode("utf-8", "replace"), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    except subprocess.TimeoutExpired as e:
        return None, ((e.stdout or b"") + (e.stderr or b"")).decode("utf-8", "replace"), limit


def peer(path, facts, work, parts=2000):
    """ngspice on the rewritten deck; kept, as it does not change."""
    text = rewritten(path, facts, True, parts)
    key = hashlib.sha1((path + text).encode()).hexdigest()[:16]
    raw, log = os.path.join(work, "peer", key + ".raw"), os.path.join(work, "peer", key + ".log")
    if not os.path.exists(log):
        os.makedirs(os.path.dirname(raw), exist_ok=True)
        deck = os.path.join(os.path.dirname(path), f".peer{os.getpid()}.cir")
        open(deck, "w", encoding="utf-8").write(text)
        code, printed, _ = run(["ngspice", "-b", "-r", raw, os.path.basename(deck)], os.path.dirname(path), 12 * max(1, parts // 4000))
        os.remove(deck)
        open(log, "w").write(f"{code}\n{printed[-3000:]}")
    try: plots = read_raw(raw) if os.path.exists(raw) and os.path.getsize(raw) < 6e7 else []
    except Exception: plots = []
    return plots, open(log).read()


def ours(program, path, out, text=None):
    shutil.rmtree(out, ignore_errors=True)
    deck = path
    if text is not None:
        deck = os.path.join(os.path.dirname(path), f".ours{os.getpid()}.cir")
        open(deck, "w", encoding="utf-8").write(text)
    words = ["run", os.path.basename(deck), "-o", out, "--format", "csv"]
    code, printed, seconds = run([program] + words, os.path.dirname(path))
    if text is not None: os.remove(deck)
    return code, printed, seconds


def reference_file(path, folder, references):
    if not references: return None
    rel = os.path.relpath(path, folder)
    for ext in (".prn", ".out", ".FD.prn", ".NOISE.prn"):
        p = os.path.join(references, rel + ext)
        if os.path.exists(p): return p
    return None


def examine(path, args):
    why, facts = judge(path)
    r = dict(deck=os.path.relpath(path, args.folder), excluded=why, **facts)
    if why: return r
    ref = reference_file(path, args.folder, args.references)
    tables = []
    if ref:
        try: tables = read_text_table(ref)
        except Exception as e: r["reference_error"] = repr(e)
    r["has_reference"] = bool(tables)
    if not tables and args.stored: r["excluded"] = "no stored reference"; return r
    plots = [p for p in peer(path, facts, args.work)[0] if p[2] and p[2][0]]
    r["peer_ran"] = bool(plots)
    if not plots and not tables: r["excluded"] = "no reference and ngspice does not run it"; return r
    out = os.path.join(args.work, "out")
    if facts.get("scripted"):
        code, printed, seconds = ours(args.program, path, out, rewritten(path, facts, False))
    else: code, printed, seconds = ours(args.program, path, out)
    r.update(code=code, seconds=round(seconds, 2), printed=printed[-1500:] if code else "", errors=re.findall(r"error (\w+):", printed), warnings=sorted(set(re.findall(r"warning (\w+):", printed))))
    only_prints = code == 1 and r["errors"] and all(e.startswith("SAV") for e in r["errors"])
    if only_prints:
        code, printed, _ = ours(args.program, path, out, rewritten(path, facts, False))
        r["without_prints"] = code
    if code != 0: return r
    results = []
    if tables:
        try: results = compare_text(tables, our_tables(out), tolerances(path), not only_prints)
        except Exception as e: r["compare_error"] = repr(e)
        judged = [x for x in results if x[1] is not None]
        r["vs_reference"] = [list(x) for x in results]
        if judged: r["agrees_reference"] = all(x[1] <= AGREE for x in judged)
    if plots and not r.get("agrees_reference"):
        if not facts.get("scripted"): code, printed, _ = ours(args.program, path, out, rewritten(path, facts, False))
        if code == 0:
            try: results = compare_raw(plots, our_tables(out))
            except Exception as e: r["compare_error"] = repr(e); results = []
            r["vs_peer"] = sorted(([list(x) for x in results]), key=lambda x: -x[1])[:12]
            if results: r["agrees_peer"] = all(x[1] <= AGREE for x in results)
            if results and not r["agrees_peer"] and any(p[0] == "tran" for p in plots):
                plots = [p for p in peer(path, facts, args.work, 20000)[0] if p[2] and p[2][0]]      # is it the peer's step that makes the difference?
                fine = compare_raw(plots, our_tables(out))
                r["vs_fine_peer"] = sorted(([list(x) for x in fine]), key=lambda x: -x[1])[:12]
                if fine and all(x[1] <= AGREE for x in fine): results, r["agrees_peer"], r["fine"] = fine, True, True
            bad = [x for x in results if x[1] > AGREE]
            r["phase"] = bool(bad) and sum(x[2] == "phase" for x in bad) >= max(1, len(bad) // 3)
        else: r["rewritten"] = printed[-800:]
    return r


def stop(*_): raise TimeoutError("the comparison did not end")


def main():
    signal.signal(signal.SIGPROF, stop)
    a = argparse.ArgumentParser()
    a.add_argument("--program", required=True)
    a.add_argument("--references")
    a.add_argument("--stored", action="store_true")
    a.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "suites"))
    a.add_argument("--out")
    a.add_argument("--only", default="")
    a.add_argument("--part", default="0/1", help="K/N: every N-th deck from the K-th")
    a.add_argument("folder")
    args = a.parse_args()
    args.folder, args.program, args.work = map(os.path.abspath, (args.folder, args.program, args.work))
    os.makedirs(args.work, exist_ok=True)
    decks = sorted(os.path.join(d, f) for d, _, fs in os.walk(args.folder) for f in fs if f.lower().endswith(EXT) and not f.startswith("."))
    results = []
    part, parts = map(int, args.part.split("/"))
    for k, path in enumerate(decks):
        if k % parts != part: continue
        if args.only and not re.search(args.only, path): continue
        signal.setitimer(signal.ITIMER_PROF, ALL, ALL / 4)
        try: r = examine(path, args)
        except Exception as e: r = dict(deck=os.path.relpath(path, args.folder), excluded=None, code=-1, harness=repr(e))
        signal.setitimer(signal.ITIMER_PROF, 0)
        results.append(r)
        if not r["excluded"]: print(f"{k}/{len(decks)} {r['deck']} code={r.get('code')} {r.get('seconds')}s ref={r.get('agrees_reference')} peer={r.get('agrees_peer')} {r.get('errors')}", flush=True)
        if args.out and len(results) % 25 == 0: json.dump(results, open(args.out, "w"))
    if args.out: json.dump(results, open(args.out, "w"), indent=0)
    print(Counter(r["excluded"] or "counted" for r in results).most_common(60))


if __name__ == "__main__":
    main()
