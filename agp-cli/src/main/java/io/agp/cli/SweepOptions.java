package io.agp.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** With what an experiment is run, and which of its cells. */
final class SweepOptions {
  @Mixin DataOptions data = new DataOptions();

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description =
          "The column's name; the paper's names of data sets, such as YELP or ML-1M, get a difference"
              + " to its values. Default: the folder's name.")
  @Nullable String column;

  @Option(
      names = {"--recommenders", "--recommender"},
      paramLabel = "NAME",
      arity = "1..*",
      description =
          "The base recommenders, each of which gets all rows. Default: the experiment's own.")
  List<String> recommenders = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that train the recommenders. Default: one a processor.")
  @Nullable Integer threads;

  @Option(
      names = "--users",
      paramLabel = "N",
      description = "The most test users. Default: the paper's number, 300 or 200.")
  @Nullable Integer users;

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description =
          "A folder for tables, cells and what is learned. Experiments of the same settings can"
              + " share one.")
  @Nullable Path run;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of everything. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(
      names = "--cells",
      paramLabel = "PATTERN",
      description =
          "Run those cells only whose names match, with * for any text; --dry-run tells the names."
              + " Default: all.")
  @Nullable String cells;

  @Option(
      names = "--dry-run",
      description = "Print the cells with the most calls that each can make, and run none.")
  boolean dryRun;

  @Mixin ProviderOptions provider = new ProviderOptions();
  @Mixin LearningOptions learning = new LearningOptions();
  @Mixin RppOptions rpp = new RppOptions();

  private static final int TEST_USERS = 300;
  private static final List<String> OF_AGP_ALONE =
      List.of("batchSize", "epochs", "acceptance", "history");

  /** The folder. */
  Path run() {
    if (run == null) {
      throw new IllegalArgumentException("Missing option: --run DIR, a folder for the results");
    }
    return run;
  }

  Provider chosen() {
    return provider.provider == null ? Provider.SIMULATED : provider.provider;
  }

  List<String> recommenders(ExperimentPlan plan) {
    return recommenders.isEmpty() ? plan.recommenders() : recommenders;
  }

  /**
   * The settings of the command line, and where it says nothing, those of the paper.
   *
   * @param named whether the command line names an option
   */
  SweepSettings settings(ExperimentPlan plan, Predicate<String> named) {
    if (users != null && users < 1) {
      throw new IllegalArgumentException("--users must be at least 1, was " + users);
    }
    RecommenderOptions recommender = new RecommenderOptions();
    recommender.seed = seed;
    Map<String, Object> settings =
        new RunSettings(
                data, recommender, seed, chosen(), provider, learning, LearningMethod.AGP, rpp)
            .asJson();
    JsonObject paper = plan.settings();
    for (String section : List.of("learning", "rpp")) {
      if (paper.fields().containsKey(section)) {
        Map<String, Object> changes = JsonMaps.plain(paper.object(section));
        changes.keySet().removeIf(name -> named.test(option(name)));
        JsonMaps.override(settings, section, changes, new ArrayList<>());
      }
    }
    return new SweepSettings(settings, users == null ? testUsers(paper) : users);
  }

  private static int testUsers(JsonObject paper) {
    return paper.fields().containsKey("testUsers") ? paper.integer("testUsers") : TEST_USERS;
  }

  /** The option of a setting: {@code --train-users} of {@code trainUsers}. */
  private static String option(String setting) {
    return "--" + setting.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Whether a cell is to be run. */
  boolean isWanted(Cell cell) {
    if (cells == null) {
      return true;
    }
    String pattern =
        List.of(cells.split("\\*", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return cell.id().matches(pattern);
  }

  /** The recommender's options for a cell, with the threads that change no number. */
  RecommenderOptions recommenderOptions(String name) {
    RecommenderOptions options = new RecommenderOptions();
    options.recommender = name;
    options.seed = seed;
    options.threads = threads;
    return options;
  }

  /** What a table says of how its values came about. */
  Map<String, String> described(ExperimentPlan plan, SweepSettings settings) {
    Map<String, Object> learned = settings.run().learning().asJson();
    if (plan.isRpp()) {
      learned.keySet().removeAll(OF_AGP_ALONE);
      learned.putAll(settings.run().rpp().asJson());
    }
    Map<String, String> described = new LinkedHashMap<>();
    described.put("model", modelId());
    described.put("base recommender", String.join(" and ", recommenders(plan)));
    learned.forEach(
        (name, value) -> described.put(name, value.toString().toLowerCase(Locale.ROOT)));
    described.put("testUsers", Integer.toString(settings.testUsers()));
    described.put("seed", Long.toString(seed));
    return described;
  }

  /** The model's id, or who answers if it is the provider's default. */
  String modelId() {
    return provider.model == null ? chosen().defaultModel() : provider.model;
  }
}
