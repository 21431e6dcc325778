//! One layer of the network: of every word weighted sums over it and its neighbours.
//!
//! Sixteen outputs are summed up at once, each in a lane of its own, from pairs of inputs: the multiply-and-add of neighbouring
//! 16-bit numbers that processors have does two inputs of sixteen outputs in one step.

/// Outputs that are summed up at once.
const LANES: usize = 16;
/// Weights of two inputs for so many outputs: both of the first output, both of the second, ...
type Tile = [i16; 2 * LANES];
/// Words, and blocks of outputs, that are summed up together, so that what is loaded is used twice.
const TOGETHER: usize = 2;

#[derive(Debug)]
pub(super) struct Layer {
    inputs: usize,
    pub outputs: usize,
    /// How many words it looks at, an odd number.
    pub span: usize,
    /// Bits that sums lose before they are inputs of the next layer.
    pub shift: u32,
    bias: Vec<[i32; LANES]>,
    /// Blocks of outputs x pairs of inputs.
    tiles: Vec<Tile>,
}

impl Layer {
    /// A layer with weights outputs x (span x inputs); `None` where inputs are no pairs or outputs no blocks.
    pub fn new(span: usize, inputs: usize, shift: u32, bias: &[i32], weights: &[i16]) -> Option<Self> {
        let (outputs, width) = (bias.len(), span * inputs);
        if !inputs.is_multiple_of(2)
            || !outputs.is_multiple_of(TOGETHER * LANES)
            || weights.len() != outputs * width
        {
            return None;
        }
        let tile = |block: usize, pair: usize| -> Tile {
            std::array::from_fn(|at| weights[(block * LANES + at / 2) * width + 2 * pair + at % 2])
        };
        let tiles = (0..outputs / LANES)
            .flat_map(|block| (0..width / 2).map(move |pair| (block, pair)))
            .map(|(block, pair)| tile(block, pair))
            .collect();
        Some(Self {
            inputs,
            outputs,
            span,
            shift,
            bias: bias.as_chunks().0.to_vec(),
            tiles,
        })
    }

    /// The outputs of every word, through `finish`; `input` has a margin for the window's halves.
    #[inline(always)]
    pub fn run<K: Kernel, T>(
        &self,
        kernel: K,
        input: &[i16],
        output: &mut [T],
        finish: impl Fn(i32) -> T + Copy,
    ) {
        let length = output.len() / self.outputs;
        let together = length - length % TOGETHER;
        for first in (0..together).step_by(TOGETHER) {
            self.run_words::<TOGETHER, _, _>(kernel, first, input, output, finish);
        }
        for word in together..length {
            self.run_words::<1, _, _>(kernel, word, input, output, finish);
        }
    }

    /// The outputs of so many words.
    #[inline(always)]
    fn run_words<const WORDS: usize, K: Kernel, T>(
        &self,
        kernel: K,
        first: usize,
        input: &[i16],
        output: &mut [T],
        finish: impl Fn(i32) -> T + Copy,
    ) {
        let pairs = self.span * self.inputs / 2;
        let input = input.as_chunks::<2>().0;
        let windows: [&[[i16; 2]]; WORDS] =
            std::array::from_fn(|word| &input[(first + word) * self.inputs / 2..][..pairs]);
        for block in (0..self.outputs / LANES).step_by(TOGETHER) {
            let tiles: [&[Tile]; TOGETHER] =
                std::array::from_fn(|number| &self.tiles[(block + number) * pairs..][..pairs]);
            let mut sums = [[kernel.zero(); TOGETHER]; WORDS];
            for pair in 0..pairs {
                for (sums, window) in sums.iter_mut().zip(windows) {
                    for (sums, tiles) in sums.iter_mut().zip(tiles) {
                        *sums = kernel.add_products(*sums, window[pair], &tiles[pair]);
                    }
                }
            }
            for (word, sums) in (first..).zip(sums) {
                let outputs = output[word * self.outputs..].as_chunks_mut::<LANES>().0;
                for (number, sums) in (block..).zip(sums) {
                    let (mut sums, bias) = (kernel.numbers(sums), &self.bias[number]);
                    for lane in 0..LANES {
                        sums[lane] += bias[lane];
                    }
                    outputs[number] = sums.map(finish);
                }
            }
        }
    }
}

/// Sums of sixteen outputs in the registers of some instruction set.
pub(super) trait Kernel: Copy {
    type Sums: Copy;
    fn zero(self) -> Self::Sums;
    /// Adds two inputs times their weights to each sum.
    fn add_products(self, sums: Self::Sums, inputs: [i16; 2], tile: &Tile) -> Self::Sums;
    fn numbers(self, sums: Self::Sums) -> [i32; LANES];
}

/// Any machine.
impl Kernel for pulp::Scalar {
    type Sums = [i32; LANES];

    #[inline(always)]
    fn zero(self) -> Self::Sums {
        [0; LANES]
    }

    #[inline(always)]
    fn add_products(self, mut sums: Self::Sums, inputs: [i16; 2], tile: &Tile) -> Self::Sums {
        // All products first: so the compiler finds the instruction that multiplies and adds.
        let mut products = [0; 2 * LANES];
        for (at, (product, &weight)) in products.iter_mut().zip(tile).enumerate() {
            *product = i32::from(inputs[at % 2]) * i32::from(weight);
        }
        for (sum, [a, b]) in sums.iter_mut().zip(products.as_chunks::<2>().0) {
            *sum += a + b;
        }
        sums
    }

    #[inline(always)]
    fn numbers(self, sums: Self::Sums) -> [i32; LANES] {
        sums
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{__m256i, __m512i};

    use pulp::x86::{V3, V4};

    use super::{Kernel, LANES, Tile};

    /// AVX2.
    impl Kernel for V3 {
        type Sums = [__m256i; 2];

        #[inline(always)]
        fn zero(self) -> Self::Sums {
            pulp::cast([0i32; LANES])
        }

        #[inline(always)]
        fn add_products(self, sums: Self::Sums, inputs: [i16; 2], tile: &Tile) -> Self::Sums {
            let inputs = self.avx._mm256_set1_epi32(pulp::cast(inputs));
            let tile: [__m256i; 2] = pulp::cast(*tile);
            let half = |number: usize| {
                let products = self.avx2._mm256_madd_epi16(inputs, tile[number]);
                self.avx2._mm256_add_epi32(sums[number], products)
            };
            [half(0), half(1)]
        }

        #[inline(always)]
        fn numbers(self, sums: Self::Sums) -> [i32; LANES] {
            pulp::cast(sums)
        }
    }

    /// AVX-512.
    impl Kernel for V4 {
        type Sums = __m512i;

        #[inline(always)]
        fn zero(self) -> Self::Sums {
            pulp::cast([0i32; LANES])
        }

        #[inline(always)]
        fn add_products(self, sums: Self::Sums, inputs: [i16; 2], tile: &Tile) -> Self::Sums {
            let inputs = self.avx512f._mm512_set1_epi32(pulp::cast(inputs));
            let products = self.avx512bw._mm512_madd_epi16(inputs, pulp::cast(*tile));
            self.avx512f._mm512_add_epi32(sums, products)
        }

        #[inline(always)]
        fn numbers(self, sums: Self::Sums) -> [i32; LANES] {
            pulp::cast(sums)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a layer over seven words and, as the definition says it, each of their outputs.
    fn run_and_sum<K: Kernel>(kernel: K) -> (Vec<i32>, Vec<i32>) {
        let (span, inputs, outputs, length) = (3, 6, 32, 7);
        let number = |at: usize, most: i64| ((at as i64 * 7919 + 31) % (2 * most + 1) - most) as i32;
        let weights: Vec<i16> = (0..outputs * span * inputs)
            .map(|at| number(at, 511) as i16)
            .collect();
        let input: Vec<i16> = (0..(length + span - 1) * inputs)
            .map(|at| number(at, 8191) as i16)
            .collect();
        let bias: Vec<i32> = (0..outputs).map(|at| number(at, 100_000)).collect();
        let layer = Layer::new(span, inputs, 0, &bias, &weights).unwrap();
        let mut output = vec![0; length * outputs];
        layer.run(kernel, &input, &mut output, |sum| sum);
        let sum = |at: usize| {
            let (word, number) = (at / outputs, at % outputs);
            let window = &input[word * inputs..][..span * inputs];
            let row = &weights[number * span * inputs..][..span * inputs];
            let products = window.iter().zip(row).map(|(&a, &b)| i32::from(a) * i32::from(b));
            bias[number] + products.sum::<i32>()
        };
        let wanted = (0..output.len()).map(sum).collect();
        (output, wanted)
    }

    #[test]
    fn every_instruction_set_gives_the_sums_of_the_definition() {
        let (output, wanted) = run_and_sum(pulp::Scalar);
        assert_eq!(output, wanted);
        #[cfg(target_arch = "x86_64")]
        {
            if let Some(simd) = pulp::x86::V3::try_new() {
                assert_eq!(run_and_sum(simd).0, wanted);
            }
            if let Some(simd) = pulp::x86::V4::try_new() {
                assert_eq!(run_and_sum(simd).0, wanted);
            }
        }
    }

    #[test]
    fn a_layer_that_does_not_fit_is_refused() {
        assert!(Layer::new(1, 3, 0, &[0; 32], &[0; 96]).is_none());
        assert!(Layer::new(1, 2, 0, &[0; 16], &[0; 32]).is_none());
        assert!(Layer::new(1, 2, 0, &[0; 32], &[0; 65]).is_none());
    }
}
