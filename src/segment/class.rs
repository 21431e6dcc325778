//! Classes of bytes and characters.

/// What a byte can begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    /// White space.
    Blank,
    /// A Latin letter of one byte.
    Letter,
    /// A digit.
    Digit,
    /// Any other character of one byte.
    Mark,
    /// The first byte of a Latin letter of two bytes (most of U+00C0 to U+024F).
    Latin,
    /// The first byte of any other longer character.
    Wide,
}

/// The class of each byte.
pub(super) static CLASS: [Class; 256] = {
    let mut table = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => Class::Blank,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            0xC3..=0xC9 => Class::Latin,
            0x80.. => Class::Wide,
            _ => Class::Mark,
        };
        byte += 1;
    }
    table
};

/// The class of the byte at `at`; the end of the text is blank.
#[inline]
pub(super) fn class(bytes: &[u8], at: usize) -> Class {
    bytes.get(at).map_or(Class::Blank, |&byte| CLASS[byte as usize])
}

/// The end of the run of Latin letters that begins at `at`.
#[inline]
pub(super) fn letters_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match class(bytes, at) {
            Class::Letter => at += 1,
            // × and ÷ are the only two in that range that are no letters
            Class::Latin if !(bytes[at] == 0xC3 && matches!(bytes.get(at + 1), Some(0x97 | 0xB7))) => at += 2,
            _ => return at,
        }
    }
}

/// The end of the run of digits that begins at `at`.
#[inline]
pub(super) fn digits_end(bytes: &[u8], mut at: usize) -> usize {
    while class(bytes, at) == Class::Digit {
        at += 1;
    }
    at
}

/// True for what a word of a simple script is made of: letters, digits, combining marks, soft hyphens, joiners.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_extension(c)
}

/// True for a character that continues the one before it: combining marks, soft hyphen, joiners, variation selectors.
pub(super) fn is_extension(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{200C}' | '\u{200D}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}')
}

/// True for white space and for characters without width that part or guard words.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{200E}' | '\u{200F}')
}

/// True for a hyphen; dashes are none.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// True for the signs that are used as an apostrophe.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '´' | '`' | 'ʼ' | '‘')
}

/// True for marks that open a quotation or a bracket, or can.
pub(super) fn is_opening(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '(' | '[' | '{' | '„' | '“' | '‚' | '‘' | '»' | '«' | '›' | '‹' | '`'
    )
}
