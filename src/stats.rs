//! Numbers in, numbers out: intervals, tests and how much data would settle them.
//!
//! Every function is pure and works on slices; it knows nothing of runs,
//! models or attempts. Each names the source of its formula.
//!
//! ```
//! use overthink::stats::{Confidence, proportion};
//!
//! let accuracy = proportion::wilson(0, 5, Confidence::default());
//! assert_eq!(accuracy.point, 0.0);
//! // Five wrong answers do not prove that the next one is wrong too.
//! assert!(accuracy.high > 0.4);
//! ```

use serde::Serialize;

pub mod bootstrap;
pub mod cluster;
pub mod correction;
pub mod curve;
pub mod draws;
pub mod growth;
pub mod logistic;
pub mod mean;
pub mod net;
pub mod paired;
pub mod power;
pub mod proportion;
pub mod quantile;
pub mod random;
pub mod rank;
pub mod ratio;
pub mod scaling;
pub mod special;
pub mod thinking;

/// A number with what it is worth: interval, method, n.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The best single value. NaN where `n` is 0.
    pub point: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// How many independent things (items, pairs) the number rests on.
    pub n: usize,
    /// How the interval was made.
    pub method: Method,
    /// The share of such intervals that hold the true value.
    pub confidence: Confidence,
}

impl Estimate {
    /// Half the width of the interval.
    pub fn half_width(&self) -> f64 {
        (self.high - self.low) / 2.0
    }

    /// The same estimate with its ends drawn apart to hold the point, and kept
    /// inside `least..=most`. Smoothed intervals are centered elsewhere than at
    /// the point, and at low confidence can miss it.
    fn within(self, least: f64, most: f64) -> Self {
        Self {
            low: self.low.min(self.point).clamp(least, most),
            high: self.high.max(self.point).clamp(least, most),
            ..self
        }
    }
}

/// Which way a test looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Either way.
    Both,
    /// Evidence that the true value is less than the hypothesis says.
    Less,
    /// Evidence that it is greater.
    Greater,
}

/// What a test found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Test {
    /// The chance of data at least as far out if the hypothesis were true.
    pub p: f64,
    /// How many independent things (items, pairs) it rests on.
    pub n: usize,
    /// Which test.
    pub method: TestMethod,
}

/// Which test a p value is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TestMethod {
    /// Tango's score, p exact and unconditional ([`paired::noninferior`]).
    ExactScore,
    /// Tango's score with the normal distribution.
    Score,
    /// Student's t on differences of item means ([`paired::noninferior_means`]).
    StudentT,
    /// Sign flips by item, all of them counted ([`paired::sign_flip`]).
    SignFlipExact,
    /// Sign flips by item, 10,000 drawn.
    SignFlip,
    /// Sign flips by item, their normal limit.
    SignFlipNormal,
}

impl TestMethod {
    /// Its name for a person.
    pub fn name(self) -> &'static str {
        match self {
            Self::ExactScore => "exact test by Tango's score",
            Self::Score => "Tango's score test",
            Self::StudentT => "t test on item means",
            Self::SignFlipExact => "exact sign-flip test by item",
            Self::SignFlip => "sign-flip test by item",
            Self::SignFlipNormal => "sign-flip test by item, normal limit",
        }
    }
}

/// How an interval was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Wilson's score interval for a share ([`proportion::wilson`]).
    Wilson,
    /// Wilson's interval at the effective number of attempts, where epochs tie
    /// attempts of one item ([`proportion::wilson_clustered`]).
    WilsonClustered,
    /// Clopper and Pearson's exact interval ([`proportion::clopper_pearson`]).
    ClopperPearson,
    /// The middle of the posterior under Jeffreys' prior
    /// ([`proportion::jeffreys`]).
    Jeffreys,
    /// The middle of a posterior under a stated prior
    /// ([`proportion::posterior`]).
    Posterior,
    /// Newcombe's interval for a difference of independent shares
    /// ([`proportion::difference`]).
    Newcombe,
    /// Student's t with a clustered error ([`cluster::t_interval`]).
    ClusteredT,
    /// Bootstrap-t over clusters ([`bootstrap::mean`]).
    BootstrapT,
    /// Percentiles of a bootstrap over clusters.
    Bootstrap,
    /// Woodruff's interval for quantiles ([`quantile::paired_difference`]).
    Woodruff,
    /// Fisher's z of a rank correlation ([`rank::spearman`]).
    FisherZ,
    /// Profile of Firth's penalized likelihood ([`logistic::slope`]).
    FirthProfile,
    /// Wald's interval at Firth's estimate.
    FirthWald,
    /// The same with a clustered error ([`logistic::clustered_slope`]).
    FirthClustered,
    /// Student's t for a mean ([`mean::t_interval`]).
    StudentT,
    /// The normal distribution for a mean ([`mean::normal_interval`]).
    Normal,
    /// Agresti and Min's adjusted interval for a paired difference of shares
    /// ([`paired::agresti_min`]).
    AgrestiMin,
    /// Tango's score interval for a paired difference of shares
    /// ([`paired::tango`]).
    Tango,
    /// The adjustment of Agresti and Min for differences of item means, with Student's t
    /// ([`paired::mean_difference`]).
    PairedT,
    /// Delta method on the logarithm of a ratio of paired means
    /// ([`ratio::paired_ratio`]).
    LogRatio,
    /// Differences less their costs, smoothed, with Student's t
    /// ([`net::net_difference`]).
    NetT,
}

impl Method {
    /// Its name for a person.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wilson => "Wilson",
            Self::WilsonClustered => "Wilson, clustered by item",
            Self::ClopperPearson => "Clopper-Pearson",
            Self::Jeffreys => "Jeffreys",
            Self::Posterior => "beta posterior",
            Self::Newcombe => "Newcombe, independent",
            Self::ClusteredT => "Student's t, clustered by item",
            Self::BootstrapT => "bootstrap-t by item",
            Self::Bootstrap => "bootstrap by item",
            Self::Woodruff => "Woodruff, paired",
            Self::FisherZ => "Fisher's z, Bonett-Wright",
            Self::FirthProfile => "Firth's profile likelihood",
            Self::FirthWald => "Firth, Wald",
            Self::FirthClustered => "Firth, clustered by item",
            Self::StudentT => "Student's t",
            Self::Normal => "normal",
            Self::AgrestiMin => "Agresti-Min, paired",
            Self::Tango => "Tango's score, paired",
            Self::PairedT => "paired t, smoothed",
            Self::LogRatio => "delta method on the log ratio",
            Self::NetT => "paired t of net differences, smoothed",
        }
    }
}

/// The share of intervals that are to hold the true value: between 0 and 1,
/// both excluded.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Confidence(f64);

impl Confidence {
    /// A confidence of `share`; `None` unless `0 < share < 1`.
    pub fn new(share: f64) -> Option<Self> {
        (share > 0.0 && share < 1.0).then_some(Self(share))
    }

    /// The share, such as 0.95.
    pub fn share(self) -> f64 {
        self.0
    }

    /// What is left: 0.05 at a confidence of 0.95.
    pub fn alpha(self) -> f64 {
        1.0 - self.0
    }

    /// The two-sided standard normal quantile, such as 1.96.
    pub fn z(self) -> f64 {
        special::normal_quantile(1.0 - self.alpha() / 2.0)
    }

    /// The two-sided quantile of Student's t with `df` degrees of freedom.
    pub fn t(self, df: f64) -> f64 {
        special::t_quantile(1.0 - self.alpha() / 2.0, df)
    }
}

impl Default for Confidence {
    /// 95 percent.
    fn default() -> Self {
        Self(0.95)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_refuses_certainty() {
        assert!(Confidence::new(0.0).is_none());
        assert!(Confidence::new(1.0).is_none());
        assert!(Confidence::new(f64::NAN).is_none());
        assert!((Confidence::new(0.95).unwrap().z() - 1.959_963_984_540_054).abs() < 1e-12);
    }
}
