//! Pairs gold rows with system rows, one to one, the best agreement first.

use super::table::Row;

/// How many pairs agree. `agree` says how well two rows agree, 0 for not at all.
///
/// Greedy from the best pair down; ties go to the earlier gold row, then to the earlier system row.
pub(super) fn count(gold: &[Row<'_>], system: &[Row<'_>], agree: fn(&Row<'_>, &Row<'_>) -> f64) -> usize {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (g, wanted) in gold.iter().enumerate() {
        for (s, found) in system.iter().enumerate() {
            let agreement = agree(wanted, found);
            if agreement > 0.0 {
                pairs.push((agreement, g, s));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut used_gold, mut used_system) = (vec![false; gold.len()], vec![false; system.len()]);
    let mut right = 0;
    for (_, g, s) in pairs {
        if !used_gold[g] && !used_system[s] {
            used_gold[g] = true;
            used_system[s] = true;
            right += 1;
        }
    }
    right
}
