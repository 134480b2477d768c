"""Reference values for the statistics: python tests/reference/make.py [--check].

Each case is {"f": function, "in": arguments, "out": values} or, where ours are
sampled, with "error": one standard error of ours for each value.
"""

import itertools
import json
import math
import pathlib
import sys

import numpy as np
import statsmodels.api as sm
from scipy import optimize, special, stats
from statsmodels.stats import multitest, proportion
from statsmodels.stats.contingency_tables import mcnemar

FILE = pathlib.Path(__file__).with_name("values.json")
CONFIDENCES = (0.8, 0.95, 0.99)
cases = []


def case(f, given, out, error=None):
    values = [float(v) for v in np.atleast_1d(np.asarray(out, dtype=float))]
    entry = {"f": f, "in": given, "out": values}
    if error is not None:
        entry["error"] = [float(v) for v in np.atleast_1d(error)]
    cases.append(entry)


def z_of(confidence):
    return stats.norm.ppf(1 - (1 - confidence) / 2)


# Distribution functions.

def distributions():
    for z in (-37.0, -8.5, -3.1, -1.0, -0.1, 0.0, 0.7, 2.5):
        case("normal_cdf", [z], stats.norm.cdf(z))
    for p in (1e-200, 1e-12, 0.001, 0.025, 0.3, 0.5, 0.8, 0.975, 0.9999):
        case("normal_quantile", [p], stats.norm.ppf(p))
        for df in (1, 2.5, 9, 99, 4321.5):
            if p > 1e-100:
                case("t_quantile", [p, df], stats.t.ppf(p, df))
    for t in (-40.0, -2.1, -0.3, 0.0, 1.0, 6.0):
        for df in (1, 3.7, 40, 1e5):
            case("t_cdf", [t, df], stats.t.cdf(t, df))
    for a, b in ((0.5, 0.5), (1, 3), (0.5, 200), (30.5, 2.5), (5e3, 95e3), (5e4, 5e4)):
        for p in (1e-6, 0.025, 0.5, 0.975):
            x = stats.beta.ppf(p, a, b)
            case("beta_quantile", [p, a, b], x)
            case("beta_cdf", [a, b, x * 0.99], stats.beta.cdf(x * 0.99, a, b))
    for k, n, p in ((0, 9, 0.2), (3, 10, 0.3), (250, 500, 0.45), (49_900, 100_000, 0.5), (7, 100_000, 1e-4)):
        case("binomial_pmf", [k, n, p], stats.binom.pmf(k, n, p))
        case("binomial_at_most", [k, n, p], stats.binom.cdf(k, n, p))
        case("binomial_at_least", [k, n, p], stats.binom.sf(k - 1, n, p))
    for k, n, marked, drawn in ((0, 9, 4, 3), (3, 20, 7, 8), (30, 400, 100, 90)):
        case("hypergeometric", [k, n, marked, drawn], stats.hypergeom.pmf(k, n, marked, drawn))


# Shares.

def shares():
    for k, n in ((0, 5), (5, 5), (1, 29), (15, 148), (81, 263), (99_000, 100_000)):
        for c in CONFIDENCES:
            for f, method in (("wilson", "wilson"), ("clopper_pearson", "beta")):
                case(f, [k, n, c], proportion.proportion_confint(k, n, 1 - c, method))
            low, high = proportion.proportion_confint(k, n, 1 - c, "jeffreys")
            case("jeffreys", [k, n, c], [0.0 if k == 0 else low, 1.0 if k == n else high])
            belief = stats.beta(k + 2, n - k + 7)
            case("posterior", [k, n, 2.0, 7.0, c], [belief.mean(), *belief.interval(c)])
        case("posterior_above", [k, n, 2.0, 7.0, 0.5], stats.beta.sf(0.5, k + 2, n - k + 7))
    for k1, n1, k2, n2 in ((56, 70, 48, 80), (0, 10, 0, 20), (10, 10, 0, 20), (500, 900, 480, 1000)):
        for c in CONFIDENCES:
            low, high = proportion.confint_proportions_2indep(
                k1, n1, k2, n2, method="newcomb", compare="diff", alpha=1 - c)
            case("difference", [k1, n1, k2, n2, c], [low, high])


# Pairs.

def nuisance(b, c, n, d):
    """The most likely share of second-only pairs at a difference of d."""
    rest = n - b - c
    low, high = max(0.0, -d), (1 - d) / 2
    # The likelihood's slope b/(q+d) + c/q - 2 rest/(1-2q-d), times what it is
    # divided by; where a count of 0 leaves a factor, without that.
    if d == 0:
        slope = lambda q: (b + c) * (1 - 2 * q) - 2 * rest * q
    elif c == 0 and d > 0:
        slope = lambda q: b * (1 - 2 * q - d) - 2 * rest * (q + d)
    elif b == 0 and d < 0:
        slope = lambda q: c * (1 - 2 * q - d) - 2 * rest * q
    else:
        slope = lambda q: (b * q + c * (q + d)) * (1 - 2 * q - d) - 2 * rest * q * (q + d)
    if rest == 0:
        return high
    if slope(low) <= 0:
        return low
    return optimize.brentq(slope, low, high, xtol=1e-300, rtol=1e-15, maxiter=1000)


def score(b, c, n, d):
    q = nuisance(b, c, n, d)
    variance = n * (2 * q + d - d * d)
    miss = b - c - n * d
    return 0.0 if abs(miss) < 1e-12 * n else miss / math.sqrt(max(variance, 1e-300))


TABLES = ((0, 0, 30), (0, 1, 44), (5, 0, 12), (1, 7, 21), (9, 3, 40), (40, 61, 500),
          (30, 2, 32), (3000, 3200, 100_000))


def score_chance(n, margin, seen, gains):
    """The chance of a score at least as high, candidates at the margin."""
    inside = np.zeros((n + 1, n + 1), dtype=bool)
    for b in range(n + 1):
        for c in range(n + 1 - b):
            inside[b, c] = score(b, c, n, -margin) >= seen - 1e-9 * max(abs(seen), 1)
    b, c = np.nonzero(inside)
    ways = special.gammaln(n + 1) - special.gammaln(b + 1) - special.gammaln(c + 1) - special.gammaln(n - b - c + 1)

    def chance(gain):
        loss = gain + margin
        rest = max(0.0, 1 - gain - loss)
        return np.exp(ways + special.xlogy(b, gain) + special.xlogy(c, loss) + special.xlogy(n - b - c, rest)).sum()

    values = [chance(g) for g in gains]
    best = max(values)
    order = np.argsort(values)[::-1][:6]
    for i in order:
        low, high = gains[max(i - 1, 0)], gains[min(i + 1, len(gains) - 1)]
        found = optimize.minimize_scalar(lambda g: -chance(g), bounds=(low, high), method="bounded",
                                         options={"xatol": 1e-12})
        best = max(best, -found.fun)
    return best


def pairs():
    for b, c, n in TABLES:
        for conf in CONFIDENCES:
            z = z_of(conf)
            point = (b - c) / n
            low = optimize.brentq(lambda d: score(b, c, n, d) - z, -1 + 1e-12, point, xtol=1e-16, rtol=1e-14) \
                if point > -1 else -1.0
            high = optimize.brentq(lambda d: score(b, c, n, d) + z, point, 1 - 1e-12, xtol=1e-16, rtol=1e-14) \
                if point < 1 else 1.0
            case("tango", [b, c, n, conf], [low, high])
            p1, p2 = b + 0.5, c + 0.5
            center, size = (p1 - p2) / (n + 2), n + 2
            reach = z * math.sqrt(p1 + p2 - (p1 - p2) ** 2 / size) / size
            case("agresti_min", [b, c, n, conf], [max(center - reach, -1), min(center + reach, 1)])
        table = [[0, b], [c, n - b - c]]
        case("mcnemar_exact", [b, c], mcnemar(table, exact=True).pvalue if b + c else 1.0)
        low, total = min(b, c), b + c
        twice = 2 * stats.binom.cdf(low, total, 0.5) - stats.binom.pmf(low, total, 0.5)
        # Fagerland and others' own rule for an even split.
        case("mcnemar_mid_p", [b, c], 1 - stats.binom.pmf(b, total, 0.5) / 2 if b == c else twice)
    for b, c, n, margin in ((3, 1, 12, 0.1), (0, 0, 20, 0.2), (2, 5, 30, 0.1), (1, 2, 40, 0.05), (6, 2, 30, 0.0)):
        gains = (1 - margin) / 2 * np.linspace(0, 1, 401) ** 2
        case("noninferior", [b, c, n, margin], score_chance(n, margin, score(b, c, n, -margin), gains))
    for b, c, n, margin in ((300, 320, 5000, 0.01), (10, 60, 2000, 0.03)):
        case("noninferior", [b, c, n, margin], stats.norm.sf(score(b, c, n, -margin)))
    rng = np.random.default_rng(11)
    for n, epochs in ((8, 3), (30, 4), (200, 4)):
        d = ((rng.binomial(epochs, 0.6, n) - rng.binomial(epochs, 0.5, n)) / epochs).tolist()
        conf = 0.95
        weights = np.array([1.0] * n + [0.5, 0.5, 1.0])
        size = math.sqrt(np.mean(np.square([v for v in d if v])))
        values = np.array([*d, size, -size, 0.0])
        mean = np.average(values, weights=weights)
        variance = np.average((values - mean) ** 2, weights=weights)
        reach = stats.t.ppf(0.975, n - 1) * math.sqrt(variance / (n + 2))
        case("mean_difference", [d, conf], [mean - reach, mean + reach])
        margin = 0.1
        above = np.array(d) + margin
        squares = max(above @ above, n * margin * (1 - margin)) + (1 - margin) ** 2
        case("noninferior_means", [d, margin], stats.t.sf(above.sum() / math.sqrt(squares), n - 1))
        # The signings, added up item by item.
        steps = np.rint(np.array(d) * epochs).astype(int)
        seen, most = steps.sum(), np.abs(steps).sum()
        chances = np.array([1.0])
        for s in np.abs(steps):
            grown = np.zeros(len(chances) + 2 * s)
            grown[:len(chances)] += chances / 2
            grown[2 * s:] += chances / 2
            chances = grown
        sums = np.arange(-most, most + 1)
        case("sign_flip", [d, "both"], chances[np.abs(sums) >= abs(seen)].sum())
        case("sign_flip", [d, "less"], chances[sums <= seen].sum())
        if n == 30:
            # On no lattice of fractions: drawn by ours, with the same order of sums.
            p = chances[np.abs(sums) >= abs(seen)].sum()
            odd = [v * math.pi / 4 for v in d]
            case("sign_flip", [odd, "both"], p, math.sqrt(p * (1 - p) / 10_000))
    for p in ([0.01, 0.04, 0.03, 0.005], [0.9, 0.001, 0.02, 0.02, 0.5, 0.3], [0.2]):
        case("holm", [p], multitest.multipletests(p, method="holm")[1])
        case("benjamini_hochberg", [p], multitest.multipletests(p, method="fdr_bh")[1])


# Means of clusters.

def clusters():
    rng = np.random.default_rng(12)
    for sizes in ([4] * 9, [1, 2, 3, 10, 4, 1], [1] * 12):
        groups = [(rng.normal(rng.normal(), 1, s)).tolist() for s in sizes]
        y = np.concatenate(groups)
        label = np.repeat(np.arange(len(sizes)), sizes)
        n, g = len(y), len(sizes)
        # Residual sums are a linear map of the values: their quadratic form.
        indicator = (label[None, :] == np.arange(g)[:, None]).astype(float)
        maker = indicator @ (np.eye(n) - np.ones((n, n)) / n)
        form = maker.T @ maker
        trace, square = np.trace(form), np.trace(form @ form)
        df = trace ** 2 / square
        raw = ((maker @ y) ** 2).sum()
        error = math.sqrt(raw * n / trace) / n
        if len(set(sizes)) == 1:
            model = sm.OLS(y, np.ones(n)).fit(cov_type="cluster", cov_kwds={"groups": label})
            assert abs(model.bse[0] - error) < 1e-12, "statsmodels disagrees"
        case("clustered", [groups], [y.mean(), error, df])
    values = np.exp(np.random.default_rng(13).normal(0, 0.8, 15))
    low, high, errors = bootstrap_t(values, 0.95)
    case("bootstrap_mean", [values.tolist(), 0.95], [low, high], errors)
    a = np.exp(rng.normal(0.2, 0.8, 80))
    b = np.exp(rng.normal(0, 0.8, 80)) * 0.5 + a * 0.5
    for share in (0.5, 0.9):
        case("woodruff", [a.tolist(), b.tolist(), share, 0.95], woodruff(a, b, share, 0.95))
        index = np.random.default_rng(14).integers(0, 80, (100_000, 80))
        drawn = np.quantile(a[index], share, axis=1) - np.quantile(b[index], share, axis=1)
        low, high, errors = tails(drawn, 0.95)
        case("bootstrap_quantile", [a.tolist(), b.tolist(), share, 0.95], [low, high], errors)
    r = a.mean() / b.mean()
    residual = a / a.mean() - b / b.mean()
    reach = stats.t.ppf(0.975, 79) * math.sqrt((residual ** 2).sum() / (80 * 79))
    case("paired_ratio", [a.tolist(), b.tolist(), 0.95], [r, r * math.exp(-reach), r * math.exp(reach)])


DRAWS = 1999


def tails(drawn, confidence):
    """Both quantiles, and the standard errors of ours from 1,999 draws."""
    alpha = (1 - confidence) / 2
    spread = 3 * math.sqrt(alpha * (1 - alpha) / DRAWS)
    low, high = np.quantile(drawn, [alpha, 1 - alpha])
    # A quantile's error is that of its share through the distribution, whose
    # steps may be higher on one side.
    def around(p):
        reached = np.quantile(drawn, [max(p - spread, 0), p, min(p + spread, 1)])
        return np.abs(reached - reached[1]).max() / 3

    return low, high, [around(alpha), around(1 - alpha)]


def bootstrap_t(values, confidence):
    n = len(values)
    index = np.random.default_rng(15).integers(0, n, (200_000, n))
    drawn = values[index]
    extra = values.var(ddof=1) / n / n
    error = math.sqrt(values.var(ddof=1) / n + extra)
    t = (drawn.mean(1) - values.mean()) / np.sqrt(drawn.var(axis=1, ddof=1) / n + extra)
    low, high, errors = tails(t, confidence)
    return values.mean() - high * error, values.mean() - low * error, [errors[1] * error, errors[0] * error]


def woodruff(a, b, share, confidence):
    def side(x):
        z, n = z_of(confidence), len(x)
        point = np.quantile(x, share)
        under = (x <= point).astype(float)
        p = under.mean()
        worth = min(max(p * (1 - p) * n / under.var(ddof=1), n), n)
        low, high = proportion.proportion_confint(share * worth, worth, 1 - confidence, "wilson")
        return point, *np.quantile(x, [low, high]), under

    qa, la, ha, ua = side(a)
    qb, lb, hb, ub = side(b)
    r = np.corrcoef(ua, ub)[0, 1]
    reach = lambda s, t: math.sqrt(s * s + t * t - 2 * r * s * t)
    return [qa - qb, qa - qb - reach(qa - la, hb - qb), qa - qb + reach(ha - qa, qb - lb)]


# Draws.

def vote(groups, silent, k):
    """The vote, over every way in which k draws fall to the groups."""
    n = silent + sum(size for size, _ in groups)
    won = 0.0
    for counts in itertools.product(*(range(min(size, k) + 1) for size, _ in groups)):
        left = k - sum(counts)
        if left < 0 or left > silent:
            continue
        ways = math.comb(silent, left) * math.prod(math.comb(s, x) for (s, _), x in zip(groups, counts))
        most = max(counts, default=0)
        if most > 0:
            first = [right for (_, right), x in zip(groups, counts) if x == most]
            won += ways * sum(first) / len(first)
    return won / math.comb(n, k)


def draws():
    for n, c, k in ((5, 2, 2), (10, 3, 5), (64, 7, 16), (200, 10, 100), (16, 16, 8), (16, 0, 8)):
        case("pass_at_k", [n, c, k], 1 - math.comb(n - c, k) / math.comb(n, k))
        for tau in (0.25, 0.5, 0.75, 1.0):
            case("g_pass_at_k", [n, c, k, tau], stats.hypergeom.sf(math.ceil(k * tau) - 1, n, c, k))
        terms = [stats.hypergeom.sf(i - 1, n, c, k) for i in range(math.ceil(k / 2) + 1, k + 1)]
        case("mg_pass_at_k", [n, c, k], 2 / k * sum(terms))
    for groups, silent, k in (([[3, True], [2, False]], 0, 3), ([[4, False], [3, True], [1, True]], 2, 4),
                              ([[10, True], [9, False], [5, False]], 4, 11), ([[2, True]], 6, 4)):
        case("maj_at_k", [groups, silent, k], vote(groups, silent, k))


# Plans.

def plans():
    for n, delta, margin, differing, alpha in ((150, 0.0, 0.1, 0.2, 0.05), (300, 0.08, 0.0, 0.15, 0.025),
                                               (150, -0.02, 0.1, 0.1, 0.05)):
        gain, loss = (differing + delta) / 2, (differing - delta) / 2
        z = stats.norm.ppf(1 - alpha)
        power = 0.0
        for k in range(n + 1):
            weight = stats.binom.pmf(k, n, differing)
            if weight > 1e-18:
                inside = [b for b in range(k + 1) if score(b, k - b, n, -margin) >= z]
                power += weight * stats.binom.pmf(inside, k, gain / differing).sum()
        case("noninferiority_power", [n, delta, margin, differing, alpha], power)
    for n, share, known, c in ((30, 0.8, 0.5, 0.95), (100, 0.9, 0.95, 0.95), (5000, 0.52, 0.5, 0.9)):
        k = np.arange(n + 1)
        low, high = proportion.proportion_confint(k, n, 1 - c, "wilson")
        out = low > known if share > known else high < known
        case("share_power", [n, share, known, c], stats.binom.pmf(k[out], n, share).sum())
    for variance, delta, power in ((4 / 9, 0.03, 0.8), (0.1, 0.05, 0.9)):
        n = (z_of(0.95) + stats.norm.ppf(power)) ** 2 * variance / delta ** 2
        case("pairs_needed", [variance, delta, 0.95, power], math.ceil(n))


# Relations.

def firth(x, y, fixed=None):
    """Firth's estimates by root finding on the modified score."""
    design = np.column_stack([np.ones(len(x)), x])

    def parts(beta):
        p = special.expit(design @ beta)
        information = design.T @ (design * (p * (1 - p))[:, None])
        half = np.sqrt(p * (1 - p))[:, None] * design
        hat = np.einsum("ij,jk,ik->i", half, np.linalg.inv(information), half)
        score = design.T @ (y - p + hat * (0.5 - p))
        likelihood = (np.log(np.where(y > 0, p, 1 - p))).sum() + 0.5 * np.linalg.slogdet(information)[1]
        return score, likelihood, information

    if fixed is None:
        found = optimize.root(lambda b: parts(b)[0], [0.0, 0.0], tol=1e-15)
        return found.x, *parts(found.x)[1:]
    inner = optimize.brentq(lambda a: parts(np.array([a, fixed]))[0][0], -20, 20, xtol=1e-15, rtol=1e-15)
    beta = np.array([inner, fixed])
    return beta, *parts(beta)[1:]


def relations():
    rng = np.random.default_rng(16)
    for n, ties in ((6, False), (40, False), (40, True), (300, True)):
        x = rng.normal(size=n)
        y = x * 0.6 + rng.normal(size=n)
        if ties:
            x, y = np.round(x), (y > 0).astype(float)
        found = stats.spearmanr(x, y)
        rho = found.statistic
        reach = z_of(0.95) * math.sqrt((1 + rho * rho / 2) / (n - 3))
        low, high = np.tanh(np.arctanh(rho) + np.array([-reach, reach]))
        case("spearman", [x.tolist(), y.tolist(), 0.95], [rho, low, high, found.pvalue])
    for n, slope in ((12, 1.0), (60, -0.8), (200, 0.3)):
        x = np.round(rng.normal(size=n), 3)
        y = (rng.uniform(size=n) < special.expit(0.4 + slope * x)).astype(float)
        beta, likelihood, information = firth(x, y)
        error = math.sqrt(np.linalg.inv(information)[1, 1])
        edge = likelihood - z_of(0.95) ** 2 / 2
        profile = lambda s: firth(x, y, s)[1] - edge
        low = optimize.brentq(profile, beta[1] - 9 * error, beta[1], xtol=1e-13, rtol=1e-13)
        high = optimize.brentq(profile, beta[1], beta[1] + 9 * error, xtol=1e-13, rtol=1e-13)
        ratio = 2 * (likelihood - firth(x, y, 0.0)[1])
        case("slope", [x.tolist(), y.tolist(), 0.95],
             [beta[1], low, high, beta[0], stats.chi2.sf(ratio, 1)])
        items = (np.arange(n) // 3).tolist()
        residual = (y - special.expit(beta[0] + beta[1] * x))[:, None] * np.column_stack([np.ones(n), x])
        sums = np.array([residual[np.array(items) == i].sum(0) for i in sorted(set(items))])
        g = len(sums)
        bread = np.linalg.inv(information)
        sandwich = bread @ (sums.T @ sums) @ bread * g / (g - 1)
        reach = stats.t.ppf(0.975, g - 1) * math.sqrt(sandwich[1, 1])
        case("clustered_slope", [x.tolist(), y.tolist(), items, 0.95], [beta[1], beta[1] - reach, beta[1] + reach])


def curves():
    rng = np.random.default_rng(17)
    budgets = np.array([0.0, 64, 128, 256, 512])
    chances = np.array([0.2, 0.45, 0.6, 0.7, 0.71])
    items = (rng.uniform(size=(120, 1)) < chances).astype(float)
    items = np.where(rng.uniform(size=items.shape) < 0.15, 1 - items, items)
    for axis, place in (("linear", budgets), ("log2", np.log2(1 + budgets))):
        own = np.trapezoid(items, place, axis=1) / (place[-1] - place[0])
        reach = stats.t.ppf(0.975, 119) * own.std(ddof=1) / math.sqrt(120)
        case("area", [budgets.tolist(), items.tolist(), axis, 0.95], [own.mean(), own.mean() - reach, own.mean() + reach])
    knee = lambda a: np.argmax(a >= a.max(axis=-1, keepdims=True) - 0.03 - 1e-12, axis=-1)
    here = knee(items.mean(0))
    drawn = knee(np.array([items[rng.integers(0, 120, 120)].mean(0) for _ in range(40_000)]))
    p = (drawn == here).mean()
    case("knee", [budgets.tolist(), items.tolist(), 0.03], [here, p], [0.0, math.sqrt(p * (1 - p) / DRAWS)])


def main():
    for part in (distributions, shares, pairs, clusters, draws, plans, relations, curves):
        part()
    if "--check" not in sys.argv:
        lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in cases)
        FILE.write_text(f"[\n{lines}\n]\n")
        print(f"{len(cases)} cases")
        return 0
    stored = json.loads(FILE.read_text())
    wrong = len(stored) != len(cases)
    for old, new in zip(stored, cases):
        slack = [max(1e-10 * max(abs(v), 1e-3), 0.2 * e) for v, e in
                 zip(new["out"], new.get("error", [0.0] * len(new["out"])))]
        near = all(abs(a - b) <= s for a, b, s in zip(old["out"], new["out"], slack))
        if old["f"] != new["f"] or not near:
            wrong = True
            print(f"{new['f']}: stored {old['out']}, now {new['out']}")
    print("differs" if wrong else f"{len(cases)} cases agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
