"""mPNP at P0 with numpy and SciPy SuperLU only (one thread): the peer of the bench `pnp`; scheme of DESIGN section 5.
Cell-centred, unknowns (phi, w+, w-) per fluid cell, Scharfetter-Gummel two-point flux, variable-step BDF2
restarted by a small backward-Euler step at t=0 and at the kink, full Newton with analytic Jacobian.
Usage: mpnp_scipy.py [d_nm=1.5] [k=1] [n=40] [ratio=1.42] [perm=SLIT|COLAMD|...].  Units inside: nm, ns, kT/e, c0."""
import sys, time
import numpy as np, scipy.sparse as sp
from scipy.sparse.linalg import splu

opt = dict(a.split("=") for a in sys.argv[1:])
d, k, n = float(opt.get("d", 1.5)), float(opt.get("k", 1)), int(opt.get("n", 40))
ratio = float(opt.get("ratio", 1.42)) ** (1 / k)
N, Ly, gap, t, Lres, T, Vm, D = 6, 5.0, 0.5, 0.34, 10.0, 200.0, 0.15, 2.0
NA, qe, kB, eps, Tm, c0, a = 6.02214076e23, 1.602176634e-19, 1.380649e-23, 78.5 * 8.8541878128e-12, 298.15, 1000.0, 0.66e-9
VT = kB * Tm / qe
lam2 = eps * kB * Tm / (2 * qe * qe * c0 * NA) * 1e18
v = a ** 3 * c0 * NA
w0 = -np.log(1 - 2 * v)

def half(L, h):
    """Cell widths growing by `ratio` from h, scaled to fill L."""
    m = 1
    while h * (ratio ** m - 1) / (ratio - 1) < L - 1e-12: m += 1
    w = h * ratio ** np.arange(m)
    return w * L / w.sum()

def both(L, h):
    w = half(L / 2, h)
    return np.concatenate([w, w[::-1]])

hx, hy = 0.04 / k, 0.06 / k
wx, sheet, slit_of, planes = [half(Lres, hx)[::-1]], [], [], []
kind = [np.full(wx[0].size, -1)]
for s in range(N):
    b = both(t, hx); wx.append(b); kind.append(np.full(b.size, 100 + s))
    b = both(d, hx); wx.append(b); kind.append(np.full(b.size, s))
wx, kind = np.concatenate(wx), np.concatenate(kind)
g = half(gap, hy)
wy = np.concatenate([g[::-1], both(Ly - 2 * gap, hy), g])
xf, yf = np.concatenate([[0], np.cumsum(wx)]), np.concatenate([[0], np.cumsum(wy)])
xc, yc = (xf[1:] + xf[:-1]) / 2, (yf[1:] + yf[:-1]) / 2
nx, ny = wx.size, wy.size
fluid = np.ones((nx, ny), bool)
for i in range(nx):
    if kind[i] >= 100:
        fluid[i] = (yc < gap) if (kind[i] - 100) % 2 == 0 else (yc > Ly - gap)
num = np.full((nx, ny), -1); num[fluid] = np.arange(fluid.sum()); nc = fluid.sum()
vol = np.outer(wx, wy)[fluid]
# elimination order: along y inside a slit (towards the next gap), along x elsewhere
I_, J_ = np.nonzero(fluid); kk = kind[I_]
reg = np.concatenate([[0], np.cumsum(np.diff(kind) != 0)])[I_]
inside = (kk >= 0) & (kk < 100); up = np.where(kk % 2 == 0, J_, -J_)
order = np.lexsort((np.where(inside, I_, J_), np.where(inside, up, I_), reg))
perm3 = (3 * order[:, None] + np.arange(3)).ravel(); iperm3 = np.empty(3 * nc, int); iperm3[perm3] = np.arange(3 * nc)
# faces: inner (L, R, area, h); Dirichlet phi faces (cell, area/h); reservoir faces
FL, FR, FA, FH, EB, EG, plane = [], [], [], [], [], [], []
for i in range(nx):
    for j in range(ny):
        for (i2, j2, A, h, h1, h2) in ((i + 1, j, wy[j], None, wx[i] / 2, wx[min(i + 1, nx - 1)] / 2),
                                       (i, j + 1, wx[i], None, wy[j] / 2, wy[min(j + 1, ny - 1)] / 2)):
            if i2 == nx:
                if fluid[i, j]: EB.append(num[i, j]); EG.append(A / h1)
                continue
            if j2 == ny: continue
            p, q = fluid[i, j], fluid[i2, j2]
            if p and q:
                FL.append(num[i, j]); FR.append(num[i2, j2]); FA.append(A); FH.append(h1 + h2)
                plane.append(kind[i] - 100 if i2 != i and kind[i] >= 100 and kind[i2] == kind[i] and
                             abs(xf[i + 1] - (Lres + (kind[i] - 100) * (t + d) + t / 2)) < 1e-9 else -1)
            elif p: EB.append(num[i, j]); EG.append(A / h1)
            elif q: EB.append(num[i2, j2]); EG.append(A / h2)
FL, FR, EB, plane = map(np.array, (FL, FR, EB, plane)); FA, FH, EG = map(np.array, (FA, FH, EG))
RB, RA, RH = num[0], wy, np.full(ny, wx[0] / 2)
G = FA / FH

def bern(x):
    small = np.abs(x) < 1e-3
    y = np.where(small, 1.0, x)
    e = np.exp(np.minimum(y, 700))
    B = np.where(small, 1 - x / 2 + x * x / 12, y / (e - 1))
    dB = np.where(small, -0.5 + x / 6 - x ** 3 / 180, (e - 1 - y * e) / (e - 1) ** 2)
    return B, dB

def conc(u):
    ep, em = np.exp(u[1]), np.exp(u[2]); S = 1 + v * (ep + em)
    return ep / S, em / S, np.log(S)

# fixed pattern: triplets -> csc positions
rows, cols = [], []
def trip(r, c): rows.append(r); cols.append(c)
al_c = np.arange(nc)
for i in range(3):
    for j in range(3): trip(3 * al_c + i, 3 * al_c + j)
for i in range(3):
    for j in range(3):
        for (A, B) in ((FL, FL), (FL, FR), (FR, FL), (FR, FR)): trip(3 * A + i, 3 * B + j)
for i in range(3):
    for j in range(3): trip(3 * RB + i, 3 * RB + j)
trip(3 * EB, 3 * EB)
R_, C_ = np.concatenate(rows), np.concatenate(cols)
if opt.get("perm", "SLIT") == "SLIT": R_, C_ = iperm3[R_], iperm3[C_]
else: perm3 = iperm3 = np.arange(3 * nc)
key = C_.astype(np.int64) * (3 * nc) + R_
uk, inv = np.unique(key, return_inverse=True)
indices = (uk % (3 * nc)).astype(np.int32)
indptr = np.concatenate([[0], np.cumsum(np.bincount(uk // (3 * nc), minlength=3 * nc))]).astype(np.int32)

def flux(pL, pR, L, R, z, i, g, jac):
    """SG flux L->R times face conductance, and its derivatives by (phi, w+, w-) of both sides."""
    cL, cR = L[i], R[i]
    de = z * (pR - pL) + R[2] - L[2]
    B, dB = bern(de); Bm, dBm = bern(-de)
    J = D * g * (B * cL - Bm * cR)
    if not jac: return J, None, None
    dd = D * g * (dB * cL + dBm * cR)
    # m: dm/dw+ = v c+, dm/dw- = v c-
    def dc(c, s): return (c[i] * ((1.0 if s == i else 0.0) - v * c[s]))
    dl = [-z * dd] + [-dd * v * L[s] + D * g * B * dc(L, s) for s in (0, 1)]
    dr = [z * dd] + [dd * v * R[s] - D * g * Bm * dc(R, s) for s in (0, 1)]
    return J, dl, dr

res_c = np.array([1.0, 1.0, np.log(1 + 2 * v * np.exp(w0))])
def system(u, pm, al, hist, jac=True):
    cp, cm, m = conc(u); c = (cp, cm, m); F = np.zeros((3, nc)); vals = []
    il = 1 / (2 * lam2); phi = u[0]; Z = np.zeros
    L = [q[FL] for q in c]; R = [q[FR] for q in c]; B = [q[RB] for q in c]
    Jp = G * (phi[FL] - phi[FR])
    F[0] = np.bincount(FL, Jp, nc) - np.bincount(FR, Jp, nc) + np.bincount(EB, EG * (phi[EB] - pm), nc) - il * (cp - cm) * vol
    gr = RA / RH
    F[0] += np.bincount(RB, gr * phi[RB], nc)
    Jf = []; DL = []; DR = []; DRb = []
    for i, z in ((0, 1), (1, -1)):
        J, dl, dr = flux(phi[FL], phi[FR], L, R, z, i, G, jac)
        Jb, dlb, _ = flux(phi[RB], 0.0, B, [np.full(ny, q) for q in res_c], z, i, gr, jac)
        F[1 + i] = (al * c[i] + hist[i]) * vol + np.bincount(FL, J, nc) - np.bincount(FR, J, nc) + np.bincount(RB, Jb, nc)
        Jf.append(J); DL.append(dl); DR.append(dr); DRb.append(dlb)
    if not jac: return F, Jf, c
    App, Apm, Amm = cp * (1 - v * cp), -v * cp * cm, cm * (1 - v * cm)
    zc = Z(nc)
    vals += [zc, -il * vol * (App - Apm), -il * vol * (Apm - Amm), zc, al * vol * App, al * vol * Apm, zc, al * vol * Apm, al * vol * Amm]
    zf = Z(FL.size)
    for i in range(3):
        for j in range(3):
            if i == 0: l, r = (G, -G) if j == 0 else (zf, zf)
            else: l, r = DL[i - 1][j], DR[i - 1][j]
            vals += [l, r, -l, -r]
    for i in range(3):
        for j in range(3): vals.append((gr if j == 0 else Z(ny)) if i == 0 else DRb[i - 1][j])
    vals.append(EG)
    data = np.bincount(inv, np.concatenate(vals), uk.size)
    return F, Jf, c, data

def grid():
    out = [0.0]
    for leg in range(2):
        h = T / n; s = [leg * T]
        step = h / 64
        while step < h: s.append(s[-1] + step); step *= 2
        rest = (leg + 1) * T - s[-1]; m = int(np.ceil(rest / h - 1e-9))
        s += list(s[-1] + rest * np.arange(1, m + 1) / m); out += s[1:]
    return np.array(out)

def observe(u, tt, Jf, c, pm):
    f = 1e-9 * qe * c0 * NA; q = qe * c0 * NA * 1e-18
    kc = np.broadcast_to(kind[:, None], (nx, ny))[fluid]; xcc = np.broadcast_to(xc[:, None], (nx, ny))[fluid]
    Qe = np.sum(EG * (pm - u[0][EB])) * eps * VT
    print(f"t={tt:.6g} Qe={Qe:.6e}")
    for s in (1, 3):
        lo = Lres + (s - 1) * (t + d) + t / 2
        sel = (xcc > lo) & (xcc < lo + t + d)
        Qs = -q * np.sum(vol[sel] * (c[0] - c[1])[sel]); I = -f * np.sum((Jf[0] - Jf[1])[plane == s])
        print(f"  slit {s} Q={Qs:.6e} I={I:.6e}")

def factor(A):
    """`SLIT` (default): own order along the slits, diagonal pivots preferred; else a SuperLU ordering by name."""
    pm = opt.get("perm", "SLIT")
    if pm == "SLIT": return splu(A, permc_spec="NATURAL", diag_pivot_thresh=float(opt.get("thresh", 1e-3)), options=dict(SymmetricMode=True))
    return splu(A, permc_spec=pm)

def main():
    u = np.zeros((3, nc)); u[1:] = w0
    tg = grid(); cs = [conc(u)[:2]]; us = [u]; nf = 0; t0 = time.time(); tfac = 0
    print(f"cells {nc} ({nx}x{ny}), steps {tg.size - 1}")
    for s in range(1, tg.size):
        tt, dt = tg[s], tg[s] - tg[s - 1]
        pm = (tt / T if tt <= T else 2 - tt / T) * Vm / VT
        restart = s == 1 or abs(tg[s - 1] - T) < 1e-9
        c1 = cs[-1]
        if restart: al = 1 / dt; hist = [-al * q for q in c1]
        else:
            r = dt / (tg[s - 1] - tg[s - 2]); al = (1 + 2 * r) / (1 + r) / dt
            hist = [-(1 + r) / dt * p1 + r * r / (1 + r) / dt * p2 for p1, p2 in zip(c1, cs[-2])]
            u = us[-1] + r * (us[-1] - us[-2])
        for it in range(25):
            F, Jf, c, data = system(u, pm, al, hist)
            rs = np.zeros(3 * nc); np.maximum.at(rs, indices, np.abs(data)); rs = 1 / rs
            A = sp.csc_matrix((data * rs[indices], indices, indptr), shape=(3 * nc, 3 * nc))
            b = F.T.ravel()[perm3] * rs
            a0 = time.time(); du = factor(A).solve(b)[iperm3].reshape(nc, 3).T; tfac += time.time() - a0; nf += 1
            mx = np.abs(du).max(); u = u - du * min(1, 3 / mx)
            if mx < 1e-6: break
        F, Jf, c = system(u, pm, al, hist, False)
        cs = [cs[-1], c[:2]]; us = [us[-1], u]
        for f in (0.5, 1, 1.5, 2):
            if abs(tt - f * T) < 1e-9: observe(u, tt, Jf, c, pm)
    print(f"one cycle: {time.time() - t0:.1f} s, {nf} factorizations ({tfac:.1f} s in SuperLU factor+solve)")
main()
