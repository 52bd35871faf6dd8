#!/usr/bin/python3
"""The whole model stated plainly, as an oracle for the fast one (docs/model.md; README.md here says how to record).

Unknowns: ln of wages w[n], incomes I[n], users' prices P[n,s], sales Y[n,s]; of every binding limit ln(1 + x), of every binding promise y.
Equations: price indices, sales = demand, incomes = their sources, and labour-market clearing in every region but the first, whose place the
numeraire takes (world labour income keeps its base value); the first region's labour market is Walras's check. Newton's method,
    the Jacobian
by differences and kept while it serves; limits and promises by trying who binds. None of this is how the fast solver goes about it.

Axes: trade-like arrays [s,n,i] (sector, destination, origin), cells [n,s], inputs [n,k,s] (k used by s). Values in millions of US$; changes
are factors (new over base) unless named otherwise. Needs python3-numpy."""
import csv, gzip, sys
import numpy as np
from dataclasses import dataclass, field, replace

OWNERS = ["destination", "origin", "destination-firms", "origin-firms", "burnt"]


# ---- what is asked ----------------------------------------------------------------------------------------------------------------------

@dataclass
class Line:
    """Product lines of one flow that pay alike: border-value share, rates before and after, number of their limit and promise (0: none)."""
    weight: float = 1.0
    tariff0: float = 0.0
    tax0: float = 0.0
    friction0: float = 0.0
    tariff: float = 0.0
    tax: float = 0.0
    friction: float = 0.0
    banned: int = 0
    quota: int = 0
    purchase: int = 0


@dataclass
class Quota:
    limit: float
    top: float = np.inf
    owner: str = "destination"


@dataclass
class Case:
    """theta and the other elasticities: one number a sector; None: not in use. flows: {(s, n, i): [Line, ...]}."""
    name: str
    world: str
    theta: np.ndarray
    closure: str = "fixed"
    value_added: np.ndarray = None
    materials: np.ndarray = None
    final: float = 1.0
    home: np.ndarray = None
    scale: np.ndarray = None
    firms: bool = False
    flows: dict = field(default_factory=dict)
    quotas: list = field(default_factory=list)
    purchases: list = field(default_factory=list)


# ---- the base ---------------------------------------------------------------------------------------------------------------------------

@dataclass
class Base:
    pi: np.ndarray       # [s,n,i] shares of spending at users' prices
    X: np.ndarray        # [n,s] spending at users' prices
    Y: np.ndarray        # [n,s] sales at producers' prices
    gamma: np.ndarray    # [n,k,s] inputs over SALES
    alpha: np.ndarray    # [n,k] final shares
    I: np.ndarray        # [n] income
    D: np.ndarray        # [n] deficits


def over(a, b, otherwise):
    return np.where(b != 0, a / np.where(b != 0, b, 1), otherwise)


def base_of(trade, use, flows):
    """Accounts at basic prices and the policy they embody, to shares at users' prices."""
    S, N, _ = trade.shape
    border, paid = trade.copy(), trade.copy()
    for (s, n, i), lines in flows.items():
        border[s, n, i] = trade[s, n, i] / sum(l.weight / (1 + l.tax0) for l in lines)
        paid[s, n, i] = border[s, n, i] * sum(l.weight * (1 + l.tariff0) for l in lines)
    X, Y, absorbed = paid.sum(2).T, trade.sum(1).T, trade.sum(2).T
    cost = use * over(X, absorbed, 1.0)[:, :, None]
    final = X - cost.sum(2)
    I = final.sum(1)
    pi = over(paid, X.T[:, :, None], 0.0)
    for s in range(S):
        for n in range(N):
            if X[n, s] == 0:
                pi[s, n, n] = 1
    foreign = border * (1 - np.eye(N))
    D = foreign.sum((0, 2)) - foreign.sum((0, 1))
    return Base(pi, X, Y, over(cost, Y[:, None, :], 0.0), final / I[:, None], I, D)


# ---- the equations ----------------------------------------------------------------------------------------------------------------------

class Model:
    def __init__(self, base, case):
        self.b, self.case = base, case
        S, N, _ = base.pi.shape
        self.S, self.N = S, N
        one = np.ones(S)
        self.theta = np.asarray(case.theta, float)
        self.sv = one if case.value_added is None else case.value_added
        self.sm = one if case.materials is None else case.materials
        self.h = self.theta if case.home is None else case.home
        self.psi = 0 * one if case.scale is None else case.scale
        self.mu = 1 / (self.theta + 1) if case.firms else 0 * one              # profits over sales
        self.g = base.gamma / (1 - self.mu)                                    # inputs over COST
        self.beta = np.where(base.Y > 0, 1 - self.g.sum(1), 1.0)               # labour over cost
        self.mix = over(self.g, self.g.sum(1)[:, None, :], 0.0)                # inputs over materials
        labour = ((1 - self.mu) * self.beta * base.Y)
        if labour.min() < 0:
            n, s = np.unravel_index(labour.argmin(), labour.shape)
            raise ValueError("labour income of cell %d %d is %g" % (n, s, labour[n, s]))
        self.L = labour.sum(1)
        self.profits0 = (self.mu * base.Y).sum(1)
        self.own0 = base.I - base.D
        self.at_home = np.eye(N, dtype=bool)
        self.policy()

    def policy(self):
        """Lines to A, B, C (users, border, producer), those under a limit or a promise apart."""
        b = self.b
        self.A, self.B, self.C = b.pi.copy(), b.pi.copy(), b.pi.copy()
        self.special = []
        for (s, n, i), lines in self.case.flows.items():
            whole = sum(l.weight * (1 + l.tariff0) for l in lines)
            power = self.h[s] if n == i else self.theta[s]
            self.A[s, n, i] = self.B[s, n, i] = self.C[s, n, i] = 0
            for l in lines:
                if l.banned:
                    continue
                omega = l.weight * (1 + l.tariff0) / whole
                kappa = (1 + l.tariff) * (1 + l.tax) * (1 + l.friction) / ((1 + l.tariff0) * (1 + l.tax0) * (1 + l.friction0))
                if l.quota or l.purchase:
                    self.special.append((s, n, i, l, omega, kappa))
                    continue
                a = b.pi[s, n, i] * omega * kappa ** -power
                self.A[s, n, i] += a
                self.B[s, n, i] += a / (1 + l.tariff)
                self.C[s, n, i] += a / ((1 + l.tariff) * (1 + l.tax))
        self.quota0, self.promise0 = np.zeros(len(self.case.quotas)), np.zeros(len(self.case.purchases))
        for s, n, i, l, omega, _ in self.special:
            quantity = omega * b.pi[s, n, i] * b.X[n, s]
            if l.quota:
                self.quota0[l.quota - 1] += quantity
            else:
                self.promise0[l.purchase - 1] += quantity

    def unit_costs(self, w, lnP):
        """ln cost of an input bundle [n,s]; shares of labour [n,s] and of every input [n,k,s] in it."""
        N, S = self.N, self.S
        lnc, labour, inputs = np.zeros((N, S)), np.zeros((N, S)), np.zeros((N, S, S))
        for s in range(S):
            sm, sv, mix, beta = self.sm[s], self.sv[s], self.mix[:, :, s], self.beta[:, s]
            if sm == 1:
                lnM, of = (mix * lnP).sum(1), mix
            else:
                each = mix * np.exp((1 - sm) * lnP)
                total = np.where(each.sum(1) > 0, each.sum(1), 1.0)
                lnM, of = np.log(total) / (1 - sm), each / total[:, None]
            if sv == 1:
                lnc[:, s], labour[:, s] = beta * np.log(w) + (1 - beta) * lnM, beta
            else:
                a, m = beta * w ** (1 - sv), (1 - beta) * np.exp((1 - sv) * lnM)
                lnc[:, s], labour[:, s] = np.log(a + m) / (1 - sv), a / (a + m)
            inputs[:, :, s] = of * (1 - labour[:, s])[:, None]
        return lnc, labour, inputs

    def final_use(self, lnP):
        """ln price of final use [n] and its shares [n,k]."""
        sf, alpha = self.case.final, self.b.alpha
        if sf == 1:
            return (alpha * lnP).sum(1), alpha
        each = alpha * np.exp((1 - sf) * lnP)
        return np.log(each.sum(1)) / (1 - sf), each / each.sum(1)[:, None]

    def account(self, w, I, lnP, lnY, x, y):
        """Everything that follows from the unknowns; x[q]: added to users' prices by a limit, y[p]: ln of what a promise takes off them."""
        b, N, S = self.b, self.N, self.S
        o = {}
        lnc0, labour, inputs = self.unit_costs(w, lnP)
        lnc = np.where(b.Y > 0, lnc0 - self.psi * (lnY - lnc0), lnc0)
        Y = b.Y * np.exp(lnY)
        lnF, share = self.final_use(lnP)
        X = np.einsum("iks,is->ik", inputs, (1 - self.mu) * Y) + share * I[:, None]
        # lines under a limit or a promise: users pay a, of which border and producer
        A, B, C = self.A.copy(), self.B.copy(), self.C.copy()
        parts = []
        for s, n, i, l, omega, kappa in self.special:
            q = self.case.quotas[l.quota - 1] if l.quota else None
            f = 1 + x[l.quota - 1] if l.quota else np.exp(-y[l.purchase - 1])
            a = b.pi[s, n, i] * omega * (kappa * f) ** -self.theta[s]
            rent = subsidy = 0.0
            if q is None:
                subsidy = a * (1 / f - 1)
                border = (a + subsidy) / (1 + l.tariff)
                producer = border / (1 + l.tax)
                taxed = border
            elif q.owner.startswith("destination"):
                border = a / (f * (1 + l.tariff))
                producer = border / (1 + l.tax)
                rent, taxed = a * (1 - 1 / f), border
            elif q.owner.startswith("origin"):
                border = a / (1 + l.tariff)
                producer = border / (f * (1 + l.tax))
                rent, taxed = border * (1 - 1 / f), border / f
            else:
                border = a / (1 + l.tariff)
                producer = border / (1 + l.tax)
                taxed = border
            A[s, n, i] += a
            parts.append((s, n, i, l, q, a / (kappa * f), border, producer, l.tariff * border, taxed - producer, rent, subsidy))
        # who buys from whom
        u = np.exp(-self.theta * lnc).T[:, None, :] * np.ones((S, N, N))       # [s,n,i]
        flow = np.zeros((S, N, N))                                             # spending of n on s from i, for every unit of A
        newP = np.zeros((N, S))
        for s in range(S):
            bought = A[s] * u[s]
            abroad = np.where(self.at_home, 0, bought).sum(1)
            if self.h[s] == self.theta[s]:
                v = abroad + bought.diagonal()
                newP[:, s] = -np.log(v) / self.theta[s]
                flow[s] = u[s] * (X[:, s] / v)[:, None]
            else:
                h, pF = self.h[s], np.where(self.at_home, 0, b.pi[s]).sum(1)
                PFh = np.where(pF > 0, over(abroad, pF, 1.0) ** (h / self.theta[s]), 0.0)      # P_F^-h
                own = np.exp(-h * lnc[:, s])
                v = A[s].diagonal() * own + pF * PFh
                newP[:, s] = -np.log(v) / h
                flow[s] = u[s] * over(X[:, s] * pF * PFh / v, abroad, 0.0)[:, None]
                flow[s][self.at_home] = X[:, s] * own / v
        border, producer = B * flow, C * flow
        o["tariffs"] = ((self.A - self.B) * flow).sum((0, 2))
        o["taxes"] = ((self.B - self.C) * flow).sum((0, 1))
        o["rents"], o["subsidies"] = np.zeros(N), np.zeros(N)
        quantity, value = np.zeros(len(self.case.quotas)), np.zeros(len(self.case.quotas))
        kept, paid = np.zeros(len(self.case.purchases)), np.zeros(len(self.case.purchases))
        for s, n, i, l, q, units, bord, prod, tariff, tax, rent, subsidy in parts:
            z = flow[s, n, i]
            border[s, n, i] += bord * z
            producer[s, n, i] += prod * z
            o["tariffs"][n] += tariff * z
            o["taxes"][i] += tax * z
            # quantity in units of base users' prices: spending over the user's price kappa c f
            units = units * z / np.exp(lnc[i, s])
            if q is None:
                o["subsidies"][n] += subsidy * z
                kept[l.purchase - 1] += units
                paid[l.purchase - 1] += subsidy * z
            else:
                o["rents"][n if q.owner.startswith("destination") else i] += rent * z
                quantity[l.quota - 1] += units
                value[l.quota - 1] += rent * z
        o["Y"] = producer.sum(1).T
        o["labour"] = ((1 - self.mu) * labour * Y).sum(1)
        o["profits"] = (self.mu * Y).sum(1)
        own = w * self.L + o["profits"] + o["tariffs"] + o["taxes"] + o["rents"] - o["subsidies"]
        o["own"], o["I"] = own, own + self.deficits(own)
        o["lnP"], o["lnF"], o["lnc"], o["X"], o["inputs"], o["share"] = newP, lnF, lnc, X, inputs, share
        o["flow_paid"] = A * flow
        o["quantity"], o["rent"] = over(quantity, self.quota0, 1.0), value
        o["kept"], o["subsidy"] = over(kept, self.promise0, 1.0), paid
        abroad = np.where(self.at_home, 0, border)
        o["imports"], o["exports"] = abroad.sum((0, 2)), abroad.sum((0, 1))
        return o

    def deficits(self, own):
        b = self.b
        if self.case.closure != "proportional":
            return b.D
        a = b.D / self.own0 * own
        plus, minus = a[a > 0].sum(), -a[a < 0].sum()
        f = np.sqrt(minus / plus)
        return np.where(a > 0, a * f, a / f)

    # -- solving --------------------------------------------------------------------------------------------------------------------------

    def unpack(self, z, state):
        N, S = self.N, self.S
        w, I = np.exp(z[:N]), np.exp(z[N:2 * N]) * self.b.I
        lnP = z[2 * N:2 * N + N * S].reshape(N, S)
        lnY = z[2 * N + N * S:2 * N + 2 * N * S].reshape(N, S)
        x, y = np.zeros(len(self.case.quotas)), np.zeros(len(self.case.purchases))
        at = 2 * N + 2 * N * S
        for q, how in enumerate(state[0]):
            if how == "bound":
                x[q], at = np.expm1(z[at]), at + 1
            elif how == "top":
                x[q] = self.case.quotas[q].top
        for p, how in enumerate(state[1]):
            if how == "bound":
                y[p], at = z[at], at + 1
        return w, I, lnP, lnY, x, y

    def miss(self, z, state):
        w, I, lnP, lnY, x, y = self.unpack(z, state)
        o = self.account(w, I, lnP, lnY, x, y)
        made = self.b.Y > 0
        sales = np.where(made, lnY - np.log(np.where(made, over(o["Y"], self.b.Y, 1.0), 1.0)), lnY)
        clearing = o["labour"] / self.L - w
        clearing[0] = (w * self.L).sum() / self.L.sum() - 1
        r = [clearing, np.log(I / o["I"]), (lnP - o["lnP"]).ravel(), sales.ravel()]
        r += [[np.log(o["quantity"][q] / self.case.quotas[q].limit)] for q, how in enumerate(state[0]) if how == "bound"]
        r += [[np.log(o["kept"][p] / self.case.purchases[p])] for p, how in enumerate(state[1]) if how == "bound"]
        return np.concatenate(r)

    def jacobian(self, z, r, state):
        step, J = 1e-7, np.zeros((len(z), len(z)))
        for k in range(len(z)):
            moved = z.copy()
            moved[k] += step
            J[:, k] = (self.miss(moved, state) - r) / step
        return np.linalg.inv(J)

    def newton(self, z, state):
        """The Jacobian of differences is kept as long as a step takes nine tenths of the miss away."""
        inverse, r = None, self.miss(z, state)
        for _ in range(100):
            if inverse is None:
                inverse = self.jacobian(z, r, state)
            size, dz = np.abs(r).max(), -inverse @ r
            z = z + dz * min(1, 0.5 / np.abs(dz).max())
            r = self.miss(z, state)
            if size < 1e-9 and np.abs(r).max() > 0.3 * size:
                return z, np.abs(r).max()
            if np.abs(r).max() > 0.1 * size:
                inverse = None
        raise RuntimeError("%s did not converge: %g" % (self.case.name, np.abs(r).max()))

    def solve(self):
        """Unknowns, account and who binds. Limits and promises: start with none binding, let the solution say, until it agrees."""
        quotas, promises = self.case.quotas, self.case.purchases
        state = (["free"] * len(quotas), ["free"] * len(promises))
        core = np.zeros(2 * self.N + 2 * self.N * self.S)
        x, y = np.zeros(len(quotas)), np.zeros(len(promises))
        for _ in range(50):
            z = np.concatenate([core, [np.log1p(x[q]) for q, how in enumerate(state[0]) if how == "bound"],
                                [y[p] for p, how in enumerate(state[1]) if how == "bound"]])
            z, size = self.newton(z, state)
            core = z[:len(core)]
            w, I, lnP, lnY, x, y = self.unpack(z, state)
            o = self.account(w, I, lnP, lnY, x, y)
            new = ([self.quota_state(state[0][q], x[q], o["quantity"][q], quotas[q]) for q in range(len(quotas))],
                   [self.promise_state(state[1][p], y[p], o["kept"][p], promises[p]) for p in range(len(promises))])
            if new == state:
                o.update(w=w, lnY=lnY, x=x, y=y, size=size, state=state, base=self.b)
                o["walras"] = np.abs(o["labour"] / self.L - w).max()
                return o
            state = new
        raise RuntimeError("%s: who binds does not settle" % self.case.name)

    @staticmethod
    def quota_state(how, x, quantity, q):
        if how == "free":
            return "bound" if quantity > q.limit else "free"
        if how == "top":
            return "bound" if quantity < q.limit else "top"
        return "free" if x < 0 else "top" if x > q.top else "bound"

    @staticmethod
    def promise_state(how, y, quantity, floor):
        if how == "free":
            return "bound" if quantity < floor else "free"
        return "free" if y < 0 else "bound"


def without_deficits(base, case):
    """The economy with its deficits taken away at unchanged policy: the base of closure 'zero'."""
    stay = {f: [replace(l, tariff=l.tariff0, tax=l.tax0, friction=l.friction0, banned=0, quota=0, purchase=0) for l in lines]
            for f, lines in case.flows.items()}
    m = Model(replace(base, D=0 * base.D), replace(case, closure="fixed", flows=stay, quotas=[], purchases=[]))
    o = m.solve()
    return Base(over(o["flow_paid"], o["X"].T[:, :, None], base.pi), o["X"], base.Y * np.exp(o["lnY"]), o["inputs"] * (1 - m.mu),
        o["share"],
                o["I"], 0 * base.D)


def solve(world, case):
    base = base_of(world.trade, world.use, case.flows)
    if case.closure == "zero":
        base = without_deficits(base, case)
    return Model(base, case).solve()


def answers(o, small):
    """What is recorded: quantity, numbers."""
    yield "real_income", o["I"] / o["base"].I * np.exp(-o["lnF"]) - 1
    yield "real_wage", o["w"] * np.exp(-o["lnF"]) - 1
    yield "wage", o["w"]
    yield "revenue", o["tariffs"] + o["taxes"] - o["subsidies"]
    yield "rents", o["rents"]
    yield "profits", o["profits"]
    yield "imports", o["imports"]
    yield "exports", o["exports"]
    if small:
        yield "output", (o["base"].Y * np.exp(o["lnY"])).ravel()
        yield "volume", np.where(o["base"].Y > 0, np.exp(o["lnY"] - o["lnc"]), 1.0).ravel()
        yield "price", np.exp(o["lnP"]).ravel()
    if len(o["x"]):
        yield "quota_quantity", o["quantity"]
        yield "quota_wedge", o["x"]
        yield "quota_value", o["rent"]
    if len(o["y"]):
        yield "purchase_quantity", o["kept"]
        yield "purchase_wedge", np.expm1(-o["y"])
        yield "purchase_value", -o["subsidy"]


# ---- worlds -----------------------------------------------------------------------------------------------------------------------------

@dataclass
class World:
    id: str
    regions: list
    sectors: list
    goods: np.ndarray
    trade: np.ndarray    # [s,n,i] basic prices
    use: np.ndarray      # [n,k,s]


def rows(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt") as f:
        return list(csv.reader(f))[1:]


def hybrid(folder):
    """hybrid2022: 81 regions, and summed to 16."""
    sectors, countries = rows(folder + "/sectors.csv"), rows(folder + "/countries.csv")
    ids, codes = [r[1] for r in sectors], [r[1] for r in countries]
    S, N = len(ids), len(codes)
    trade, use = np.zeros((S, N, N)), np.zeros((N, S, S))
    for r in rows(folder + "/trade.csv.gz"):
        trade[ids.index(r[0]), codes.index(r[1])] = [float(x) for x in r[2:]]
    for r in rows(folder + "/intermediate_use.csv.gz"):
        use[codes.index(r[0]), ids.index(r[1])] = [float(x) for x in r[2:]]
    goods = np.array([r[3] == "1" for r in sectors])
    sixteen = [r[1] for r in rows(folder + "/regions16.csv")]
    member = np.array([[r[2] == code for r in countries] for code in sixteen], float)
    return [World("hybrid2022-81", codes, ids, goods, trade, use),
            World("hybrid2022-16", sixteen, ids, goods, np.einsum("gn,snj,hj->sgh", member, trade, member), np.einsum("gn,nks->gks",
                member, use))]


def formula():
    """Four regions, three sectors, whole numbers; R3 makes nothing of s1, R1 gets no s0 from R2.
    tests/model/test_oracle.c has the same."""
    N, S = 4, 3
    trade = np.array([[[600 + 40 * n - 30 * s if n == i else (37 * s + 11 * n + 5 * i + 3 * n * i) % 29 * 4 for i in range(N)] for n in range(N)]
                      for s in range(S)], float)
    use = np.array([[[(13 * n + 7 * k + 5 * s) % 11 * 10 + 20 for s in range(S)] for k in range(S)] for n in range(N)], float)
    trade[1, :, 3] = 0
    use[3, :, 1] = 0
    trade[0, 1, 2] = 0
    return World("formula", ["R%d" % n for n in range(N)], ["s%d" % s for s in range(S)], np.array([True, True, False]), trade, use)


# ---- cases ------------------------------------------------------------------------------------------------------------------------------

def flows(world, *entries):
    """entries: (sectors, to, from, line, ...); sectors: a code, a list, 'goods'; to: a code, 'all'. A line may be a function of k, counting
    the flows of its entry from 1, to number limits by."""
    out = {}
    for sectors, to, origin, *lines in entries:
        chosen = [s for s, code in enumerate(world.sectors) if (world.goods[s] if sectors == "goods" else code in np.atleast_1d(sectors))]
        k = 0
        for s in chosen:
            for n in range(len(world.regions)):
                if to in ("all", world.regions[n]):
                    k += 1
                    new = [l(k) if callable(l) else l for l in lines]
                    assert (s, n, world.regions.index(origin)) not in out and abs(sum(l.weight for l in new) - 1) < 1e-12
                    out[s, n, world.regions.index(origin)] = sorted(new, key=lambda l: l.weight)
    return out


def duty(rate, rate0=0.0):
    return Line(tariff=rate, tariff0=rate0)


def cases_on_81(w):
    return [Case("us25", w.id, np.full(22, 4.0), flows=flows(w, ("goods", "USA", "CHN", duty(.25))))]


def cases_on_16(w):
    four, spread = np.full(22, 4.0), 2 + 0.5 * (np.arange(22) % 11)
    home = 2 + 0.25 * (np.arange(22) % 5)
    full = lambda x: np.full(22, float(x))
    increasing = lambda x: np.where(w.goods, x / four, 0)
    # sales over theta + 1 must stay below value added in every cell
    firms = np.array([5, 8, 5, 5, 9, 9, 6, 8, 40, 12, 7, 11, 7, 11, 8, 13, 11, 7, 8, 6, 5, 5], float)
    low = dict(value_added=full(.5), materials=full(.2), final=.9)
    high = dict(value_added=full(1.5), materials=full(2), final=3.0)
    us25 = flows(w, ("goods", "USA", "CHN", duty(.25)))
    war = flows(w, ("goods", "USA", "CHN", duty(.25)), ("goods", "CHN", "USA", duty(.25)), ("C26", "KOR", "JPN", Line(tax=.15)),
                ("C24", "EUN", "CHN", Line(.4, tariff=.5), Line(.6)))
    c = lambda name, closure="fixed", theta=four, **more: Case(name, w.id, theta, closure, **{"flows": us25, **more})
    limited = lambda limit, **more: dict(flows=flows(w, ("C26", "USA", "CHN", Line(quota=1))), quotas=[Quota(limit, **more)])
    taxed = lambda owner, limit=.6: dict(flows=flows(w, ("C26", "USA", "CHN", Line(.3, tariff=.1, tax=.04, tariff0=.03, quota=1),
        Line(.7, tariff=.25))),
                               quotas=[Quota(limit, owner=owner)])
    slack = flows(w, ("C26", "USA", "CHN", Line(quota=1, tariff=.1)), ("A01", "CHN", "USA", Line(purchase=1, tariff=-.1)))
    beans = flows(w, ("A01", "CHN", "USA", Line(purchase=1)))
    basket = flows(w, (["A01", "B", "C19"], "CHN", "USA", Line(.5, tariff=.1, tariff0=.02, purchase=1), Line(.5)))
    clash = flows(w, ("goods", "USA", "CHN", duty(.25)), (["A01", "B", "C10T12", "C19", "C30"], "CHN", "USA", Line(tariff=.25, purchase=1)),
                  (["C26", "C27", "C28", "C29"], "CHN", "USA", duty(.25)))
    licence = flows(w, ("C26", "USA", "CHN", Line(quota=1)), ("A01", "CHN", "USA", Line(purchase=1)))
    subsidy = flows(w, ("C26", "all", "USA", Line(tax=-.1)))
    based = flows(w, ("goods", "USA", "CHN", Line(.2, tariff0=.25, tariff=.5), Line(.1, tariff0=.1, tariff=.1, banned=1), Line(.7,
        tariff0=.03, tariff=.1)),
                  ("goods", "CHN", "USA", Line(.3, tariff0=.05, tax0=.1, tariff=.2, tax=.02), Line(.7, tariff0=.07, tariff=.07,
                      friction=.05)))
    everything = dict(value_added=full(.7), materials=full(.4), final=.8, home=firms * .6, scale=np.where(w.goods, .3 / firms, 0),
        firms=True)
    return [
        # Model 1
        c("us25"),
        c("mixed", theta=spread, flows=flows(w, ("goods", "USA", "CHN", duty(.25)), ("goods", "CHN", "USA", duty(1.0)), ("C26", "JPN",
            "KOR", Line(tax=.15)),
                                             ("goods", "EUN", "IND", duty(-.05)))),
        c("purged", "zero"),
        c("shares", "proportional", flows=war),
        c("based", flows=flows(w, ("goods", "USA", "CHN", duty(.3, .1)), ("goods", "CHN", "USA", duty(.07, .07)))),
        c("lines", "proportional", theta=spread, flows=based),
        c("lines-purged", "zero", theta=spread, flows=based),
        # Model 2
        c("home", theta=spread, home=home, flows=war),
        c("low", **low), c("low-home", home=home, flows=war, **low), c("low-purged", "zero", home=home, flows=war, **low),
        c("high", **high), c("high-home", home=home, flows=war, **high), c("high-shares", "proportional", home=home, flows=based, **high),
        # Model 3
        c("scale3", scale=increasing(.3)), c("scale6", scale=increasing(.6)), c("scale6-war", scale=increasing(.6), flows=war),
        c("scale3-purged", "zero", scale=increasing(.3), flows=based), c("scale3-shares", "proportional", scale=increasing(.3), flows=war),
        # Model 4
        c("firms", theta=firms, firms=True), c("firms-war", theta=firms, firms=True, flows=war),
        c("firms-purged", "zero", theta=firms, firms=True, flows=war), c("firms-shares", "proportional", theta=firms, firms=True,
            flows=based),
        # together
        c("nests-firms", theta=firms, firms=True, home=home, flows=war, **low),
        c("everything", theta=firms, flows=war, **everything), c("everything-purged", "zero", theta=firms, flows=based, **everything),
        c("everything-shares", "proportional", theta=firms, flows=war, **everything),
        # limits
        c("quota-slack", flows=slack, quotas=[Quota(1.2)], purchases=[.5]), c("quota", **limited(.7)),
        c("quota-two", flows=flows(w, ("C26", "USA", "CHN", Line(quota=1)), ("C26", "USA", "MEX", Line(.25), Line(.75, quota=2)), ("C26",
            "USA", "KOR", duty(.1))),
          quotas=[Quota(.5), Quota(.8, owner="origin")]),
        c("quota-top", **limited(.5, top=1.1 / 1.02 - 1)), c("quota-below-top", **limited(.7, top=.5)), c("quota-top-origin",
            **limited(.3, top=.1, owner="origin")),
        *(c("quota-" + owner, **taxed(owner)) for owner in OWNERS),
        c("quota-lines", theta=spread, quotas=[Quota(.4, owner="origin")], flows=flows(
            w, ("C24", "EUN", "CHN", Line(.2, tariff=.1, quota=1), Line(.3, tariff=.3, friction=.02, quota=1), Line(.5, tariff=.05)))),
        c("quota-all", quotas=[Quota(.6 + .02 * k, owner=OWNERS[k % 5]) for k in range(21)],
          flows=flows(w, ("goods", "USA", "CHN", lambda k: Line(tariff=.05, quota=k)))),
        c("quota-war", quotas=[Quota(.25)], flows=flows(w, ("C26", "USA", "CHN", Line(tariff=.25, quota=1)), ("goods", "CHN", "USA",
            duty(.25)))),
        c("quota-purged", "zero", **limited(.7)), c("quota-shares", "proportional", **taxed("origin")), c("quota-purged-taxed", "zero",
            **taxed("burnt")),
        c("quota-home", home=home, **{**low, **taxed("origin")}), c("quota-scale", scale=increasing(.5), **limited(.7, owner="origin")),
        c("quota-firms", theta=firms, firms=True, **limited(.7, owner="origin-firms")),
        c("quota-everything", "proportional", theta=firms, **{**everything, **taxed("destination", .15)}),
        # promises
        c("promise-slack", flows=slack, quotas=[Quota(2)], purchases=[1.1]), c("promise", flows=beans, purchases=[1.5]),
        c("promise-basket", flows=basket, purchases=[1.5]), c("promise-war", flows=clash, purchases=[1.2]), c("promise-war-purged",
            "zero", flows=clash, purchases=[1.2]),
        c("promise-shares", "proportional", flows=basket, purchases=[1.3]), c("promise-home", home=home, flows=basket, purchases=[1.5],
            **low),
        c("promise-everything", "proportional", theta=firms, flows=clash, purchases=[1.5], **everything),
        c("quota-promise", flows=licence, quotas=[Quota(.7, owner="origin")], purchases=[1.5]),
        # production
        c("subsidy", flows=subsidy), c("subsidy-home", home=home, flows=subsidy, **low), c("subsidy-scale", scale=increasing(.5),
            flows=subsidy),
        c("subsidy-everything", "proportional", theta=firms, flows=subsidy, **everything),
    ]


def cases_on_formula(w):
    theta, home, psi = np.array([3, 5, 4.]), np.array([1.5, 2, 4]), np.array([.1, .06, 0])
    nests = dict(value_added=np.array([.3, 1, 1.4]), materials=np.array([2, .5, 1.]), final=.6, home=home)
    leontief = dict(value_added=np.zeros(3), materials=np.zeros(3), final=.5)
    duties = flows(w, ("goods", "R0", "R1", Line(.4, tariff0=.1, tariff=.4), Line(.6, tariff0=.05, tariff=.05)), ("s0", "R1", "R0",
        Line(tax=.2, tariff=.1)),
                   ("s2", "R2", "R0", Line(friction=.1)), ("s1", "R3", "R0", Line(.2, banned=1), Line(.8)))
    some = flows(w, ("s0", "R0", "R1", Line(.4, tariff0=.1, tariff=.2, quota=1), Line(.6, tariff0=.05, tariff=.05)), ("s0", "R0", "R3",
        Line(quota=2)),
                 ("s1", "R0", "R1", Line(.5, quota=3), Line(.5)), ("goods", "R3", "R0", Line(.5, purchase=1, tariff=.1), Line(.5)),
                 ("s1", "R3", "R2", Line(purchase=1)), ("s2", "all", "R2", Line(tax=-.08)))
    limits = dict(flows=some, quotas=[Quota(.5), Quota(.6, top=.1, owner="origin"), Quota(1.1, owner="burnt")], purchases=[1.6])
    all4 = dict(scale=psi, firms=True, **nests)
    c = lambda name, closure="fixed", **more: Case(name, w.id, theta, closure, **{"flows": duties, **more})
    out = []
    for closure in ("fixed", "zero", "proportional"):
        for name, more in (("one", {}), ("nests", nests), ("leontief", leontief), ("scale", dict(scale=psi)), ("firms",
            dict(firms=True)), ("all", all4)):
            out += [c("%s-%s" % (name, closure), closure, **more), c("%s-%s-limits" % (name, closure), closure, **{**more, **limits})]
    return out


# ---- recording --------------------------------------------------------------------------------------------------------------------------

def words(values):
    return " ".join("%.17g" % x for x in values)


def record(world, case, o):
    """The case and its answer, as tests/model/test_oracle.c reads them."""
    print("case", case.name, world.id, case.closure, "%.17g" % case.final, int(case.firms))
    for name in ("theta", "value_added", "materials", "home", "scale"):
        if getattr(case, name) is not None:
            print("each", name, len(world.sectors), words(getattr(case, name)))
    for (s, n, i), lines in sorted(case.flows.items()):
        print("flow", world.sectors[s], world.regions[n], world.regions[i])
        for l in lines:
            print("line", words([l.weight, l.tariff0, l.tax0, l.friction0, l.tariff, l.tax, l.friction]), l.banned, l.quota, l.purchase)
    for q in case.quotas:
        print("quota", words([q.limit, q.top]), q.owner)
    for floor in case.purchases:
        print("promise", words([floor]))
    for name, values in answers(o, len(world.regions) < 10):
        print("is", name, len(values), words(values))
    print("end")


def worlds(folder):
    w81, w16 = hybrid(folder)
    small = formula()
    return [(small, cases_on_formula(small)), (w16, cases_on_16(w16)), (w81, cases_on_81(w81))]


# ---- laws of this statement itself ------------------------------------------------------------------------------------------------------

def say(law, miss, most):
    print("%-75s %.1e%s" % (law, miss, "" if miss <= most else "   BROKEN (at most %.0e)" % most))
    return miss <= most


def gap(a, b):
    return max(np.abs(a["I"] / b["I"] * np.exp(b["lnF"] - a["lnF"]) - 1).max(), np.abs(a["w"] / b["w"] - 1).max(),
        np.abs(a["lnY"] - b["lnY"]).max())


def laws():
    w = formula()
    some = {c.name: c for c in cases_on_formula(w)}
    answer = {name: solve(w, c) for name, c in some.items()}
    ok = say("Walras: the labour market left out clears", max(o["walras"] for o in answer.values()), 1e-13)
    trade = [np.abs(o["imports"] - o["exports"] - (o["base"].D if c.closure != "proportional" else o["I"] - o["own"])).max() / 1e3
             for (name, o), c in zip(answer.items(), some.values())]
    ok &= say("imports less exports at border prices are the deficit, rents included", max(trade), 1e-12)
    still = replace(some["all-fixed"], flows={f: [replace(l, tariff=l.tariff0, tax=l.tax0, banned=0, friction=0) for l in ls]
                                              for f, ls in some["all-fixed"].flows.items()})
    o = solve(w, still)
    ok &= say("no change is no change", max(np.abs(o["w"] - 1).max(), np.abs(o["lnP"]).max(), np.abs(o["lnY"]).max()), 1e-14)
    d = 1e-5
    shifted = [solve(w, replace(some["one-fixed"], value_added=np.full(3, 1 + e), materials=np.full(3, 1 + e), final=1 + e)) for e in (d,
        -d)]
    middle = [np.abs((np.log(shifted[0][k] * shifted[1][k]) / 2 - np.log(answer["one-fixed"][k]))).max() for k in ("w", "I")]
    ok &= say("elasticities around one surround Model 1", max(middle), 1e-9)
    near = replace(some["one-fixed-limits"], home=np.nextafter(some["one-fixed"].theta, 9))
    ok &= say("a home elasticity of theta is one CES", gap(solve(w, near), answer["one-fixed-limits"]), 1e-12)
    # one sector, no inputs: labour is all there is to size, and profits are a share of earnings
    one = replace(w, sectors=["s0"], goods=np.array([True]), trade=w.trade[:1], use=np.zeros((4, 1, 1)))
    plain = Case("one sector", "", np.array([4.]), "zero", flows=flows(one, ("s0", "R0", "R1", Line(tariff=.3)), ("s0", "R2", "R0",
        Line(tax=.2))))
    for name, more in (("scale", dict(scale=np.array([.15]))), ("a fixed number of firms", dict(firms=True))):
        ok &= say("with one sector and no inputs %s changes nothing" % name, gap(solve(one, replace(plain, **more)), solve(one, plain)),
            1e-13)
    # purging: changes from the purged base are ratios of two counterfactuals of the first base
    for kind in ("one", "all"):
        c, base = some[kind + "-fixed"], base_of(w.trade, w.use, some[kind + "-fixed"].flows)
        unbalanced = replace(base, D=0 * base.D)
        after = Model(unbalanced, c).solve()
        before = Model(unbalanced, replace(c, flows={f: [replace(l, tariff=l.tariff0, tax=l.tax0, banned=0,
            friction=0) for l in ls] for f, ls in c.flows.items()})).solve()
        zero = answer[kind + "-zero"]
        ratio = np.abs(after["w"] / before["w"] / zero["w"] - 1).max() + np.abs(after["lnF"] - before["lnF"] - zero["lnF"]).max()
        ok &= say("closure zero is a ratio of two solutions without deficits (%s)" % kind, ratio, 1e-12)
    # a limit is the tax it amounts to, by owner; a promise a tariff below zero
    f = (0, 0, 1)
    line = Line(tariff=.1, tax=.05, tariff0=.02, quota=1)
    for kind in ("one", "nests", "scale", "firms", "all"):
        for owner in OWNERS:
            limited = solve(w, replace(some[kind + "-fixed"], flows={f: [line]}, quotas=[Quota(.3, owner=owner)]))
            x = 1 + limited["x"][0]
            assert x > 1.01
            as_tax = {"d": replace(line, quota=0, tariff=1.1 * x - 1), "o": replace(line, quota=0, tax=1.05 * x - 1),
                      "b": replace(line, quota=0, friction=x - 1)}[owner[0]]
            tax = solve(w, replace(some[kind + "-fixed"], flows={f: [as_tax]}))
            ok &= say("a limit owned by %s is a tax (%s)" % (owner, kind), gap(limited, tax), 1e-12)
        kept = solve(w, replace(some[kind + "-fixed"], flows={f: [replace(line, quota=0, purchase=1)]}, purchases=[1.5]))
        duty = solve(w, replace(some[kind + "-fixed"], flows={f: [replace(line, quota=0, tariff=1.1 * np.exp(-kept["y"][0]) - 1)]}))
        ok &= say("a promise is a tariff below zero (%s)" % kind, gap(kept, duty), 1e-12)
    # Shephard: cost shares are the derivatives of cost
    m, rng, step = Model(base_of(w.trade, w.use, {}), some["nests-fixed"]), np.random.default_rng(1), 1e-6
    wage, lnP = np.exp(rng.normal(0, .3, 4)), rng.normal(0, .3, (4, 3))
    _, labour, inputs = m.unit_costs(wage, lnP)
    up, down = m.unit_costs(wage * np.exp(step), lnP)[0], m.unit_costs(wage * np.exp(-step), lnP)[0]
    miss = np.abs((up - down) / (2 * step) - labour).max()
    for k in range(3):
        e = step * (np.arange(3) == k)
        miss = max(miss, np.abs((m.unit_costs(wage, lnP + e)[0] - m.unit_costs(wage, lnP - e)[0]) / (2 * step) - inputs[:, k, :]).max())
    ok &= say("cost shares are derivatives of cost (Shephard)", miss, 1e-9)
    return ok


def main():
    if sys.argv[1:] == ["--laws"]:
        sys.exit(0 if laws() else 1)
    if len(sys.argv) != 2:
        sys.exit("usage: model.py FOLDER > model.txt   or   model.py --laws")
    for world, cases in worlds(sys.argv[1]):
        for case in cases:
            o = solve(world, case)
            print("%-28s %-14s miss %.0e  Walras %.0e  %s" % (case.name, world.id, o["size"], o["walras"], " ".join(sum(o["state"],
                []))), file=sys.stderr)
            record(world, case, o)


if __name__ == "__main__":
    main()
