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

#[derive(Clone, Copy)]
struct Open {
    token: usize,
    mark: char,
    sentence: usize,
}

/// The marked stretches of a text, by their opening marks.
///
/// A mark closes the innermost open one that it fits, and what was opened in between is given up. At the end of a
/// paragraph everything open is given up, unless the next paragraph begins with the same mark (a quotation over
/// paragraphs) or a colon stands before the mark (a quotation that nobody closed, which then ends with the paragraph).
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
                    if open.len() == DEEPEST {
                        open.remove(0);
                    }
                    open.push(Open {
                        token,
                        mark,
                        sentence: number,
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

/// Gives up what is open before the paragraph that begins with token `next`, as [`pairs`] says.
fn end_paragraph(layer: &TextLayer<'_>, open: &mut Vec<Open>, found: &mut Vec<Marked>, next: usize) {
    open.truncate(1);
    let Some(first) = open.first().copied() else {
        return;
    };
    let reopened = next < layer.tokens.len()
        && mark_of(layer.word(next)) == Some(first.mark)
        && opening_context(layer, next, first.mark);
    if reopened && layer.sentence_of(next) < first.sentence + 60 {
        return;
    }
    open.clear();
    let announced = first.token > 0 && layer.word(first.token - 1) == ":";
    if announced && next > first.token + 2 {
        found.push(Marked {
            open: first.token,
            close: next,
            depth: 0,
        });
    }
}

/// The mark that a token is; two of ' or ` count as one ".
fn mark_of(word: &str) -> Option<char> {
    match word {
        "''" | "``" => return Some('"'),
        ",," => return Some('„'),
        _ => {}
    }
    let mut chars = word.chars();
    let first = chars.next()?;
    ("„“”\"»«›‹‚‘’'".contains(first) && chars.next().is_none()).then_some(first)
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
