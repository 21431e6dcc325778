//! The first layer: what a word adds to the sums of its neighbours and of the whole sentence.

use pulp::NullaryFnOnce as _;

use super::layer::{Kernel, Layer};
use super::network::{MOST, WIDTH};

/// Shares and sums count in steps of the layer's output divided by two to the power of this.
const FINER: u32 = 1;

/// The layer.
#[derive(Debug)]
pub(super) struct First {
    /// Neighbouring words that it looks at, an odd number.
    pub span: usize,
    pub outputs: usize,
    pub bias: Vec<i16>,
    /// From a word's vector to its shares in the outputs of each neighbour, the first one's first, and in those of all words of
    /// the sentence, which get the mean of these.
    shares: Layer,
}

impl First {
    /// As [`Layer::new`]; `whole`: weights outputs x inputs of the mean of the sentence's words.
    pub fn new(
        span: usize,
        inputs: usize,
        shift: u32,
        bias: &[i32],
        weights: &[i16],
        whole: &[i16],
    ) -> Option<Self> {
        let outputs = bias.len();
        if inputs != WIDTH
            || span.is_multiple_of(2)
            || weights.len() != outputs * span * WIDTH
            || shift < FINER
        {
            return None;
        }
        let shift = shift - FINER;
        // The word itself stands `place` words before the last of those whose outputs it has a share in.
        let row = |place: usize, output: usize| &weights[(output * span + place) * WIDTH..][..WIDTH];
        let places = (0..span).flat_map(|place| (0..outputs).map(move |output| (place, output)));
        let near = places.flat_map(|(place, output)| row(place, output));
        let rows: Vec<i16> = near.chain(whole).copied().collect();
        Some(Self {
            span,
            outputs,
            bias: bias.iter().map(|&bias| saturated(bias >> shift)).collect(),
            shares: Layer::new(1, WIDTH, shift, &vec![0; (span + 1) * outputs], &rows)?,
        })
    }

    /// How many shares a word has: `outputs` for each neighbour, then those in the mean of the sentence.
    pub fn width(&self) -> usize {
        self.shares.outputs
    }

    /// Puts the shares of a word with some vector into a slice of [`First::width`].
    pub fn share_out(&self, arch: pulp::Arch, vector: &[i16; WIDTH], shares: &mut [i16]) {
        match arch {
            #[cfg(target_arch = "x86_64")]
            pulp::Arch::V4(simd) => simd.vectorize(self.sharing(simd, vector, shares)),
            #[cfg(target_arch = "x86_64")]
            pulp::Arch::V3(simd) => simd.vectorize(self.sharing(simd, vector, shares)),
            _ => self.sharing(pulp::Scalar, vector, shares).call(),
        }
    }

    fn sharing<'a, K: Kernel>(
        &'a self,
        kernel: K,
        vector: &'a [i16; WIDTH],
        shares: &'a mut [i16],
    ) -> Sharing<'a, K> {
        Sharing {
            kernel,
            layer: &self.shares,
            vector,
            shares,
        }
    }

    /// The output that a sum of shares and bias makes.
    #[inline(always)]
    pub fn output(sum: i16) -> i16 {
        (sum >> FINER).clamp(0, MOST as i16)
    }
}

/// From a word's vector to its shares, compiled for an instruction set.
struct Sharing<'a, K> {
    kernel: K,
    layer: &'a Layer,
    vector: &'a [i16; WIDTH],
    shares: &'a mut [i16],
}

impl<K: Kernel> pulp::NullaryFnOnce for Sharing<'_, K> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let shift = self.layer.shift;
        self.layer.run(self.kernel, self.vector, self.shares, |sum| {
            saturated(sum >> shift)
        });
    }
}

pub(super) fn saturated(sum: i32) -> i16 {
    sum.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16
}
