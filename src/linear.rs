//! Linear models over hashed features: one row of signed bytes a feature, one column a label.

/// Labels that a row has room for.
pub(crate) const WIDTH: usize = 32;

/// Adds up the first `LABELS` columns of the features' rows. Rows that the table does not have count nothing.
///
/// Never inlined: with the number of features known, the compiler unrolls the loop and gives up its four registers of sums.
#[inline(never)]
pub(crate) fn scores<const LABELS: usize>(weights: &[u8], features: &[u32]) -> [i16; LABELS] {
    // rows of a size known to the compiler are added a whole register at a time
    let (rows, _) = weights.as_chunks::<WIDTH>();
    let mut scores = [0i16; LABELS];
    for &feature in features {
        if let Some(row) = rows
            .get(feature as usize)
            .and_then(|row| row.first_chunk::<LABELS>())
        {
            for (score, &weight) in scores.iter_mut().zip(row) {
                *score += i16::from(weight as i8);
            }
        }
    }
    scores
}

/// What the hash of no bytes is.
pub(crate) const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// A hash with one more byte (FNV-1a).
pub(crate) fn fnv(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

/// FNV-1a over bytes.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().copied().fold(FNV_START, fnv)
}

/// The row of feature template `number` with content `raw`, in a table of 2^`bits` rows.
pub(crate) fn row(raw: u64, number: u64, bits: u32) -> u32 {
    let mut mixed = raw.rotate_left(17) ^ (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 32).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed = (mixed ^ mixed >> 29).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    (mixed >> (64 - bits)) as u32
}

#[cfg(feature = "train")]
pub(crate) mod train {
    use super::WIDTH;

    /// Weights in training: the averaged perceptron (Collins 2002) with a margin.
    pub(crate) struct Averaged {
        weights: Vec<[f32; WIDTH]>,
        sums: Vec<[f32; WIDTH]>,
        clock: f32,
    }

    impl Averaged {
        pub(crate) fn new(rows: usize) -> Self {
            Self {
                weights: vec![[0.0; WIDTH]; rows],
                sums: vec![[0.0; WIDTH]; rows],
                clock: 1.0,
            }
        }

        pub(crate) fn scores(&self, features: &[u32]) -> [f32; WIDTH] {
            let mut scores = [0.0; WIDTH];
            for &row in features {
                for (score, weight) in scores.iter_mut().zip(self.weights[row as usize]) {
                    *score += weight;
                }
            }
            scores
        }

        /// One step: towards `gold`, away from `guess`.
        pub(crate) fn update(&mut self, features: &[u32], gold: usize, guess: usize, by: f32) {
            for &row in features {
                let (weights, sums) = (&mut self.weights[row as usize], &mut self.sums[row as usize]);
                weights[gold] += by;
                sums[gold] += by * self.clock;
                weights[guess] -= by;
                sums[guess] -= by * self.clock;
            }
        }

        pub(crate) fn tick(&mut self) {
            self.clock += 1e-5;
        }

        /// The averaged weights as signed bytes; the largest one in 2,000 is cut off so that the others keep their
        /// differences.
        pub(crate) fn quantised(&self) -> Vec<u8> {
            let average =
                |row: usize, label: usize| self.weights[row][label] - self.sums[row][label] / self.clock;
            let mut sizes: Vec<f32> = (0..self.weights.len())
                .flat_map(|row| (0..WIDTH).map(move |label| average(row, label).abs()))
                .filter(|size| *size > 0.0)
                .collect();
            sizes.sort_by(f32::total_cmp);
            let top = sizes
                .get(sizes.len().saturating_sub(1 + sizes.len() / 2000))
                .copied()
                .unwrap_or(1.0);
            (0..self.weights.len())
                .flat_map(|row| (0..WIDTH).map(move |label| average(row, label)))
                .map(|weight| (weight * 127.0 / top).round().clamp(-127.0, 127.0) as i8 as u8)
                .collect()
        }
    }

    /// Shuffles by a fixed generator (xorshift): the same seed gives the same order.
    pub(crate) fn shuffle(order: &mut [usize], seed: &mut u64) {
        for at in (1..order.len()).rev() {
            *seed ^= *seed << 13;
            *seed ^= *seed >> 7;
            *seed ^= *seed << 17;
            order.swap(at, (*seed % (at as u64 + 1)) as usize);
        }
    }
}
