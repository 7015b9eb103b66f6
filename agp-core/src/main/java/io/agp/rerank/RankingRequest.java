package io.agp.rerank;

import io.agp.Item;
import io.agp.ModelRanking;
import io.agp.Ranking;
import io.agp.concurrent.Futures;
import io.agp.internal.Candidates;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One question that ranks: what is asked, in which order the prompt shows the candidates, and how
 * the answer becomes a ranking with its provenance. Immutable and thread-safe.
 *
 * <pre>{@code
 * CompletableFuture<Ranking> ranking =
 *     RankingRequest.of(request, candidates).shownAs(new int[] {2, 0, 1}).ask(llm, deadline);
 * }</pre>
 */
public final class RankingRequest {
  private final LlmRequest request;
  private final List<Item> candidates;
  private final int[] shown;
  private final boolean freeForm;

  private RankingRequest(LlmRequest request, List<Item> candidates, int[] shown, boolean freeForm) {
    this.request = request;
    this.candidates = candidates;
    this.shown = shown;
    this.freeForm = freeForm;
  }

  /**
   * A question whose prompt shows the candidates in base order and wants JSON alone.
   *
   * @param request what the model is asked; shows the candidates as {@link
   *     io.agp.prompt.DataBlock#numbered} does
   * @param candidates the candidates in base order, best first; ids must differ
   * @return the question
   * @throws IllegalArgumentException if two candidates share an id
   */
  public static RankingRequest of(LlmRequest request, List<Item> candidates) {
    Objects.requireNonNull(request, "request");
    List<Item> checked = Candidates.checked(candidates);
    int[] base = new int[checked.size()];
    Arrays.setAll(base, place -> place);
    return new RankingRequest(request, checked, base, false);
  }

  /**
   * This question for a prompt that shows the candidates in another order. The ranking still speaks
   * of the base order, and candidates that an answer leaves out still follow in base order.
   *
   * @param places the place in the base order (from 0) of the candidate that the prompt shows as 1,
   *     of that shown as 2, …: a permutation of 0..k-1. Copied
   * @return a new question
   * @throws IllegalArgumentException if it is not such a permutation
   */
  public RankingRequest shownAs(int[] places) {
    int[] copy = places.clone();
    int[] sorted = places.clone();
    Arrays.sort(sorted);
    boolean permutation = sorted.length == candidates.size();
    for (int place = 0; permutation && place < sorted.length; place++) {
      permutation = sorted[place] == place;
    }
    if (!permutation) {
      throw new IllegalArgumentException(
          String.format(
              "The order shown must be a permutation of 0..%d, was %s",
              candidates.size() - 1, Arrays.toString(copy)));
    }
    return new RankingRequest(request, candidates, copy, freeForm);
  }

  /**
   * This question for a prompt that leaves room around the numbers or asks for another form than
   * JSON: such an answer does not count as repaired for its form.
   *
   * @return a new question
   */
  public RankingRequest freeForm() {
    return new RankingRequest(request, candidates, shown, true);
  }

  /**
   * What the model is asked.
   *
   * @return the request
   */
  public LlmRequest request() {
    return request;
  }

  /**
   * The candidates in base order.
   *
   * @return an immutable list
   */
  public List<Item> candidates() {
    return candidates;
  }

  /**
   * The candidates as the prompt shows them, from number 1 on.
   *
   * @return an immutable list
   */
  public List<Item> shown() {
    return Arrays.stream(shown).mapToObj(candidates::get).toList();
  }

  /**
   * Asks a model. An answer that is not of the form asked for ({@link LlmException.SchemaMismatch})
   * is paid for, and read like any other.
   *
   * @param llm the model
   * @param deadline when the answer must be there
   * @return a future with the ranking, or failed as the call failed or as {@link #read} fails;
   *     cancelling it cancels the call
   */
  public CompletableFuture<Ranking> ask(LlmClient llm, Deadline deadline) {
    CompletableFuture<LlmResponse> call = llm.completeAsync(request, deadline);
    CompletableFuture<LlmResponse> answer = call.exceptionally(RankingRequest::otherForm);
    Futures.cancelWith(answer, call);
    return Futures.map(answer, this::read);
  }

  private static LlmResponse otherForm(Throwable failure) {
    if (Futures.unwrap(failure) instanceof LlmException.SchemaMismatch mismatch
        && mismatch.details().partialText().isPresent()) {
      return new LlmResponse(
          mismatch.details().partialText().get(),
          mismatch.usage(),
          "",
          mismatch.details().requestId(),
          false);
    }
    throw failure instanceof CompletionException wrapped
        ? wrapped
        : new CompletionException(failure);
  }

  /**
   * Reads an answer.
   *
   * @param response what the model answered
   * @return the ranking; its source is {@link Ranking.Source#REPAIRED} if something was mended,
   *     else {@link Ranking.Source#CACHE} for a stored answer, else {@link Ranking.Source#LLM}
   * @throws LlmException.UnreadableAnswer if the answer names none of the candidates
   */
  public Ranking read(LlmResponse response) {
    ReadRanking answer = RankingReader.read(response.text(), shown());
    if (answer.named() == 0) {
      throw new LlmException.UnreadableAnswer(
          String.format(
              "The answer (%d characters) names none of the %d candidates",
              response.text().length(), candidates.size()),
          null);
    }
    Set<Ranking.Repair> repairs = new HashSet<>(answer.repairs());
    if (freeForm) {
      repairs.remove(Ranking.Repair.WRAPPED);
    }
    int[] order = inBaseOrder(answer);
    return Ranking.builder(candidates, source(repairs, response))
        .order(order)
        .repairs(repairs)
        .cost(response.cached() ? 0 : 1, response.usage())
        .answers(
            List.of(
                new ModelRanking(shown(), Arrays.stream(order).mapToObj(candidates::get).toList())))
        .build();
  }

  /** Goes back from the order shown to the base order; what was not named follows in the latter. */
  private int[] inBaseOrder(ReadRanking answer) {
    int[] order = Arrays.stream(answer.order()).map(place -> shown[place]).toArray();
    Arrays.sort(order, answer.named(), order.length);
    return order;
  }

  private static Ranking.Source source(Set<Ranking.Repair> repairs, LlmResponse response) {
    if (!repairs.isEmpty()) {
      return Ranking.Source.REPAIRED;
    }
    return response.cached() ? Ranking.Source.CACHE : Ranking.Source.LLM;
  }
}
