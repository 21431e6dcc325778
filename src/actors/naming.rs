//! The name of an actor: the fullest of its forms, in its base form.

use std::cmp::Reverse;

use crate::actors::cluster::Cluster;
use crate::actors::forms::{Form, Writing};
use crate::actors::lexicon::Lexicon;
use crate::actors::{fold, form};
use crate::analysis::EntityType;
use crate::language::Language;

/// The fullest form of a cluster in its base form; empty for a cluster without forms.
pub(crate) fn name(forms: &[Form], cluster: &Cluster, lexicon: &Lexicon, language: Language) -> String {
    let mut keys: Vec<&str> = cluster
        .forms
        .iter()
        .map(|&form| forms[form].key.as_str())
        .collect();
    keys.sort_unstable();
    let alone = matches!(*cluster.forms, [form] if forms[form].writings.len() == 1);
    let mut weak_only = cluster.body.is_some();
    let mut best: Option<(Fullness, String)> = None;
    for &form in &cluster.forms {
        let form = &forms[form];
        for (order, writing) in form.writings.iter().enumerate() {
            let weak = form.body.is_some_and(|name| name.weak)
                && lexicon
                    .body_of(&writing.surface, language)
                    .is_none_or(|name| name.weak);
            weak_only &= weak;
            let base = base(form, writing, &keys, language);
            if alone {
                best = Some((Fullness::default(), base));
                break;
            }
            let fullness = Fullness::of(&base, cluster.entity, weak, writing, order, lexicon);
            if best.as_ref().is_none_or(|(other, _)| fullness > *other) {
                best = Some((fullness, base));
            }
        }
    }
    let standard = cluster
        .body
        .and_then(|body| lexicon.standard_name(body, language));
    match (weak_only, standard, best) {
        (true, Some(standard), _) => standard.to_owned(),
        (_, _, Some((_, name))) => name,
        _ => String::new(),
    }
}

/// The base form of a writing, as the other forms of its actor, by their sorted keys, and the lexicon tell it.
fn base(form: &Form, writing: &Writing, keys: &[&str], language: Language) -> String {
    let has = |key: &str| keys.binary_search(&key).is_ok();
    if language == Language::German {
        // "TikToks" beside "Tiktok"
        let stripped = form::without_s(&form.key).is_some_and(|base| {
            // "Matteo Salvinis" beside "Salvini"
            let surname = base.rsplit(' ').next().unwrap_or(base);
            has(base) || form.entity == EntityType::Person && has(surname)
        });
        if let Some(base) = form::without_s(&writing.surface).filter(|_| stripped) {
            return base.to_owned();
        }
        // "Vereinten Nationen": the lexicon knows the base form; another spelling of it stays
        if let Some(name) = form.body
            && name.name.contains(char::is_lowercase)
            && let key = fold::key(name.name)
            && key != form.key
            && fold::stem(&key) == fold::stem(&form.key)
        {
            let parts = |name: &str| name.matches([' ', '-']).map(str::to_owned).collect::<Vec<_>>();
            let spelled = parts(name.name) == parts(&writing.surface);
            // "Deutschen Presse Agentur" is "Deutsche Presse Agentur" here
            return match fold::key(&writing.base) == key && !spelled {
                true => writing.base.clone(),
                false => name.name.to_owned(),
            };
        }
        // "LINKEN" beside "LINKE"
        if let Some(base) = writing
            .base
            .strip_suffix(['n', 'N'])
            .filter(|base| has(&fold::key(base)))
        {
            return base.to_owned();
        }
    }
    // "The Church" beside "Church"
    let article = writing
        .base
        .strip_prefix("The ")
        .filter(|_| language == Language::English);
    match article {
        Some(base) if has(&fold::key(base)) => base.to_owned(),
        _ => writing.base.clone(),
    }
}

/// How full a form of a name is; the greatest is the name.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Fullness {
    strong: bool,
    whole: bool,
    long_form: bool,
    words: usize,
    letters: usize,
    listed: bool,
    mixed_case: bool,
    uninflected: bool,
    count: u32,
    earlier: Reverse<usize>,
}

impl Fullness {
    fn of(
        base: &str,
        entity: EntityType,
        weak: bool,
        writing: &Writing,
        order: usize,
        lexicon: &Lexicon,
    ) -> Self {
        let key = fold::key(base);
        let inner_capital = base
            .split([' ', '-'])
            .any(|word| word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase));
        Self {
            strong: !weak,
            whole: !writing.compound || entity == EntityType::Location,
            long_form: entity == EntityType::Person || !fold::is_acronym(base),
            words: key.split(' ').count(),
            letters: key.chars().filter(|c| *c != ' ').count(),
            listed: lexicon.is_listed(base),
            mixed_case: inner_capital,
            uninflected: base == writing.surface,
            count: writing.count,
            earlier: Reverse(order),
        }
    }
}
