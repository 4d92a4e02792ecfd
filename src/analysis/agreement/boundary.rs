//! Boundary similarity (Fournier 2013): how far two coders cut a text at the same places.

use std::collections::BTreeSet;

/// B of two segmentations, given as the sizes of their segments; boundaries less than `near` places
/// apart are near misses. Two texts without any boundary are cut alike: 1.
pub fn similarity(one: &[usize], other: &[usize], near: usize) -> f64 {
    let borders = |sizes: &[usize]| -> BTreeSet<usize> {
        let cut = sizes.len().saturating_sub(1);
        let mut at = 0;
        sizes[..cut]
            .iter()
            .map(|size| {
                at += size;
                at
            })
            .collect()
    };
    let (one, other) = (borders(one), borders(other));
    let matches = one.intersection(&other).count() as f64;
    let mut left: Vec<usize> = one.difference(&other).copied().collect();
    let mut right: Vec<usize> = other.difference(&one).copied().collect();
    // Near misses: the closest first, each boundary in one of them only.
    let (mut moved, mut distance) = (0.0, 0.0);
    for apart in 1..near {
        left.retain(|border| {
            let close = right.iter().position(|it| it.abs_diff(*border) == apart);
            if let Some(at) = close {
                right.remove(at);
                moved += 1.0;
                distance += apart as f64 / near as f64;
            }
            close.is_none()
        });
    }
    let missed = (left.len() + right.len()) as f64;
    let all = missed + moved + matches;
    if all == 0.0 {
        return 1.0;
    }
    1.0 - (missed + distance) / all
}
