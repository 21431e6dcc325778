//! Rows of a table that features stand for.

/// The row of feature template `number` with content `raw`, in a table of so many rows.
pub(super) fn row(raw: u64, number: u64, rows: u32) -> u32 {
    let mut mixed = raw.rotate_left(17) ^ (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 32).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed = (mixed ^ mixed >> 29).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    (((mixed >> 32) * u64::from(rows)) >> 32) as u32
}
