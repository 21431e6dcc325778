//! Runs the actor cases of `tests/cases/actors`; the form of a case stands at the head of `de.txt`.

mod common;

use common::all_come_out;
use depesche::analysis::Actor;
use depesche::{Analysis, Language, Pipeline};

/// What a case wants, one of its parts.
enum Expected<'a> {
    /// An actor, with some of its aliases and its role.
    Actor {
        tag: &'a str,
        name: &'a str,
        aliases: Vec<&'a str>,
        role: Option<&'a str>,
    },
    /// No actor of this name.
    Absent(&'a str),
    /// The words are a mention of an actor, or of nobody.
    Mention { words: &'a str, name: Option<&'a str> },
    /// The last quote's speaker is an actor, or nobody with a name.
    Speaker(Option<&'a str>),
}

fn parse(part: &str) -> Expected<'_> {
    if let Some(name) = part.strip_prefix('!') {
        return Expected::Absent(name);
    }
    if let Some(name) = part.strip_prefix("says ") {
        return Expected::Speaker(Some(name).filter(|name| *name != "-"));
    }
    if let Some(rest) = part.strip_prefix('"') {
        let (words, name) = rest.split_once("\" = ").expect("words and an actor");
        let name = Some(name).filter(|name| *name != "-");
        return Expected::Mention { words, name };
    }
    let (tag, rest) = part.split_once(' ').expect("type and name");
    let (rest, role) = match rest.split_once(" (") {
        Some((rest, role)) => (rest, Some(role.strip_suffix(')').expect("a closing bracket"))),
        None => (rest, None),
    };
    let (name, aliases) = match rest.split_once(" [") {
        Some((name, aliases)) => (name, aliases.strip_suffix(']').expect("a closing bracket")),
        None => (rest, ""),
    };
    let aliases = aliases.split('|').filter(|alias| !alias.is_empty()).collect();
    Expected::Actor {
        tag,
        name,
        aliases,
        role,
    }
}

fn holds(expected: &Expected<'_>, text: &str, analysis: &Analysis) -> bool {
    match expected {
        Expected::Actor {
            tag,
            name,
            aliases,
            role,
        } => analysis.actors.iter().any(|actor| {
            actor.entity.as_str() == *tag
                && actor.name == *name
                && aliases
                    .iter()
                    .all(|alias| actor.aliases.iter().any(|known| known == alias))
                && role.is_none_or(|role| actor.role == role)
        }),
        Expected::Absent(name) => analysis.actors.iter().all(|actor| actor.name != *name),
        Expected::Mention { words, name } => {
            let actor = analysis
                .mentions
                .iter()
                .find(|mention| mention.span.of(text) == *words)
                .and_then(|mention| mention.actor)
                .map(|actor| analysis.actors[actor as usize].name.as_str());
            actor == *name
        }
        Expected::Speaker(name) => analysis.quotes.last().is_some_and(|quote| {
            let actor = quote
                .speaker_actor
                .map(|actor| &*analysis.actors[actor as usize].name);
            actor == *name
        }),
    }
}

fn describe(actor: &Actor) -> String {
    let (tag, name, aliases) = (actor.entity.as_str(), &actor.name, actor.aliases.join("|"));
    format!("{tag} {name} [{aliases}] ({})", actor.role)
}

fn check(file: &str, language: Language) {
    let pipeline = Pipeline::new();
    all_come_out(file, |case| {
        let (text, expected) = case.parts();
        let analysis = case.analyse(&pipeline, text, language);
        if expected
            .split(" & ")
            .all(|part| holds(&parse(part), text, &analysis))
        {
            return None;
        }
        let found: Vec<String> = analysis.actors.iter().map(describe).collect();
        let linked: Vec<String> = (analysis.mentions.iter())
            .filter_map(|mention| {
                let actor = &analysis.actors[mention.actor? as usize];
                Some(format!("{} = {}", mention.span.of(text), actor.name))
            })
            .collect();
        Some(format!(
            "{}\n    {}\n    {}",
            case.line,
            found.join(" & "),
            linked.join(", ")
        ))
    });
}

#[test]
fn german_cases() {
    check(include_str!("cases/actors/de.txt"), Language::German);
}

#[test]
fn german_speakers() {
    check(include_str!("cases/actors/speakers_de.txt"), Language::German);
}

#[test]
fn english_speakers() {
    check(include_str!("cases/actors/speakers_en.txt"), Language::English);
}

#[test]
fn english_cases() {
    check(include_str!("cases/actors/en.txt"), Language::English);
}
