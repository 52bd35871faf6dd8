#!/usr/bin/python3
"""Model 1 stated plainly, as an oracle for the fast one: given wages, prices by iteration, spending by a linear system,
wages by labour-market clearing (not the trade balance the fast solver uses), in numpy, one loop an equation.

    tests/oracle/model1.py ../shared/data/hybrid2022 > tests/oracle/model1.txt

Prints one line a number: case, quantity, region, value (17 digits). Needs python3-numpy; the recorded output is what the tests read."""
import csv, gzip, sys
import numpy as np


def rows(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt") as f:
        yield from csv.reader(f)


def load(folder):
    """trade[s,n,i], use[n,k,s], ids, goods; 81 regions, million US$ at basic prices."""
    secs = [(r[1], r[3] == "1") for r in list(rows(folder + "/sectors.csv"))[1:]]
    ctry = [(r[1], r[2]) for r in list(rows(folder + "/countries.csv"))[1:]]
    S, N = len(secs), len(ctry)
    si = {c[0]: k for k, c in enumerate(secs)}
    ni = {c[0]: k for k, c in enumerate(ctry)}
    trade, use = np.zeros((S, N, N)), np.zeros((N, S, S))
    for r in list(rows(folder + "/trade.csv.gz"))[1:]:
        trade[si[r[0]], ni[r[1]]] = [float(x) for x in r[2:]]
    for r in list(rows(folder + "/intermediate_use.csv.gz"))[1:]:
        use[ni[r[0]], si[r[1]]] = [float(x) for x in r[2:]]
    return trade, use, [c[0] for c in ctry], [c[1] for c in ctry], [s[0] for s in secs], np.array([s[1] for s in secs])


def aggregate(trade, use, group, G):
    M = np.zeros((G, trade.shape[1]))
    M[group, np.arange(trade.shape[1])] = 1
    return np.einsum("gn,snj,hj->sgh", M, trade, M), np.einsum("gn,nks->gks", M, use)


def purge(world, theta):
    """The economy with its deficits taken away at unchanged policy: the base of closure 'zero'."""
    trade, use, _ = world
    _, state = solve(world, theta, np.zeros_like(trade), np.zeros_like(trade), closure="fixed", no_deficit=True, full=True)
    return state


def solve(world, theta, t, e, closure="fixed", no_deficit=False, full=False, t0=None):
    """Counterfactual at tariffs t[s,n,i] and export taxes e[s,n,i] (fractions) from a base with tariffs t0 (default none)."""
    trade, use, _ = world
    S, N, _ = trade.shape
    t0 = np.zeros_like(trade) if t0 is None else t0
    paid = trade * (1 + t0)                                    # users' prices
    Y = trade.sum(1).T                                         # output[n,s]
    absorbed = trade.sum(2).T
    X = paid.sum(2).T                                          # spending[n,s]
    lift = np.where(absorbed > 0, X / np.where(absorbed > 0, absorbed, 1), 1)
    cost = use * lift[:, :, None]
    va = Y - cost.sum(1)                                       # value added [n,s]
    final = X - cost.sum(2)
    gamma = np.where(Y[:, None, :] > 0, cost / np.where(Y[:, None, :] > 0, Y[:, None, :], 1), 0)
    beta = np.where(Y > 0, va / np.where(Y > 0, Y, 1), 1)
    income = final.sum(1)
    alpha = final / income[:, None]
    VA = va.sum(1)
    revenue0 = (trade * t0).sum((0, 2))
    D0 = income - VA - revenue0
    D = np.zeros(N) if no_deficit else D0
    pi = paid / np.where(X.T[:, :, None] > 0, X.T[:, :, None], 1)
    kappa = (1 + t) * (1 + e) / (1 + t0)
    K = pi * kappa ** -theta[:, None, None]
    w, m = np.ones(N), np.zeros((N, S))
    lp = np.zeros((N, S))
    for it in range(20000):
        for _ in range(500):
            lc = beta * np.log(w)[:, None] + np.einsum("iks,ik->is", gamma, lp)
            v = np.einsum("sni,is->ns", K, np.exp(-theta * lc))
            new = np.where(v > 0, -np.log(np.where(v > 0, v, 1)) / theta, 0)
            gap = np.abs(new - lp).max()
            lp = new
            if gap < 1e-15:
                break
        lc = beta * np.log(w)[:, None] + np.einsum("iks,ik->is", gamma, lp)
        share = K * np.exp(-theta * lc).T[:, None, :] / np.where(v > 0, v, 1).T[:, :, None]
        net = share / (1 + t)                                  # border value a dollar of spending
        sold = net / (1 + e)                                   # producers' receipts
        # X = gamma Y + alpha (w VA + import revenue + export revenue + D), Y = sum_n sold X: one linear system
        big = np.zeros((N, S, N, S))
        for s in range(S):
            imp = (share[s] - net[s]).sum(1)
            big[np.arange(N), :, np.arange(N), s] += alpha * imp[:, None]
            exp_rev = (net[s] - sold[s]).T                     # [i, n]
            big[:, :, :, s] += alpha[:, :, None] * exp_rev[:, None, :]
            big[:, :, :, s] += gamma[:, :, s][:, :, None] * sold[s].T[:, None, :]
        rhs = alpha * (w * VA + D)[:, None]
        Xn = np.linalg.solve(np.eye(N * S) - big.reshape(N * S, N * S), rhs.ravel()).reshape(N, S)
        Yn = np.einsum("sni,ns->is", sold, Xn)
        labour = (beta * Yn).sum(1)
        miss = labour / (w * VA) - 1
        if np.abs(miss).max() < 2e-14:
            break
        w = w * (1 + 0.35 * miss)
        w *= VA.sum() / (w * VA).sum()
    else:
        raise SystemExit("oracle did not converge: %g" % np.abs(miss).max())
    imp = np.einsum("sni,ns->n", share - net, Xn)
    expt = np.einsum("sni,ns->i", net - sold, Xn)
    I = w * VA + imp + expt + D
    P = np.exp((alpha * lp).sum(1))
    W = I / income / P
    if full:
        inner = sold * Xn.T[:, :, None]
        return W, (inner, gamma * Yn[:, None, :], None)
    return {"real_income": W - 1, "wage": w, "revenue": imp + expt, "real_wage": w / P - 1}


def policy(world, ids, goods, parts):
    """parts: (kind, importer, exporter, rate, share-of-flow unused) over goods sectors."""
    trade = world[0]
    t, e = np.zeros_like(trade), np.zeros_like(trade)
    for kind, n, i, rate, sectors in parts:
        for s in range(trade.shape[0]):
            if sectors(s):
                (t if kind == "tariff" else e)[s, ids.index(n), ids.index(i)] += rate
    return t, e


def main():
    folder = sys.argv[1]
    trade, use, ids, region16, secs, goods = load(folder)
    codes16 = [r[1] for r in list(rows(folder + "/regions16.csv"))[1:]]
    group = np.array([codes16.index(c) for c in region16])
    t16, u16 = aggregate(trade, use, group, 16)
    worlds = {"hybrid2022-81": ((trade, use, None), ids), "hybrid2022-16": ((t16, u16, None), codes16)}
    S = len(secs)
    four = np.full(S, 4.0)
    spread = np.array([2 + 0.5 * (k % 11) for k in range(S)])
    isgoods = lambda s: goods[s]
    c26 = lambda s: secs[s] == "C26"
    cases = [
        ("us25", "hybrid2022-81", four, [("tariff", "USA", "CHN", .25, isgoods)], False),
        ("us25", "hybrid2022-16", four, [("tariff", "USA", "CHN", .25, isgoods)], False),
        ("mixed", "hybrid2022-16", spread, [("tariff", "USA", "CHN", .25, isgoods), ("tariff", "CHN", "USA", 1.0, isgoods),
                                            ("export", "JPN", "KOR", .15, c26), ("tariff", "EUN", "IND", -.05, isgoods)], False),
        ("purged", "hybrid2022-16", four, [("tariff", "USA", "CHN", .25, isgoods)], True),
    ]
    for name, wid, theta, parts, zero in cases:
        world, codes = worlds[wid]
        t, e = policy(world, codes, goods, parts)
        if zero:
            world = purge(world, theta)
        out = solve(world, theta, t, e)
        for quantity, values in out.items():
            for c, x in zip(codes, values):
                print("%s %s %s %s %.17g" % (name, wid, quantity, c, x))
    world, codes = worlds["hybrid2022-16"]
    t0, _ = policy(world, codes, goods, [("tariff", "USA", "CHN", .1, isgoods), ("tariff", "CHN", "USA", .07, isgoods)])
    t, e = policy(world, codes, goods, [("tariff", "USA", "CHN", .3, isgoods), ("tariff", "CHN", "USA", .07, isgoods)])
    for quantity, values in solve(world, four, t, e, t0=t0).items():
        for c, x in zip(codes, values):
            print("based hybrid2022-16 %s %s %.17g" % (quantity, c, x))


main()
