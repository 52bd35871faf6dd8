#!/usr/bin/python3
"""Caliendo & Parro (2015) stated plainly, as an oracle for src/replicate: the authors' archive, the equilibrium in changes by their own nested
iteration (wages; given wages prices; given prices spending), and the recipe of every printed table, in numpy, one line an equation.

    tests/oracle/cp2015.py ../shared/data/cp2015/archive worlds/reference/cp2015.csv > tests/oracle/cp2015.txt

The tables with deficits carry the digits of a loop that was stopped early; LOOSE below, found from the digits, gives every one of them; case NAFTA_with_deficits_solved is the equilibrium.
Prints one line a number, case, quantity, country, value (17 digits), of every printed cell that is not of one sector, and the exact change of real
income beside each printed "welfare", which is the article's linear formula. Standard error: which printed cells it gives, and which not."""
import csv, sys
import numpy as np

N, J, T = 31, 40, 20  # countries, sectors, of which traded
COUNTRIES = ("Argentina Australia Austria Brazil Canada Chile China Denmark Finland France Germany Greece Hungary India Indonesia Ireland Italy "
             "Japan Korea Mexico Netherlands New_Zealand Norway Portugal South_Africa Spain Sweden Turkey U.K. U.S. ROW").split()
SECTORS = ("Agriculture Mining Food Textile Wood Paper Petroleum Chemicals Plastic Minerals Basic_metals Metal_products Machinery_n.e.c. Office "
           "Electrical Communication Medical Auto Other_Transport Other").split()
NAFTA = [COUNTRIES.index(c) for c in ("Mexico", "Canada", "U.S.")]
UNIT = 1e10  # US$; what the two tables on levels count in
STOP = 1e-11  # largest excess demand over value added
LOOSE = 0.01  # sum of excess demands, in units, at which the loop of the tables with deficits stopped


def div(a, b):
    return np.where(b != 0, a / np.where(b != 0, b, 1), 0)


def load(folder):
    """flows[s,importer,exporter] in US$ net of tariff, tariffs tau, output[n,s], value-added share[n,s], inputs G[n,input,use], theta[s]."""
    read = lambda name: np.loadtxt("%s/%s.txt" % (folder, name))
    G = read("IO").reshape(N, J, J)
    G = div(G, G.sum(1)[:, None, :] * np.ones_like(G))
    return dict(M=read("xbilat1993").reshape(T, N, N) * 1000, now=1 + read("tariffs1993").reshape(T, N, N) / 100,
                then=1 + read("tariffs2005").reshape(T, N, N) / 100, GO=read("GO").T, B=read("B").T, G=G,
                theta=np.concatenate([read("T"), np.full(J - T, 8.22)]))


def base_year(d):
    """Shares of the data. Negative final shares are set to 0, so the data are no equilibrium."""
    S = d["B"].shape[1]
    pad = lambda a, fill: np.concatenate([a, np.full((S - len(a), N, N), fill)])
    M, tau, then = pad(d["M"], 0.0) * (1 - np.eye(N)), pad(d["now"], 1.0), pad(d["then"], 1.0)
    exports = M.sum(1).T
    Y = np.maximum(d["GO"], exports)
    surplus = (exports - M.sum(2).T).sum(1)
    M = M + (Y - exports).T[:, :, None] * np.eye(N)         # sales at home
    X = (M * tau).sum(2).T
    VA = (d["B"] * Y).sum(1)
    I = VA + (M * (tau - 1)).sum((0, 2)) - surplus
    alpha = np.maximum((X - np.einsum("nkj,nj->nk", d["G"], (1 - d["B"]) * Y)) / I[:, None], 0)
    return dict(pi=div(M * tau, X.T[:, :, None]), tau=tau, then=then, gamma=d["G"] * (1 - d["B"])[:, None, :], B=d["B"],
                alpha=alpha / alpha.sum(1)[:, None], VA=VA, surplus=surplus, theta=d["theta"], X=X)


def solve(b, tau, loose=False):
    th, VA = b["theta"], b["VA"]
    K = b["pi"] * (tau / b["tau"]) ** -th[:, None, None]
    gammaT = np.ascontiguousarray(b["gamma"].transpose(0, 2, 1))
    w, lp, X = np.ones(N), np.zeros(b["B"].shape), b["X"]
    for _ in range(1000):
        for _ in range(2000):                               # prices given wages
            lc = b["B"] * np.log(w)[:, None] + np.matmul(gammaT, lp[:, :, None])[:, :, 0]
            v = np.matmul(K, np.exp(-th * lc).T[:, :, None])[:, :, 0].T
            lp, before = -np.log(v) / th, lp
            if np.abs(lp - before).max() < 1e-15:
                break
        pi = K * np.exp(-th * lc).T[:, None, :] / v.T[:, :, None]
        sold = pi / tau                                     # net of tariff
        soldT = np.ascontiguousarray(sold.transpose(0, 2, 1))
        kept = 1 - sold.sum(2).T                            # tariff revenue
        for _ in range(2000):                               # spending given wages and prices
            Y = np.matmul(soldT, X.T[:, :, None])[:, :, 0].T
            I = w * VA + (X * kept).sum(1) - b["surplus"]
            X, before = np.matmul(b["gamma"], Y[:, :, None])[:, :, 0] + b["alpha"] * I[:, None], X
            if np.abs(X - before).max() < 1e-15 * X.max():
                break
        excess = (Y.sum(1) - (X * (1 - kept)).sum(1) - b["surplus"]) / VA
        if loose and np.abs(excess * VA).sum() < LOOSE * UNIT or np.abs(excess).max() < STOP:
            return dict(w=w, lp=lp, c=np.exp(lc).T - 1, pi=pi, X=X, I=I, flow=sold * X.T[:, :, None])
        w = w + 0.2 * excess                                # wages; their sum stays, weighted with VA
    sys.exit("no solution: %g" % np.abs(excess).max())


def bases(d):
    """The base with deficits, and the base without."""
    b = base_year(d)
    s = solve(b, b["tau"])
    deficits = dict(b, pi=s["pi"], X=s["X"], VA=b["VA"] * s["w"])
    s = solve(dict(deficits, surplus=0 * b["surplus"]), b["tau"])
    return deficits, dict(deficits, pi=s["pi"], X=s["X"], VA=deficits["VA"] * s["w"], surplus=0 * b["surplus"])


class Scenario:
    """exported, imported, vot: [sector, country, partner], US$, first order at base flows and base tariffs."""
    def __init__(self, b, tau, loose=False):
        s = solve(b, tau, loose)
        self.before, self.after = b["pi"] * b["X"].T[:, :, None] / b["tau"], s["flow"]
        self.exported = self.before.transpose(0, 2, 1) * s["c"][:, :, None]
        self.imported = self.before * s["c"][:, None, :]
        self.vot = (b["tau"] - 1) * (self.before * div(self.after - self.before, self.before) - self.imported)
        self.I = b["VA"] + ((b["tau"] - 1) * self.before).sum((0, 2)) - b["surplus"]
        P = np.exp((b["alpha"] * s["lp"]).sum(1))
        self.realwage, self.exact = s["w"] / P - 1, s["I"] / self.I / P - 1

    def part(self, what, partners=slice(None)):
        """[sector, country] summed over the partners of each country."""
        a = {"tot": lambda: self.exported - self.imported, "vot": lambda: self.vot, "exported": lambda: self.exported,
             "imported": lambda: self.imported, "before": lambda: self.before, "after": lambda: self.after}[what]()
        return (a * partners).sum(2) if not isinstance(partners, slice) else a.sum(2)


def pairs():
    p = np.zeros((N, N))
    p[np.ix_(NAFTA, NAFTA)] = 1
    return p * (1 - np.eye(N))


def switch(b, who):
    return np.where(who > 0, b["then"], b["tau"])


def median_sector(d):
    two = [slice(0, T), slice(T, J)]
    H = np.stack([np.stack([d["G"][:, p, q].mean((1, 2)) for q in two], 1) for p in two], 1)
    return dict(M=d["M"].sum(0)[None], now=np.median(d["now"], axis=0)[None], then=np.median(d["then"], axis=0)[None],
                GO=np.stack([d["GO"][:, q].sum(1) for q in two], 1), B=np.stack([np.median(d["B"][:, q], axis=1) for q in two], 1),
                G=H / H.sum(1)[:, None, :], theta=np.array([4.55, 8.22]))


def scenarios(d):
    deficits, zero = bases(d)
    free = lambda n: np.where((np.arange(N) == n)[:, None] & np.ones((N, N), bool), 1.0, zero["tau"])
    out = {"NAFTA": Scenario(zero, switch(zero, pairs())), "NAFTA_with_deficits": Scenario(deficits, switch(deficits, pairs()), loose=True),
           "NAFTA_with_deficits_solved": Scenario(deficits, switch(deficits, pairs())), "WORLD": Scenario(zero, zero["then"]), "REST": Scenario(zero, switch(zero, 1 - pairs()))}
    for n in NAFTA:
        out["free", n] = Scenario(zero, free(n))
    alone = np.broadcast_to(np.eye(J), d["G"].shape)
    kinds = {"one_sector": median_sector(d), "no_materials": dict(d, B=np.ones_like(d["B"])),
             "no_io": dict(d, G=alone, B=1 - load.raw_diagonal)}
    for kind, data in kinds.items():
        b = bases(data)[1]
        out[kind] = Scenario(b, switch(b, pairs()))
    out["benchmark"] = out["NAFTA"]
    return out


def over(a, b):
    return (1 + a) / (1 + b) - 1


def shares(flow):
    x = flow.sum(1) - np.diagonal(flow, axis1=1, axis2=2)
    return x / x.sum(0)


def concentration(flow):
    return ((shares(flow) ** 2).sum(0) - 1 / J) / (1 - 1 / J)


def cell(all_, case, quantity, n, sector):
    """One number, percent (an index for hhi), as the article makes it."""
    if case == "NAFTA_across_models":
        name = next(k for k in ("one_sector", "no_materials", "no_io", "benchmark") if quantity.endswith(k))
        return cell(all_, name, quantity[:-len(name) - 1], n, sector)
    if case == "FN53_unilateral_zero_tariffs":
        case = ("free", n)
    s = SECTORS.index(sector) if sector else None
    if case == "NAFTA_given_WORLD":
        return given(all_["WORLD"], all_["REST"], quantity, n, s)
    a = all_[case]
    if quantity == "real_income_exact": return 100 * all_.get("%s_solved" % (case,), a).exact[n]
    if quantity == "realwage": return 100 * a.realwage[n]
    if quantity in ("tot", "vot"): return 100 * a.part(quantity)[:, n].sum() / a.I[n]
    if quantity == "welfare": return cell(all_, case, "tot", n, None) + cell(all_, case, "vot", n, None)
    if quantity[4:] in ("nafta", "row"):
        who = pairs() if quantity.endswith("nafta") else 1 - pairs()
        return 100 * a.part(quantity[:3], who)[:, n].sum() / a.I[n]
    if quantity in ("tot_share", "vot_share"):
        x = a.part(quantity[:3])[:, n]
        return 100 * x[s] / x.sum()
    if quantity.startswith("export_share"): return 100 * shares(a.before if quantity.endswith("before") else a.after)[s, n]
    if quantity.startswith("hhi"): return concentration(a.before if quantity.endswith("before") else a.after)[n]
    if quantity.startswith("imports"):
        who = [i for i in NAFTA if i != n] if quantity == "imports_nafta" else [COUNTRIES.index(quantity[len("imports_from_"):])]
        return 100 * (a.after[:, n, who].sum() / a.before[:, n, who].sum() - 1)
    raise KeyError(quantity)


def given(a, b, quantity, n, s):
    """NAFTA given the world's tariff changes: the effect of all over the effect of all but NAFTA; on levels in units of 1e10 US$ by sector."""
    of = lambda x, q: cell({"x": x}, "x", q, n, None) / 100
    level = lambda what, who=slice(None): over(a.part(what, who)[:, n] / UNIT, b.part(what, who)[:, n] / UNIT)
    tot = lambda who=slice(None): level("exported", who) - level("imported", who)
    joint = a.before * div(a.after, b.after)
    if quantity in ("welfare", "tot", "vot", "realwage", "real_income_exact"): return 100 * over(of(a, quantity), of(b, quantity))
    if quantity == "tot_nafta": return 100 * tot(pairs()).sum() / (a.I[n] / UNIT)
    if quantity == "vot_nafta": return 100 * level("vot", pairs()).sum() / (a.I[n] / UNIT)
    if quantity.endswith("_row"): return given(a, b, quantity[:3], n, s) - given(a, b, quantity[:3] + "_nafta", n, s)
    if quantity == "tot_share": return 100 * tot()[s] / tot().sum()
    if quantity == "vot_share": return 100 * level("vot")[s] / level("vot").sum()
    if quantity.startswith("export_share"): return 100 * shares(a.before if quantity.endswith("before") else joint)[s, n]
    if quantity.startswith("hhi"): return concentration(a.before if quantity.endswith("before") else joint)[n]
    i = COUNTRIES.index(quantity[len("imports_from_"):])
    return 100 * (joint[:, n, i].sum() / a.before[:, n, i].sum() - 1)


def half_up(x, decimals):
    return np.sign(x) * np.floor(abs(x) * 10 ** decimals + 0.5) / 10 ** decimals


def kind(x, printed):
    decimals, value = len(printed.partition(".")[2]), float(printed)
    same = lambda y: abs(y - value) < 1e-9
    short = 2 - int(np.floor(np.log10(abs(x)))) if x else decimals
    if same(half_up(x, decimals)): return "every digit"
    if short < decimals and same(half_up(x, max(short, 0))): return "three digits, padded"
    if same(half_up(half_up(x, decimals + 1), decimals)): return "rounded twice"
    return "not"


def main():
    d, count = load(sys.argv[1]), {}
    load.raw_diagonal = np.loadtxt(sys.argv[1] + "/IO.txt").reshape(N, J, J)[:, range(J), range(J)]
    all_ = scenarios(d)
    for row in csv.DictReader(open(sys.argv[2])):
        case, quantity, country, sector, printed = (row[k] for k in ("case", "quantity", "country", "sector", "printed"))
        n = COUNTRIES.index(country)
        x = cell(all_, case, quantity, n, sector)
        k = kind(x, printed)
        count[k] = count.get(k, 0) + 1
        if k in ("rounded twice", "not"):
            sys.stderr.write("%-13s %s %s %s %s printed %s ours %.6g\n" % (k, case, quantity, country, sector, printed, x))
        if not sector:
            print(case, quantity, country, "%.17g" % x)
        if not sector and case + "_solved" in all_:
            print(case + "_solved", quantity, country, "%.17g" % cell(all_, case + "_solved", quantity, n, sector))
        if quantity.startswith("welfare"):
            exact = quantity.replace("welfare", "real_income_exact")
            print(case, exact, country, "%.17g" % cell(all_, case, exact, n, sector))
    sys.stderr.write("%s\n" % count)


if __name__ == "__main__":
    main()
