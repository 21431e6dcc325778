//! How a document's analysis becomes the rows of each table.

use jiff::civil::Date;

use crate::analysis::{Analysis, Deadline, QuoteType};
use crate::document::Document;
use crate::text::{CodePoints, Span};
use crate::write::value::Value;

/// Which rows are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowOptions {
    /// Whether quotes of type `reported` are written.
    pub reported: bool,
    /// Deadlines must not end before this day; those without days are left out.
    pub from: Option<Date>,
    /// Deadlines must not begin after this day; those without days are left out.
    pub until: Option<Date>,
}

/// A document with all that was found in it, ready to be written down.
#[derive(Debug)]
pub struct Found<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    points: CodePoints<'a>,
    options: RowOptions,
}

/// Takes the cells of one row.
pub type RowSink<'s, 'a> = &'s mut dyn FnMut(&[Value<'a>]);

impl<'a> Found<'a> {
    /// Prepares a document for writing.
    pub fn new(document: &'a Document, analysis: &'a Analysis, options: RowOptions) -> Self {
        Self {
            document,
            analysis,
            points: CodePoints::new(&document.text),
            options,
        }
    }

    /// The document.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// What was found in it.
    pub fn analysis(&self) -> &'a Analysis {
        self.analysis
    }

    fn id(&self) -> Value<'_> {
        Value::text(&*self.document.id)
    }

    fn cut(&self, span: Span) -> Value<'_> {
        Value::text(span.of(&self.document.text))
    }

    /// The words of several spans; where something was left out between them stands an ellipsis.
    fn cut_all(&self, spans: &[Span]) -> Value<'_> {
        match spans {
            [] => Value::Empty,
            [one] => self.cut(*one),
            several => {
                let words: Vec<&str> = several.iter().map(|span| span.of(&self.document.text)).collect();
                Value::text(words.join(" … "))
            }
        }
    }

    fn start(&self, span: Span) -> Value<'_> {
        Value::Integer(self.points.offset(span.start))
    }

    fn end(&self, span: Span) -> Value<'_> {
        Value::Integer(self.points.offset(span.end))
    }

    fn start_of(&self, span: Option<Span>) -> Value<'_> {
        span.map_or(Value::Empty, |span| self.start(span))
    }

    fn end_of(&self, span: Option<Span>) -> Value<'_> {
        span.map_or(Value::Empty, |span| self.end(span))
    }

    /// The index of the sentence that holds a byte.
    fn sentence(&self, span: Span) -> Option<usize> {
        let sentences = &self.analysis.sentences;
        let at = sentences.partition_point(|sentence| sentence.span.end <= span.start);
        sentences.len().checked_sub(1).map(|last| at.min(last))
    }

    fn actor_name(&self, actor: Option<u32>) -> Value<'_> {
        let actor = actor.and_then(|index| self.analysis.actors.get(index as usize));
        actor.map_or(Value::Empty, |actor| Value::text(&*actor.name))
    }

    /// The quotes that are wanted, each with its index.
    pub fn wanted_quotes(&self) -> impl Iterator<Item = (usize, &crate::analysis::Quote)> {
        let quotes = self.analysis.quotes.iter().enumerate();
        quotes.filter(|(_, quote)| self.options.reported || quote.kind != QuoteType::Reported)
    }

    pub(super) fn documents(&'a self, row: RowSink<'_, 'a>) {
        let (document, analysis) = (self.document, self.analysis);
        row(&[
            self.id(),
            Value::text(&*document.source),
            Value::text(&*document.title),
            Value::day(analysis.date),
            Value::text(analysis.language.code()),
            Value::Integer(self.points.len()),
            Value::Integer(analysis.sentences.len()),
            Value::Integer(analysis.tokens.len()),
            Value::Integer(analysis.actors.len()),
            Value::Integer(self.wanted_quotes().count()),
            Value::Integer(analysis.dates.len()),
            Value::Integer(analysis.deadlines.len()),
            Value::text(extra_fields(document)),
        ]);
    }

    pub(super) fn actors(&'a self, row: RowSink<'_, 'a>) {
        let mut quotes = vec![0; self.analysis.actors.len()];
        for (_, quote) in self.wanted_quotes() {
            if let Some(count) = quote
                .speaker_actor
                .and_then(|actor| quotes.get_mut(actor as usize))
            {
                *count += 1;
            }
        }
        for (index, (actor, quotes)) in self.analysis.actors.iter().zip(quotes).enumerate() {
            row(&[
                self.id(),
                Value::Integer(index + 1),
                Value::text(&*actor.name),
                Value::text(actor.entity.as_str()),
                Value::text(actor.aliases.join("|")),
                Value::text(&*actor.role),
                Value::Integer(actor.mentions as usize),
                Value::Integer(quotes),
                self.start(actor.first),
                self.end(actor.first),
                // known in the order of the documents only, see `Found::actor_rows`
                Value::Empty,
            ]);
        }
    }

    /// The rows of the table of actors, independent of the document; the last cell, the register's id, is still empty.
    pub fn actor_rows(&'a self) -> Vec<Vec<Value<'static>>> {
        let mut rows = Vec::new();
        self.actors(&mut |row| rows.push(row.iter().map(|cell| cell.clone().into_owned()).collect()));
        rows
    }

    pub(super) fn mentions(&'a self, row: RowSink<'_, 'a>) {
        for mention in &self.analysis.mentions {
            row(&[
                self.id(),
                Value::integer(mention.actor.map(|actor| actor as usize + 1)),
                self.actor_name(mention.actor),
                Value::text(mention.entity.as_str()),
                Value::text(mention.kind.as_str()),
                self.cut(mention.span),
                self.start(mention.span),
                self.end(mention.span),
                Value::integer(self.sentence(mention.span)),
                Value::Share(mention.confidence),
            ]);
        }
    }

    pub(super) fn quotes(&'a self, row: RowSink<'_, 'a>) {
        for (index, quote) in self.wanted_quotes() {
            let span = quote.span();
            let sentence = self.sentence(span);
            let language = sentence.map_or(self.analysis.language, |at| self.analysis.sentences[at].language);
            let speaker = quote.speaker.map_or(Value::Empty, |speaker| self.cut(speaker));
            let actor = match self.actor_name(quote.speaker_actor) {
                Value::Empty => speaker.clone(),
                name => name,
            };
            let cue = quote.cue.first().copied();
            row(&[
                self.id(),
                Value::Integer(index + 1),
                Value::text(quote.kind.as_str()),
                self.cut_all(&quote.spans),
                speaker,
                actor,
                self.cut_all(&quote.cue),
                quote
                    .addressee
                    .map_or(Value::Empty, |addressee| self.cut(addressee)),
                self.start(span),
                self.end(span),
                self.span_list(&quote.spans),
                self.start_of(quote.speaker),
                self.end_of(quote.speaker),
                self.start_of(cue),
                self.end_of(cue),
                Value::integer(sentence),
                Value::text(language.code()),
                Value::Share(quote.confidence),
            ]);
        }
    }

    /// `s-e;s-e` in code points; empty for a single span.
    fn span_list(&self, spans: &[Span]) -> Value<'_> {
        if spans.len() < 2 {
            return Value::Empty;
        }
        let list: Vec<String> = spans
            .iter()
            .map(|&span| {
                let (start, end) = self.points.span(span);
                format!("{start}-{end}")
            })
            .collect();
        Value::text(list.join(";"))
    }

    pub(super) fn dates(&'a self, row: RowSink<'_, 'a>) {
        for timex in &self.analysis.dates {
            row(&[
                self.id(),
                self.cut(timex.span),
                Value::text(timex.kind.as_str()),
                Value::text(&*timex.value),
                Value::text(timex.modifier),
                Value::day(timex.bounds.map(|days| days.earliest)),
                Value::day(timex.bounds.map(|days| days.latest)),
                self.start(timex.span),
                self.end(timex.span),
                Value::integer(self.sentence(timex.span)),
            ]);
        }
    }

    /// The deadlines that lie in the wanted stretch of days.
    pub(super) fn wanted_deadlines(&self) -> impl Iterator<Item = &'a Deadline> + use<'a> {
        let RowOptions { from, until, .. } = self.options;
        let wanted = move |deadline: &&Deadline| match deadline.bounds {
            Some(days) => {
                from.is_none_or(|from| days.latest >= from)
                    && until.is_none_or(|until| days.earliest <= until)
            }
            None => from.is_none() && until.is_none(),
        };
        self.analysis.deadlines.iter().filter(wanted)
    }

    pub(super) fn deadlines(&'a self, row: RowSink<'_, 'a>) {
        for deadline in self.wanted_deadlines() {
            let sentence = self.sentence(deadline.span);
            let context = sentence.map_or(Value::Empty, |at| self.cut(self.analysis.sentences[at].span));
            let quote = deadline.quote.map(|quote| quote as usize);
            let quote = quote.filter(|at| self.wanted_quotes().any(|(index, _)| index == *at));
            row(&[
                self.id(),
                Value::Integer(deadline.same_as as usize + 1),
                Value::text(deadline.kind.as_str()),
                self.cut(deadline.span),
                Value::day(deadline.bounds.map(|days| days.earliest)),
                Value::day(deadline.bounds.map(|days| days.latest)),
                Value::text(&*deadline.action),
                Value::text(&*deadline.responsible),
                self.actor_name(deadline.responsible_actor),
                Value::integer(quote.map(|index| index + 1)),
                self.start(deadline.span),
                self.end(deadline.span),
                Value::integer(sentence),
                context,
                Value::Flag(deadline.negated),
                Value::text(deadline.certainty.as_str()),
                Value::text(deadline.open.map(|open| open.as_str()).unwrap_or_default()),
            ]);
        }
    }

    pub(super) fn tokens(&'a self, row: RowSink<'_, 'a>) {
        for (number, sentence) in self.analysis.sentences.iter().enumerate() {
            for token in &self.analysis.tokens[sentence.tokens.range()] {
                row(&[
                    self.id(),
                    Value::Integer(number),
                    self.cut(token.span),
                    self.start(token.span),
                    self.end(token.span),
                    Value::text(token.upos.as_str()),
                    Value::text(token.lemma(&self.document.text)),
                    Value::text(token.mood.map(|mood| mood.as_str()).unwrap_or_default()),
                ]);
            }
        }
    }
}

/// The further fields of the input record as a JSON object; empty where there are none.
///
/// One column for all of them, since a stream cannot know the fields of records that are still to come.
fn extra_fields(document: &Document) -> String {
    if document.extra.is_empty() {
        return String::new();
    }
    let fields = document
        .extra
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().into()));
    serde_json::Value::Object(fields.collect()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_fields_are_carried_along_as_json() {
        let mut document = Document::new("1", "Text");
        assert_eq!(extra_fields(&document), "");
        document.extra = vec![("url".to_owned(), "https://example.org/\"x\"".to_owned())];
        assert_eq!(extra_fields(&document), r#"{"url":"https://example.org/\"x\""}"#);
    }
}
