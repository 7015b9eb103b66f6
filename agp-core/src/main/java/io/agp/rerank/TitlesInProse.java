package io.agp.rerank;

import java.util.Optional;

/** Finds titles in running text, in the order they first come; one alone is no ranking. */
final class TitlesInProse implements RankingReader.Reading {
  @Override
  public Optional<Mentions> find(AnswerText answer, TitleIndex titles) {
    Optional<Mentions.Mention> whole = titles.exactly(answer.text().strip());
    Mentions mentions = whole.isPresent() ? new Mentions() : titles.all(answer.text());
    whole.ifPresent(mentions::add);
    boolean enough = whole.isPresent() || Resolution.named(mentions, titles) >= 2;
    return enough ? Optional.of(mentions) : Optional.empty();
  }
}
