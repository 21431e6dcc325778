//! Pairs of quotation marks.

use crate::analysis::TextLayer;
use crate::text::TokenRange;

/// A stretch between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marked {
    /// Token of the opening mark.
    pub(crate) open: usize,
    /// Token of the closing mark; the token after the last where nothing closes it.
    pub(crate) close: usize,
    /// Number of marked stretches around this one.
    pub(crate) depth: u8,
}

impl Marked {
    /// The tokens between the marks.
    pub(crate) fn content(&self) -> TokenRange {
        TokenRange::new(self.open + 1, self.close.max(self.open + 1))
    }
}

/// Stretches nested deeper than this are not told apart; bounds the work on hostile input.
const DEEPEST: usize = 6;

/// So many paragraphs may follow before the mark that closes a quotation over paragraphs.
const WAITING: u32 = 3;

#[derive(Clone, Copy)]
struct Open {
    token: usize,
    mark: char,
    sentence: usize,
    /// The token after its paragraph, and how many paragraphs have ended since, where one has.
    waits: Option<(usize, u32)>,
}

impl Open {
    /// The quotation that ends with the paragraph of its opening mark.
    fn unclosed(self, layer: &TextLayer<'_>) -> Option<Marked> {
        let (next, _) = self.waits?;
        let announced = self.token > 0 && layer.word(self.token - 1) == ":";
        (announced && next > self.token + 2).then_some(Marked {
            open: self.token,
            close: next,
            depth: 0,
        })
    }
}

/// The marked stretches of a text, by their opening marks.
///
/// A mark closes the innermost open one that it fits, and what was opened in between is given up. At the end of a
/// paragraph only the outermost open mark is kept: where the next paragraph begins with the same mark, or where the next
/// mark in the [`WAITING`] paragraphs that follow closes it, it is a quotation over paragraphs. Else it is given up, unless
/// a colon stands before it: a quotation that nobody closed, which ends with its paragraph.
pub(crate) fn pairs(layer: &TextLayer<'_>) -> Vec<Marked> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::with_capacity(DEEPEST);
    let mut paragraph = u32::MAX;
    for (number, sentence) in layer.sentences.iter().enumerate() {
        if sentence.paragraph != paragraph {
            paragraph = sentence.paragraph;
            end_paragraph(layer, &mut open, &mut found, sentence.tokens.start as usize);
        }
        for token in sentence.tokens.range() {
            let word = layer.word(token);
            let Some(mark) = mark_of(word) else { continue };
            let reopened =
                token == sentence.tokens.start as usize && open.last().is_some_and(|o| o.mark == mark);
            if reopened {
                continue;
            }
            match open.iter().rposition(|o| closes(o.mark, mark)) {
                Some(at) if closing_context(layer, token, mark) => {
                    let first = open[at];
                    if token > first.token + 1 {
                        found.push(Marked {
                            open: first.token,
                            close: token,
                            depth: at as u8,
                        });
                    }
                    open.truncate(at);
                }
                _ if opening_context(layer, token, mark) => {
                    // another quotation begins before anything closed the one that waits
                    if open.last().is_some_and(|first| first.waits.is_some()) && !is_single(mark) {
                        found.extend(open.pop().and_then(|first| first.unclosed(layer)));
                    }
                    if open.len() == DEEPEST {
                        open.remove(0);
                    }
                    open.push(Open {
                        token,
                        mark,
                        sentence: number,
                        waits: None,
                    });
                }
                _ => {}
            }
        }
    }
    end_paragraph(layer, &mut open, &mut found, layer.tokens.len());
    found.sort_by_key(|m| m.open);
    found
}

/// Keeps or gives up what is open before the paragraph that begins with token `next`, as [`pairs`] says.
fn end_paragraph(layer: &TextLayer<'_>, open: &mut Vec<Open>, found: &mut Vec<Marked>, next: usize) {
    open.truncate(1);
    let Some(first) = open.first_mut() else {
        return;
    };
    let last = next >= layer.tokens.len();
    let reopened =
        !last && mark_of(layer.word(next)) == Some(first.mark) && opening_context(layer, next, first.mark);
    if reopened && layer.sentence_of(next) < first.sentence + 60 {
        return;
    }
    let (end, paragraphs) = first.waits.unwrap_or((next, 0));
    first.waits = Some((end, paragraphs + 1));
    // an apostrophe or an inner mark does not wait
    if last || reopened || is_single(first.mark) || paragraphs == WAITING {
        found.extend(first.unclosed(layer));
        open.clear();
    }
}

/// The mark that a token is; two of ' or ` count as one ".
fn mark_of(word: &str) -> Option<char> {
    if word.as_bytes().first().is_none_or(u8::is_ascii_alphanumeric) {
        return None;
    }
    match word {
        "''" | "``" => return Some('"'),
        ",," => return Some('„'),
        _ => {}
    }
    let mut chars = word.chars();
    let first = chars.next()?;
    let mark = matches!(
        first,
        '„' | '“' | '”' | '"' | '»' | '«' | '›' | '‹' | '‚' | '‘' | '’' | '\''
    );
    (mark && chars.next().is_none()).then_some(first)
}

/// True for apostrophes and the marks of quotations inside others.
fn is_single(mark: char) -> bool {
    matches!(mark, '‚' | '‘' | '’' | '\'' | '›' | '‹')
}

/// True where `mark` can close what `opening` opened.
fn closes(opening: char, mark: char) -> bool {
    match opening {
        '„' => matches!(mark, '“' | '”' | '"'),
        '“' => matches!(mark, '”' | '"' | '“'),
        '”' => mark == '”',
        '"' => matches!(mark, '"' | '“' | '”'),
        '»' => mark == '«',
        '«' => mark == '»',
        '›' => mark == '‹',
        '‹' => mark == '›',
        '‚' => matches!(mark, '‘' | '’' | '\''),
        '‘' => mark == '’',
        '\'' => mark == '\'',
        _ => false,
    }
}

fn before(layer: &TextLayer<'_>, token: usize) -> Option<char> {
    layer.text[..layer.tokens[token].span.start as usize]
        .chars()
        .next_back()
}

fn after(layer: &TextLayer<'_>, token: usize) -> Option<char> {
    layer.text[layer.tokens[token].span.end as usize..].chars().next()
}

/// False for an undirected mark that stands before a word, after a space.
fn closing_context(layer: &TextLayer<'_>, token: usize, mark: char) -> bool {
    let spaced = before(layer, token).is_none_or(char::is_whitespace);
    let tight = after(layer, token).is_some_and(char::is_alphanumeric);
    match mark {
        '"' | '“' => !(spaced && tight),
        '’' | '\'' => !spaced && !tight,
        _ => true,
    }
}

/// True where the mark can open: a typed one always, an undirected one before a word.
fn opening_context(layer: &TextLayer<'_>, token: usize, mark: char) -> bool {
    let space_before = before(layer, token).is_none_or(|c| c.is_whitespace() || "([–—-/:„“\"»«".contains(c));
    let space_after = after(layer, token).is_none_or(char::is_whitespace);
    match mark {
        '„' | '»' | '«' | '“' => !space_after || mark == '„',
        '"' | '”' => space_before && !space_after,
        '‚' | '›' | '‹' | '‘' | '\'' => space_before && !space_after,
        _ => false,
    }
}
