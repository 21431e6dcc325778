//! Mends the tags of a clause by what every clause has: one finite verb.

pub(super) mod english;
pub(super) mod german;

/// The tags of a sentence's words after `mend`.
#[cfg(test)]
fn mended(
    sentence: &[(&str, super::tags::Tag)],
    mend: impl FnOnce(&mut [super::tags::Tag]),
) -> Vec<super::tags::Tag> {
    let mut tags: Vec<_> = sentence.iter().map(|&(_, tag)| tag).collect();
    mend(&mut tags);
    tags
}
