"""Word clusters for the student: skip-gram vectors of free text, cut into classes by k-means.

    python clusters.py --lang de --text ../data/text --ner ../data/ner --wikinews OUT --out clusters.de.tsv

Output: `word<TAB>class`, most frequent word first; case is kept, words with digits are left out.
"""

import argparse
import collections
import itertools
import pathlib
import re

import numpy as np
from gensim.models import Word2Vec
from sklearn.cluster import MiniBatchKMeans

from text import open_text, read_tagged, sentences_of, split_english_genitive

NER = {
    "de": ("germeval2014", "smartdata", "mobie", "wikinews"),
    "en": ("uner_ewt_en", "redocred_en", "crossner_en", "wnut17_en", "btc_en"),
}
DIGITS = re.compile(r"\d+")


def sentences(args):
    for path in sorted((args.text / args.lang).glob("*.txt.gz")):
        tokenised = "tokenised" in path.name
        with open_text(path) as file:
            for line in itertools.islice(file, 0, None, args.every if "bundestag" in path.name else 1):
                cut = [line.split()] if tokenised else sentences_of(line)
                for sentence in cut:
                    yield split_english_genitive(sentence) if args.lang == "en" and not tokenised else sentence
    for name in NER[args.lang]:
        path = args.wikinews / "train.tsv" if name == "wikinews" else args.ner / name / "train.tsv"
        for tokens, _ in read_tagged(path):
            yield tokens


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lang", choices=("de", "en"), required=True)
    parser.add_argument("--text", type=pathlib.Path, required=True)
    parser.add_argument("--ner", type=pathlib.Path, required=True)
    parser.add_argument("--wikinews", type=pathlib.Path, required=True, help="output of project_wikinews.py")
    parser.add_argument("--out", required=True)
    parser.add_argument("--clusters", type=int, default=1024)
    parser.add_argument("--dimensions", type=int, default=64)
    parser.add_argument("--window", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--min-count", type=int, default=5)
    parser.add_argument("--every", type=int, default=1, help="take every n-th paragraph of the parliament's speeches")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="more than one is not reproducible")
    args = parser.parse_args()
    corpus = [[DIGITS.sub("0", token) for token in sentence] for sentence in sentences(args)]
    print(len(corpus), "sentences", sum(map(len, corpus)), "tokens", flush=True)
    model = Word2Vec(
        corpus, vector_size=args.dimensions, window=args.window, sg=1, negative=5, sample=1e-4, shrink_windows=False,
        min_count=args.min_count, epochs=args.epochs, seed=args.seed, workers=args.workers,
    )
    words = model.wv.index_to_key
    vectors = model.wv.vectors / np.linalg.norm(model.wv.vectors, axis=1, keepdims=True)
    # means are found on the more frequent words; every word then gets its nearest mean
    means = MiniBatchKMeans(args.clusters, batch_size=4096, n_init=1, max_iter=40, random_state=args.seed)
    means.fit(vectors[:30_000])
    classes = means.predict(vectors)
    with open(args.out, "w", encoding="utf-8") as out:
        for word, number in zip(words, classes):
            if "0" not in word:
                out.write(f"{word}\t{number}\n")
    members = collections.defaultdict(list)
    for word, number in zip(words, classes):
        members[number].append(word)
    for number in sorted(members)[:: args.clusters // 30]:
        print(number, len(members[number]), " ".join(members[number][:12]))


if __name__ == "__main__":
    main()
