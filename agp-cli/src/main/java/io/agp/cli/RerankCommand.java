package io.agp.cli;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.experiments.read.SampleData;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRole;
import io.agp.prompt.Prompt;
import io.agp.prompt.PromptPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reranks JSON lines from standard input to standard output. */
@Command(
    name = "rerank",
    description = {
      "Reranks JSON lines from standard input to standard output, in input order.",
      "A failed call gives the base order and says why; a bad line gives an error object."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nA line in, and the line out:%n",
    footer = {
      "  {\"user\":{\"id\":\"u1\",",
      "           \"history\":[{\"id\":\"1\",\"title\":\"Heat (1995)\"}]},",
      "   \"candidates\":[{\"id\":\"7\",\"title\":\"Sabrina (1995)\"},",
      "                 {\"id\":\"9\",\"title\":\"Casino (1995)\"}]}   (on one line)",
      "  {\"user\":\"u1\",\"ranking\":[\"9\",\"7\"],\"source\":\"LLM\",\"calls\":2,\"tokens\":344}",
      "Further fields of items and of the user are their attributes.",
      "",
      "Examples:",
      "  agp rerank --run runs/first < requests.jsonl",
      "  agp rerank --method dir --provider deepseek < requests.jsonl > rankings.jsonl"
    })
final class RerankCommand implements Callable<Integer> {
  private static final CompletableFuture<String> END = new CompletableFuture<>();

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "Use the prompt that this run learned (method agp).")
  @Nullable Path run;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      defaultValue = "agp",
      description =
          "agp, dir, cot, window or rpp. Without --run, agp uses the first prompt. Default: the run's, or"
              + " ${DEFAULT-VALUE}.")
  String method = "agp";

  @Option(
      names = "--history",
      paramLabel = "N",
      description = "How many of a user's latest items the model sees. Default: 5, or the run's.")
  @Nullable Integer history;

  @Option(
      names = "--dry-run",
      description =
          "Read the lines and print how many calls, tokens and USD their rankings can take at most,"
              + " by role. Nothing is sent or ranked.")
  boolean dryRun;

  @Mixin RoundsOptions ranking = new RoundsOptions();
  @Mixin ProviderOptions provider = new ProviderOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  private final AtomicReference<@Nullable LlmException> lasting = new AtomicReference<>();

  @Override
  public Integer call() throws InterruptedException {
    provider.budget.boundAnswers();
    @Nullable RunSettings settings = null;
    PromptPolicy policy = PromptPolicy.fixed(Prompt.initialProfilePrompt());
    Provider chosen = provider.provider == null ? Provider.SIMULATED : provider.provider;
    int length = 5;
    if (run != null) {
      RunFolder folder = RunFolder.open(run);
      settings = folder.readSettings();
      RunSettings learned = settings;
      PrintWriter err = spec.commandLine().getErr();
      policy = folder.readPolicy(learned, () -> folder.base(learned, err));
      method = method.equals("agp") ? Methods.learned(policy) : method;
      chosen = settings.takeOver(provider);
      length = settings.learning().history;
    }
    long seed = settings == null ? 1 : settings.seed();
    if (dryRun) {
      dryRun(chosen, policy, seed, history == null ? length : history);
      return 0;
    }
    Rounds rounds = new Rounds(ranking, seed);
    Collection<Item> known = SampleData.load().items().values();
    try (Model model = Model.open(chosen, provider, known, seed)) {
      if (chosen == Provider.SIMULATED) {
        spec.commandLine().getErr().println("agp: " + Report.SIMULATED);
        spec.commandLine().getErr().flush();
      }
      Reranker reranker =
          rounds
              .of(method, model.client(), policy, history == null ? length : history)
              .withFallback();
      stream(reranker, spec.commandLine().getOut());
      rounds.print(spec.commandLine().getErr());
      model.reached().ifPresent(limit -> lasting.compareAndSet(null, limit));
    }
    LlmException failure = lasting.get();
    return failure == null ? 0 : AgpCommand.exitCode(failure);
  }

  /** The rankings are made with a model that is not asked, and nobody sees them. */
  private void dryRun(Provider chosen, PromptPolicy policy, long seed, int length)
      throws InterruptedException {
    provider.budget.check();
    provider.budget.ledger(chosen, provider, Map.of()); // refuses limits without a price
    UnaskedModel model = UnaskedModel.verbose(DryRunTable.maxOutputTokens(provider.budget));
    UnaskedMethods methods = new UnaskedMethods(model, ranking, seed, policy, length);
    stream(methods.of(method).withFallback(), new PrintWriter(Writer.nullWriter()));
    Set<LlmRole> atMost = methods.dependOnAnswers(method);
    if (method.equals("agp")) {
      atMost.add(LlmRole.RERANK); // equal profiles of the same candidates are ranked once
    }
    DryRunTable.print(
        spec.commandLine().getOut(), SpendingBound.of(model, atMost), chosen, provider);
  }

  /** Reads and writes at the same time; the queue bounds how many rankings are under way. */
  private void stream(Reranker reranker, PrintWriter out) throws InterruptedException {
    BlockingQueue<CompletableFuture<String>> answers =
        new ArrayBlockingQueue<>(Math.max(1, provider.concurrency - 1));
    Thread writer = new Thread(() -> write(answers, out), "agp-rerank-writer");
    writer.start();
    try {
      read(reranker, answers);
    } finally {
      answers.put(END);
      writer.join();
    }
  }

  private void read(Reranker reranker, BlockingQueue<CompletableFuture<String>> answers)
      throws InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      String line;
      for (int number = 1; (line = in.readLine()) != null; number++) {
        if (!line.isBlank()) {
          answers.put(answer(reranker, number, line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read standard input", e);
    }
  }

  private CompletableFuture<String> answer(Reranker reranker, int number, String text) {
    RerankLine line;
    try {
      line = RerankLine.parse(number, text);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(RerankLine.badLine(number, e));
    }
    return reranker
        .rerankAsync(line.user(), line.candidates())
        .thenApply(
            ranking -> {
              note(ranking);
              return line.answer(ranking);
            });
  }

  /** Remembers a failure that no retry mends, for the exit code. */
  private void note(Ranking ranking) {
    ranking
        .failure()
        .filter(LlmException.class::isInstance)
        .map(LlmException.class::cast)
        .filter(failure -> !failure.isRetryable())
        .ifPresent(failure -> lasting.compareAndSet(null, failure));
  }

  private static void write(BlockingQueue<CompletableFuture<String>> answers, PrintWriter out) {
    try {
      CompletableFuture<String> answer;
      while ((answer = answers.take()) != END) {
        out.println(answer.join());
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
