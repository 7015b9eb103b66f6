package io.agp.cli;

import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.HeldOutUser;
import io.agp.experiments.learned.EmbeddingFile;
import io.agp.experiments.learned.LearnedRecommender;
import io.agp.experiments.recommend.Recommender;
import io.agp.experiments.report.RunFiles;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the candidates that a base recommender makes for testing. */
@Command(
    name = "candidates",
    description = {
      "Fits a base recommender without anybody's last two interactions and writes its best items for",
      "every user, those of the history (all but the last interaction) removed: lists to rerank and",
      "to test with. A training that was killed goes on where it stopped if --save-model was given."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp candidates --data ml-latest-small --recommender sasrec --top-k 20 --out lists.tsv",
      "  agp candidates --data ml-latest-small --recommender lightgcn --top-k 100 --as trec \\",
      "                 --out lists.trec --save-model lightgcn.safetensors --embeddings vectors.jsonl",
      "  agp train --data ml-latest-small --recommender file:lists.tsv --run runs/own"
    })
final class CandidatesCommand implements Callable<Integer> {
  enum Form {
    TSV,
    TREC
  }

  @Mixin DataOptions data = new DataOptions();
  @Mixin RecommenderOptions recommender = new RecommenderOptions();

  @Option(
      names = "--top-k",
      paramLabel = "K",
      defaultValue = "10",
      description = "Items a user. Default: ${DEFAULT-VALUE}.")
  int topK;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where the lists go; replaced if it exists.")
  Path out = Path.of("");

  @Option(
      names = "--as",
      paramLabel = "FORM",
      defaultValue = "tsv",
      description =
          "tsv: the user, a tab, item ids best first; trec: a TREC run. Default: ${DEFAULT-VALUE}.")
  Form form = Form.TSV;

  @Option(
      names = "--save-model",
      paramLabel = "FILE",
      description = "Also keep the trained recommender, for --recommender model:FILE.")
  @Nullable Path model;

  @Option(
      names = "--embeddings",
      paramLabel = "FILE",
      description = "Also write the vectors of all users and items as JSON lines.")
  @Nullable Path embeddings;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    requireArguments();
    PrintWriter log = spec.commandLine().getErr();
    BaseRanking base =
        BaseRanking.fit(
            data.dataset(),
            recommender,
            Optional.ofNullable(model)
                .map(file -> file.resolveSibling(file.getFileName() + ".checkpoint")),
            log);
    BaseRanking.print(log, base.problems());
    keep(base);
    List<HeldOutUser> users = base.split().users();
    List<List<Item>> lists =
        users.stream()
            .parallel()
            .map(user -> base.recommender().topK(user.beforeTest(), topK))
            .toList();
    write(users, lists, base.recommender());
    report(base, users, lists);
    return 0;
  }

  /** What is wrong is said before a training that may take hours. */
  private void requireArguments() {
    if (topK < 1) {
      throw new IllegalArgumentException("--top-k must be at least 1, was " + topK);
    }
    requireFolder("--out", out);
    requireFolder("--save-model", model);
    requireFolder("--embeddings", embeddings);
  }

  private static void requireFolder(String option, @Nullable Path file) {
    Path folder = file == null ? null : file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          option + " " + file + ": the folder " + folder + " must exist");
    }
  }

  private void keep(BaseRanking base) {
    if (model == null && embeddings == null) {
      return;
    }
    if (!(base.recommender() instanceof LearnedRecommender learned)) {
      throw new IllegalArgumentException(
          "--save-model and --embeddings need a recommender that is trained, "
              + base.recommender().name()
              + " has no vectors");
    }
    if (model != null) {
      learned.save(model);
    }
    if (embeddings != null) {
      List<User> users = base.split().users().stream().map(HeldOutUser::beforeTest).toList();
      EmbeddingFile.write(learned, users, embeddings);
    }
  }

  private void write(List<HeldOutUser> users, List<List<Item>> lists, Recommender made) {
    Map<String, List<String>> byUser = new LinkedHashMap<>();
    for (int i = 0; i < lists.size(); i++) {
      byUser.put(users.get(i).id(), lists.get(i).stream().map(Item::id).toList());
    }
    if (form == Form.TREC) {
      RunFiles.writeTrec(byUser, made.name().replaceAll("\\s+", "-"), out);
    } else {
      RunFiles.writeCandidates(byUser, out);
    }
  }

  private void report(BaseRanking base, List<HeldOutUser> users, List<List<Item>> lists) {
    int found = 0;
    for (int i = 0; i < lists.size(); i++) {
      found += lists.get(i).contains(users.get(i).target()) ? 1 : 0;
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %d users, top %d of %s; the last item of %d users (%.1f %%) is in their list. %s%n",
            base.dataset().name(),
            users.size(),
            topK,
            base.recommender().name(),
            found,
            100.0 * found / Math.max(1, users.size()),
            out);
  }
}
