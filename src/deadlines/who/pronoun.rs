//! What a pronoun stands for.

use super::nouns::phrases;
use super::{Noun, Scene};
use crate::analysis::{DeadlineKind, EntityType, Gender, Number, Upos};
use crate::deadlines::grammar::Small;
use crate::language::Language;
use crate::text::TokenRange;

/// What a pronoun and its verb tell of what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Agreement {
    number: Number,
    /// None for a plural, and for the English "it".
    gender: Option<Gender>,
    /// Whether it is a person, where the pronoun tells.
    person: Option<bool>,
}

impl Scene<'_> {
    /// True for a noun that is one pronoun.
    pub(super) fn is_pronoun(&self, noun: Noun) -> bool {
        noun.tokens.len() == 1 && self.layer.tokens[noun.head].upos == Upos::Pron
    }

    /// What a pronoun may stand for: a phrase before it in its sentence, else the subject of a sentence before, else
    /// another phrase there that is certain to agree. A subject that is a pronoun itself leads farther back.
    pub(super) fn referent(&self, pronoun: Noun) -> Option<Noun> {
        let wanted = self.agreement(pronoun)?;
        let near = pronoun.tokens.start.saturating_sub(LONGEST_SENTENCE);
        let before = TokenRange {
            start: self.sentence.start.max(near),
            end: pronoun.tokens.start,
        };
        let in_sentence = phrases(self.layer, before).iter().map(|phrase| Noun {
            tokens: phrase.tokens,
            head: phrase.head as usize,
        });
        let mut in_sentence = in_sentence.filter(|noun| {
            !self.is_pronoun(*noun) && !self.is_governed(*noun) && !self.overlaps_date(noun.tokens)
        });
        if let Some(noun) = in_sentence.find(|noun| self.agrees_with(*noun, wanted) != Some(false)) {
            return Some(self.with_followers(noun));
        }
        let index = self.layer.sentence_of(self.sentence.range().start);
        for back in 1..=SENTENCES {
            let Some(sentence) = index
                .checked_sub(back)
                .and_then(|at| self.layer.sentences.get(at))
            else {
                break;
            };
            let sentence = sentence.tokens;
            if sentence.len() > LONGEST_SENTENCE as usize {
                continue;
            }
            let subject = self.subject_of_sentence(sentence);
            if let Some(subject) = subject.filter(|subject| !self.is_pronoun(*subject))
                && self.agrees_with(subject, wanted) != Some(false)
            {
                return Some(subject);
            }
            let certain = phrases(self.layer, sentence).iter().find(|phrase| {
                let noun = Noun {
                    tokens: phrase.tokens,
                    head: phrase.head as usize,
                };
                self.agrees_with(noun, wanted) == Some(true)
                    && !self.is_pronoun(noun)
                    && !self.is_amount_of(noun.tokens, noun.head)
            });
            if let Some(phrase) = certain {
                return Some(self.extended(phrase));
            }
        }
        self.told_by_es(pronoun)
    }

    /// "Grund ist die Änderung des Gesetzes. **Es** tritt im Mai in Kraft": where no noun agrees, what the sentence before
    /// is about.
    fn told_by_es(&self, pronoun: Noun) -> Option<Noun> {
        let begins = pronoun.tokens.start == self.sentence.start;
        let stays =
            self.kind == DeadlineKind::Scheduled || !Small::It.is(&self.word(pronoun.head), Language::German);
        if !begins || stays {
            return None;
        }
        let sentence = self.layer.sentence_of(self.sentence.range().start);
        let before = self.layer.sentences.get(sentence.checked_sub(1)?)?.tokens;
        if before.len() > LONGEST_SENTENCE as usize {
            return None;
        }
        self.subject_of_sentence(before)
            .filter(|noun| !self.is_pronoun(*noun) && self.mention(*noun).is_none())
    }

    /// What the pronoun tells; none for those that stand for who speaks or for nobody.
    fn agreement(&self, pronoun: Noun) -> Option<Agreement> {
        let word = self.word(pronoun.head);
        let (number, gender, person) = match &word {
            word if Small::PronounMasculine.has(word) => (Number::Singular, Some(Gender::Masculine), None),
            word if Small::PronounNeuter.has(word) => (Number::Singular, Some(Gender::Neuter), Some(false)),
            word if Small::PronounOpen.has(word) && self.verb_beside_is_plural(pronoun.head) => {
                (Number::Plural, None, None)
            }
            word if Small::PronounOpen.has(word) => (Number::Singular, Some(Gender::Feminine), None),
            word if Small::PronounPlural.has(word) => (Number::Plural, None, None),
            word if Small::PersonMasculine.has(word) => {
                (Number::Singular, Some(Gender::Masculine), Some(true))
            }
            word if Small::PersonFeminine.has(word) => (Number::Singular, Some(Gender::Feminine), Some(true)),
            word if Small::It.is(word, Language::English) => (Number::Singular, None, Some(false)),
            _ => return None,
        };
        Some(Agreement {
            number,
            gender,
            person,
        })
    }

    fn verb_beside_is_plural(&self, index: usize) -> bool {
        let near = index.saturating_sub(VERB_REACH)..(index + VERB_REACH).min(self.sentence.range().end);
        near.filter(|&at| self.sentence.contains(at) && self.layer.tokens[at].finite)
            .min_by_key(|&at| at.abs_diff(index))
            .is_some_and(|at| is_plural_verb(&self.word(at)))
    }

    /// Whether a noun agrees with the pronoun; none where the words do not tell.
    fn agrees_with(&self, noun: Noun, wanted: Agreement) -> Option<bool> {
        let phrase = self.phrase_of(noun.head);
        let joined = noun
            .tokens
            .range()
            .any(|index| Small::And.has(self.layer.word(index)));
        let number = match joined {
            true => Some(Number::Plural),
            false => phrase.and_then(|phrase| phrase.number),
        };
        if number.is_some_and(|number| number != wanted.number) {
            return Some(false);
        }
        let entity = self.mention(noun).map(|mention| mention.entity);
        let is_person = entity.map(|entity| entity == EntityType::Person);
        if let (Some(wanted), Some(is)) = (wanted.person, is_person)
            && wanted != is
        {
            return Some(false);
        }
        if wanted.number == Number::Plural {
            return number.map(|_| true);
        }
        let gender = wanted.gender?;
        match phrase.and_then(|phrase| phrase.gender) {
            Some(known) => Some(known == gender),
            None => article_agrees(&self.word(noun.tokens.range().start), gender),
        }
    }

    fn is_governed(&self, noun: Noun) -> bool {
        let start = noun.tokens.range().start;
        start > 0 && self.layer.tokens[start - 1].upos == Upos::Adp
    }
}

/// Whether a German article in the singular has the gender; none for a word that is no article, and for one that other
/// genders have too.
pub(super) fn article_agrees(article: &str, gender: Gender) -> Option<bool> {
    const GENDERS: [(Small, &[Gender]); 5] = [
        (Small::Neuter, &[Gender::Neuter]),
        (Small::MasculineNeuter, &[Gender::Masculine, Gender::Neuter]),
        (Small::Feminine, &[Gender::Feminine]),
        (Small::Masculine, &[Gender::Masculine]),
        (Small::MasculineFeminine, &[Gender::Masculine, Gender::Feminine]),
    ];
    let (_, genders) = GENDERS.iter().find(|(kind, _)| kind.has(article))?;
    match genders.contains(&gender) {
        true if genders.len() > 1 => None,
        is => Some(is),
    }
}

/// True for a German or English verb form that is a plural.
pub(super) fn is_plural_verb(word: &str) -> bool {
    word.ends_with("en") || word.ends_with("ern") || Small::PluralVerb.has(word)
}

/// So many sentences back a pronoun may reach.
const SENTENCES: usize = 3;
/// Longer sentences are not looked through, so that the time stays linear.
const LONGEST_SENTENCE: u32 = 150;
/// The verb of a pronoun stands no farther from it.
const VERB_REACH: usize = 4;
