//! Ours against `tests/reference/values.json`.

use std::collections::BTreeMap;

use overthink::stats::random::SEED;
use overthink::stats::{
    Confidence, Estimate, Side, bootstrap, cluster, correction, curve, draws, logistic, paired,
    power, proportion, quantile, rank, ratio, special,
};
use serde_json::Value;

/// One call and what it gives elsewhere.
struct Case {
    name: String,
    given: Vec<Value>,
    out: Vec<f64>,
    /// One standard error of ours, where ours is sampled.
    error: Option<Vec<f64>>,
}

fn numbers(value: &Value) -> Vec<f64> {
    let values = value.as_array().unwrap();
    values.iter().map(|v| v.as_f64().unwrap()).collect()
}

fn cases() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/values.json");
    let text = std::fs::read_to_string(path).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    cases
        .iter()
        .map(|case| Case {
            name: case["f"].as_str().unwrap().to_owned(),
            given: case["in"].as_array().unwrap().clone(),
            out: numbers(&case["out"]),
            error: case.get("error").map(numbers),
        })
        .collect()
}

impl Case {
    fn f(&self, i: usize) -> f64 {
        self.given[i].as_f64().unwrap()
    }

    fn u(&self, i: usize) -> usize {
        self.given[i].as_u64().unwrap() as usize
    }

    fn list(&self, i: usize) -> Vec<f64> {
        numbers(&self.given[i])
    }

    fn lists(&self, i: usize) -> Vec<Vec<f64>> {
        let rows = self.given[i].as_array().unwrap();
        rows.iter().map(numbers).collect()
    }

    fn singles(&self, i: usize) -> Vec<[f64; 1]> {
        self.list(i).into_iter().map(|v| [v]).collect()
    }

    /// The last argument.
    fn confidence(&self) -> Confidence {
        Confidence::new(self.given.last().unwrap().as_f64().unwrap()).unwrap()
    }

    fn correct(&self) -> Vec<bool> {
        self.list(1).iter().map(|v| *v > 0.5).collect()
    }

    fn curve(&self) -> curve::Curve {
        curve::Curve::new(&self.list(0), self.lists(1)).unwrap()
    }
}

fn ends(e: Estimate) -> Vec<f64> {
    vec![e.low, e.high]
}

fn whole(e: Estimate) -> Vec<f64> {
    vec![e.point, e.low, e.high]
}

/// What ours gives.
fn ours(case: &Case) -> Vec<f64> {
    let c = case;
    match c.name.as_str() {
        "normal_cdf" => vec![special::normal_cdf(c.f(0))],
        "normal_quantile" => vec![special::normal_quantile(c.f(0))],
        "t_cdf" => vec![special::t_cdf(c.f(0), c.f(1))],
        "t_quantile" => vec![special::t_quantile(c.f(0), c.f(1))],
        "beta_quantile" => vec![special::beta_quantile(c.f(0), c.f(1), c.f(2))],
        "beta_cdf" => vec![special::beta_regularized(c.f(0), c.f(1), c.f(2))],
        "binomial_pmf" => vec![special::binomial_pmf(c.u(0), c.u(1), c.f(2))],
        "binomial_at_most" => vec![special::binomial_at_most(c.u(0), c.u(1), c.f(2))],
        "binomial_at_least" => vec![special::binomial_at_least(c.u(0), c.u(1), c.f(2))],
        "hypergeometric" => {
            vec![special::hypergeometric_pmf(c.u(0), c.u(1), c.u(2), c.u(3))]
        }
        "wilson" => ends(proportion::wilson(c.u(0), c.u(1), c.confidence())),
        "clopper_pearson" => ends(proportion::clopper_pearson(c.u(0), c.u(1), c.confidence())),
        "jeffreys" => ends(proportion::jeffreys(c.u(0), c.u(1), c.confidence())),
        "posterior" => {
            let prior = proportion::Prior::new(c.f(2), c.f(3)).unwrap();
            whole(proportion::posterior(c.u(0), c.u(1), prior, c.confidence()))
        }
        "posterior_above" => {
            let prior = proportion::Prior::new(c.f(2), c.f(3)).unwrap();
            vec![proportion::posterior_above(c.u(0), c.u(1), prior, c.f(4))]
        }
        "difference" => ends(proportion::difference(
            c.u(0),
            c.u(1),
            c.u(2),
            c.u(3),
            c.confidence(),
        )),
        "pairs_needed" => {
            let level = Confidence::new(c.f(2)).unwrap();
            vec![power::pairs_needed(c.f(0), c.f(1), level, c.f(3)).unwrap() as f64]
        }
        "share_power" => vec![power::share_power(c.u(0), c.f(1), c.f(2), c.confidence())],
        "noninferiority_power" => {
            let plan = power::PairedPlan {
                differing: c.f(3),
                alpha: c.f(4),
                power: 0.8,
            };
            vec![power::noninferiority_power(c.u(0), c.f(1), c.f(2), plan)]
        }
        "holm" => correction::holm(&c.list(0)),
        "benjamini_hochberg" => correction::benjamini_hochberg(&c.list(0)),
        _ => of_pairs(c)
            .or_else(|| of_draws(c))
            .unwrap_or_else(|| of_values(c)),
    }
}

fn of_pairs(c: &Case) -> Option<Vec<f64>> {
    Some(match c.name.as_str() {
        "tango" => ends(paired::tango(c.u(0), c.u(1), c.u(2), c.confidence())),
        "agresti_min" => ends(paired::agresti_min(c.u(0), c.u(1), c.u(2), c.confidence())),
        "mcnemar_exact" => vec![paired::mcnemar_exact(c.u(0), c.u(1))],
        "mcnemar_mid_p" => vec![paired::mcnemar_mid_p(c.u(0), c.u(1))],
        "noninferior" => vec![paired::noninferior(c.u(0), c.u(1), c.u(2), c.f(3)).p],
        "noninferior_means" => vec![paired::noninferior_means(&c.list(0), c.f(1)).p],
        "mean_difference" => ends(paired::mean_difference(&c.list(0), c.confidence())),
        "sign_flip" => {
            let side = match c.given[1].as_str() {
                Some("both") => Side::Both,
                _ => Side::Less,
            };
            vec![paired::sign_flip(&c.list(0), side, SEED).p]
        }
        _ => return None,
    })
}

fn of_draws(c: &Case) -> Option<Vec<f64>> {
    Some(match c.name.as_str() {
        "pass_at_k" => vec![draws::pass_at_k(c.u(0), c.u(1), c.u(2)).unwrap()],
        "g_pass_at_k" => vec![draws::g_pass_at_k(c.u(0), c.u(1), c.u(2), c.f(3)).unwrap()],
        "mg_pass_at_k" => vec![draws::mg_pass_at_k(c.u(0), c.u(1), c.u(2)).unwrap()],
        "maj_at_k" => {
            let groups = c.given[0].as_array().unwrap();
            let group = |g: &Value| (g[0].as_u64().unwrap() as usize, g[1].as_bool().unwrap());
            let groups: Vec<(usize, bool)> = groups.iter().map(group).collect();
            vec![draws::maj_at_k(&groups, c.u(1), c.u(2)).unwrap()]
        }
        _ => return None,
    })
}

fn of_values(c: &Case) -> Vec<f64> {
    let level = || Confidence::new(0.95).unwrap();
    match c.name.as_str() {
        "clustered" => {
            let found = cluster::clustered(&c.lists(0));
            vec![found.mean, found.error, found.df]
        }
        "bootstrap_mean" => ends(bootstrap::mean(&c.singles(0), level(), SEED)),
        "bootstrap_quantile" => {
            let (a, b) = (c.singles(0), c.singles(1));
            ends(bootstrap::quantile_difference(&a, &b, c.f(2), level(), SEED).unwrap())
        }
        "woodruff" => {
            let (a, b) = (c.singles(0), c.singles(1));
            whole(quantile::paired_difference(&a, &b, c.f(2), level()).unwrap())
        }
        "paired_ratio" => whole(ratio::paired_ratio(&c.list(0), &c.list(1), level()).unwrap()),
        "spearman" => {
            let found = rank::spearman(&c.list(0), &c.list(1), level()).unwrap();
            [whole(found.rho), vec![found.p]].concat()
        }
        "slope" => {
            let found = logistic::slope(&c.list(0), &c.correct(), level()).unwrap();
            [whole(found.slope), vec![found.intercept, found.p]].concat()
        }
        "clustered_slope" => {
            let items: Vec<usize> = c.list(2).iter().map(|i| *i as usize).collect();
            let found = logistic::clustered_slope(&c.list(0), &c.correct(), &items, level());
            whole(found.unwrap().slope)
        }
        "area" => {
            let axis = match c.given[2].as_str() {
                Some("log2") => curve::Axis::Log2,
                _ => curve::Axis::Linear,
            };
            whole(c.curve().area(axis, level()))
        }
        "knee" => {
            let knee = c.curve().knee(c.f(2), level(), SEED);
            vec![knee.index as f64, knee.support]
        }
        other => panic!("no function of ours for {other}"),
    }
}

#[test]
fn every_value_agrees() {
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for case in cases() {
        let found = ours(&case);
        assert_eq!(found.len(), case.out.len(), "{}", case.name);
        for (i, (got, want)) in found.iter().zip(&case.out).enumerate() {
            let slack = match &case.error {
                Some(error) => 3.0 * error[i] + 1e-9,
                None => 1e-9 * want.abs().max(1e-3),
            };
            // A value may be below what a double holds in full.
            if (got - want).abs() > slack && want.abs() > 1e-290 {
                wrong.push(format!(
                    "{} [{i}]: ours {got:e}, theirs {want:e} ± {slack:e}",
                    case.name
                ));
            }
        }
        *counts.entry(case.name).or_default() += 1;
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    assert!(counts.len() >= 39, "{counts:?}");
}
