//! Runs the cases of `tests/cases/tokens` and `tests/cases/sentences` (their form stands at the head of each file), and
//! checks what holds for every text.

mod common;

use std::sync::LazyLock;

use common::cases;
use depesche::Language;
use depesche::analysis::{Sentence, Token};
use depesche::segment::Segmenter;
use proptest::prelude::*;

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::new);

/// Every case of a file of tokens that does not come out, described.
fn wrong_tokens(file: &str, language: Language) -> Vec<String> {
    cases(file)
        .map(|case| case.line)
        .filter_map(|case| {
            let (text, expected) = case.split_once(" => ").expect("TEXT => TOKENS");
            let (tokens, _) = SEGMENTER.segment(text, language);
            let found: Vec<&str> = tokens.iter().map(|token| token.span.of(text)).collect();
            let expected: Vec<&str> = expected.split(' ').collect();
            (found != expected).then(|| format!("{text}\n  expected {expected:?}\n  found    {found:?}"))
        })
        .collect()
}

/// Every case of a file of sentences that does not come out, described.
fn wrong_sentences(file: &str, language: Language) -> Vec<String> {
    cases(file)
        .map(|case| case.line)
        .filter_map(|case| {
            let text = case.replace("⏎ | ", "⏎").replace(" | ", " ").replace('⏎', "\n");
            let (_, sentences) = SEGMENTER.segment(&text, language);
            let found: Vec<String> = sentences
                .iter()
                .map(|s| s.span.of(&text).replace('\n', "⏎"))
                .collect();
            let expected: Vec<&str> = case
                .split(" | ")
                .map(|sentence| sentence.trim_end_matches('⏎'))
                .collect();
            (found != expected).then(|| format!("{case}\n  found {found:?}"))
        })
        .collect()
}

#[test]
fn tokens_come_out_as_the_cases_say() {
    let wrong = [
        wrong_tokens(include_str!("cases/tokens/de.txt"), Language::German),
        wrong_tokens(include_str!("cases/tokens/en.txt"), Language::English),
    ]
    .concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sentences_come_out_as_the_cases_say() {
    let wrong = [
        wrong_sentences(include_str!("cases/sentences/de.txt"), Language::German),
        wrong_sentences(include_str!("cases/sentences/en.txt"), Language::English),
    ]
    .concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Tokens are in order and not empty, only white space and characters without width lie between them, and every token
/// lies in exactly one sentence.
fn check(text: &str, language: Language) -> (Vec<Token>, Vec<Sentence>) {
    let (tokens, sentences) = SEGMENTER.segment(text, language);
    let mut end = 0;
    for token in &tokens {
        assert!(!token.span.is_empty());
        assert_gap(&text[end..token.span.start as usize]);
        end = token.span.end as usize;
    }
    assert_gap(&text[end..]);
    let mut next = 0;
    for sentence in &sentences {
        assert_eq!(sentence.tokens.start, next);
        assert!(!sentence.tokens.is_empty());
        next = sentence.tokens.end;
        let tokens = &tokens[sentence.tokens.range()];
        assert_eq!(sentence.span.start, tokens[0].span.start);
        assert_eq!(sentence.span.end, tokens[tokens.len() - 1].span.end);
    }
    assert_eq!(next as usize, tokens.len());
    (tokens, sentences)
}

fn assert_gap(gap: &str) {
    let without_width = |c: char| matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{200E}' | '\u{200F}');
    assert!(
        gap.chars().all(|c| c.is_whitespace() || without_width(c)),
        "{gap:?} belongs to no token"
    );
}

proptest! {
    #[test]
    fn tokens_and_gaps_give_any_text(text in "\\PC{0,300}") {
        check(&text, Language::German);
        check(&text, Language::English);
    }

    /// Texts of what is hard: marks, line breaks, soft hyphens, combining marks, blanks without a break, emoji.
    #[test]
    fn tokens_and_gaps_give_any_hard_text(
        text in "([ .,:;!?'’„“”\"()\\[\\]/@#&%$§°*_^<>=+-]|[0-9]|[a-zA-ZäöüßÄÖÜéŁ]|\r\n|\n|\u{AD}|\u{308}|\u{A0}|\u{2028}|👍🏽|🇩🇪|👨‍👩‍👧|\u{200D}|…|–|N°|z\\.|Dr\\.|www\\.|http://){0,120}"
    ) {
        check(&text, Language::German);
        check(&text, Language::English);
    }
}

#[test]
fn characters_that_belong_together_stay_together() {
    for word in [
        "Bundes\u{AD}tag",
        "Mu\u{308}nchen",
        "naïve",
        "👨‍👩‍👧",
        "🇩🇪",
        "👍🏽",
        "ﬁnden",
        "Ελλάδα",
    ] {
        let text = format!("Das {word} hier.");
        let (tokens, _) = check(&text, Language::German);
        assert_eq!(tokens[1].span.of(&text), word);
    }
}

#[test]
fn a_sentence_in_another_language_is_named_so() {
    let text = "Der Kanzler trat vor die Presse. \"We will never accept this decision,\" rief ein Reporter dazwischen. \
                We are not going to accept that decision in any case. Danach war Ruhe. Volkswagen, Daimler, BMW, Continental, Bosch.";
    let (_, sentences) = check(text, Language::German);
    let languages: Vec<Language> = sentences.iter().map(|sentence| sentence.language).collect();
    let (german, english) = (Language::German, Language::English);
    assert_eq!(languages, [german, german, english, german, german]);
}

#[test]
fn blanks_of_every_kind_part_words() {
    let text = "10\u{A0}Euro\u{202F}mehr\r\nab\u{2009}heute\tnur\u{3000}hier";
    let (tokens, _) = check(text, Language::German);
    let words: Vec<&str> = tokens.iter().map(|token| token.span.of(text)).collect();
    assert_eq!(words, ["10", "Euro", "mehr", "ab", "heute", "nur", "hier"]);
}

/// Hostile texts, long enough to run for minutes if the cost grew with the square of their length.
#[test]
fn hostile_texts_take_no_longer_than_others() {
    for (unit, times) in [
        ("a", 2_000_000),
        (".", 1_000_000),
        ("\"", 1_000_000),
        ("„", 1_000_000),
        ("(", 200_000),
        (". ", 200_000),
        ("a-", 200_000),
        ("a.", 200_000),
        ("1.", 200_000),
        ("'", 200_000),
        ("* a ", 100_000),
        ("a\n", 200_000),
        ("\u{308}", 200_000),
        ("😀", 100_000),
        ("漢", 100_000),
        ("http://a", 50_000),
        ("@a", 200_000),
    ] {
        let text = unit.repeat(times);
        check(&text, Language::German);
        check(&text, Language::English);
    }
}
