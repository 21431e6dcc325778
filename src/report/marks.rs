//! The text of a document, cut where what was found begins and ends, so that overlapping spans show properly.

/// Something found at a place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// First code point.
    pub start: usize,
    /// The code point after the last.
    pub end: usize,
    /// The class that colours it.
    pub class: String,
    /// What the reader sees of the row.
    pub label: String,
    /// The anchor that other parts of the page link to; empty where there is none.
    pub anchor: String,
    /// True for a further stretch of something that begins elsewhere: it belongs to the anchor but is not its place.
    pub further: bool,
}

/// A piece of text with all marks that cover it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Piece {
    /// The text.
    pub text: String,
    /// The classes of the marks, by blanks; empty for plain text.
    pub classes: String,
    /// The labels of the marks, one a line.
    pub label: String,
    /// The anchors that begin here.
    pub anchors: Vec<String>,
    /// The anchors of everything that covers it, by blanks.
    pub of: String,
}

/// Cuts a text at the marks' ends. Marks that lie outside the text are left out.
pub(super) fn pieces(text: &str, marks: &[Mark]) -> Vec<Piece> {
    let starts: Vec<usize> = text
        .char_indices()
        .map(|(byte, _)| byte)
        .chain([text.len()])
        .collect();
    let length = starts.len() - 1;
    let mut marks: Vec<&Mark> = marks
        .iter()
        .filter(|mark| mark.start < mark.end && mark.end <= length)
        .collect();
    marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    let mut cuts: Vec<usize> = marks
        .iter()
        .flat_map(|mark| [mark.start, mark.end])
        .chain([0, length])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();

    let mut pieces = Vec::with_capacity(cuts.len());
    let mut open: Vec<&Mark> = Vec::new();
    let mut next = marks.into_iter().peekable();
    for window in cuts.windows(2) {
        let (from, to) = (window[0], window[1]);
        open.retain(|mark| mark.end > from);
        let mut piece = Piece {
            text: text[starts[from]..starts[to]].to_owned(),
            ..Piece::default()
        };
        while let Some(mark) = next.next_if(|mark| mark.start == from) {
            if !mark.anchor.is_empty() && !mark.further {
                piece.anchors.push(mark.anchor.clone());
            }
            open.push(mark);
        }
        piece.classes = joined(open.iter().flat_map(|mark| mark.class.split(' ')), " ");
        piece.label = joined(open.iter().map(|mark| mark.label.as_str()), "\n");
        piece.of = joined(open.iter().map(|mark| mark.anchor.as_str()), " ");
        pieces.push(piece);
    }
    pieces
}

/// What is not empty, each once, in order.
fn joined<'m>(parts: impl Iterator<Item = &'m str>, between: &str) -> String {
    let mut all: Vec<&str> = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        if !all.contains(&part) {
            all.push(part);
        }
    }
    all.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, class: &str) -> Mark {
        Mark {
            start,
            end,
            class: class.into(),
            label: class.into(),
            anchor: format!("{class}-{start}"),
            further: false,
        }
    }

    #[test]
    fn overlapping_marks_are_cut_into_pieces_that_give_the_text() {
        let text = "Köln ruft an";
        let pieces = pieces(
            text,
            &[mark(0, 4, "LOC"), mark(2, 9, "quote"), mark(50, 60, "DATE")],
        );
        assert_eq!(
            pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(),
            text
        );
        let classes: Vec<(&str, &str)> = pieces
            .iter()
            .map(|p| (p.text.as_str(), p.classes.as_str()))
            .collect();
        assert_eq!(
            classes,
            [
                ("Kö", "LOC"),
                ("ln", "LOC quote"),
                (" ruft", "quote"),
                (" an", "")
            ]
        );
        assert_eq!(pieces[1].anchors, ["quote-2"]);
        assert_eq!(
            (pieces[1].of.as_str(), pieces[2].of.as_str()),
            ("LOC-0 quote-2", "quote-2")
        );
    }
}
