//! Holds nothing: the bench is in `benches/text.rs`.
