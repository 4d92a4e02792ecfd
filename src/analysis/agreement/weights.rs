//! How much two different categories agree: 1 on the diagonal, less beside it.

/// Agreement weights, categories by categories.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    categories: usize,
    weights: Vec<f64>,
}

impl Weights {
    /// Different is different.
    pub fn nominal(categories: usize) -> Self {
        Self::by(categories, |one, other| f64::from(one == other))
    }

    /// 1 - |a - b| / range of the values (Cicchetti and Allison 1971).
    pub fn linear(values: &[f64]) -> Self {
        let range = range(values);
        Self::by(values.len(), |one, other| {
            1.0 - (values[one] - values[other]).abs() / range
        })
    }

    /// 1 - (a - b)² / range² (Fleiss and Cohen 1973).
    pub fn quadratic(values: &[f64]) -> Self {
        let range = range(values);
        Self::by(values.len(), |one, other| {
            1.0 - ((values[one] - values[other]) / range).powi(2)
        })
    }

    /// By ranks: 1 - C(|k - l| + 1, 2) / C(q, 2) (Gwet 2014).
    pub fn ordinal(categories: usize) -> Self {
        let two_of = |n: f64| n * (n - 1.0) / 2.0;
        Self::by(categories, |one, other| match one == other {
            true => 1.0,
            false => 1.0 - two_of(one.abs_diff(other) as f64 + 1.0) / two_of(categories as f64),
        })
    }

    /// From disagreement weights, the largest of which means no agreement at all (Cohen 1968).
    pub fn from_disagreement(categories: usize, disagreement: &[f64]) -> Self {
        let most = disagreement.iter().copied().fold(0.0, f64::max);
        Self::by(categories, |one, other| {
            1.0 - disagreement[one * categories + other] / most
        })
    }

    fn by(categories: usize, weight: impl Fn(usize, usize) -> f64) -> Self {
        let weights = (0..categories * categories)
            .map(|at| weight(at / categories, at % categories))
            .collect();
        Self {
            categories,
            weights,
        }
    }

    /// The weight of two categories.
    pub fn of(&self, one: usize, other: usize) -> f64 {
        self.weights[one * self.categories + other]
    }

    /// The sum of all weights.
    pub fn total(&self) -> f64 {
        self.weights.iter().sum()
    }

    /// What two independent choices with these shares agree on average.
    pub fn expected(&self, one: &[f64], other: &[f64]) -> f64 {
        let row = |at: usize| {
            let weights = other.iter().enumerate();
            weights
                .map(|(to, share)| self.of(at, to) * share)
                .sum::<f64>()
        };
        one.iter()
            .enumerate()
            .map(|(at, share)| share * row(at))
            .sum()
    }
}

fn range(values: &[f64]) -> f64 {
    let most = values.iter().copied().fold(f64::MIN, f64::max);
    most - values.iter().copied().fold(f64::MAX, f64::min)
}
