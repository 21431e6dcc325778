//! The articles of `corpus/`, on which the benches run.
#![allow(dead_code, reason = "each bench uses a part")]

use std::fs;
use std::path::Path;

use depesche::{Analysis, Document, Pipeline};

/// The articles of one language (`de`, `en`), in order of their names.
pub fn articles(language: &str) -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(language);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the corpus is part of the project")
        .map(|entry| entry.expect("a file of the corpus").path())
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let text = fs::read_to_string(path).expect("an article is UTF-8");
        Document::new(path.display().to_string(), text)
    };
    paths.iter().map(read).collect()
}

/// The articles of one language as one text.
pub fn joined(language: &str) -> String {
    let texts: Vec<String> = articles(language)
        .into_iter()
        .map(|article| article.text)
        .collect();
    texts.join("\n\n")
}

/// The articles of one language and what the pipeline knows of them.
pub fn analysed(pipeline: &Pipeline, language: &str) -> Vec<(String, Analysis)> {
    articles(language)
        .into_iter()
        .map(|article| {
            let analysis = pipeline.analyse(&article);
            (article.text, analysis)
        })
        .collect()
}
