package io.agp.rpp;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.User;
import io.agp.llm.LlmRequest;
import io.agp.rpp.internal.ActorCritic;
import io.agp.rpp.internal.Pooling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Few users, few sentences, and vectors of 4 numbers. */
final class TinyWorld {
  static final int DIMENSIONS = 4;
  static final SentenceEncoder SENTENCES = new HashingSentenceEncoder(16);
  static final Pattern ROLE = Pattern.ROLE_PLAYING;
  static final Pattern FORMAT = Pattern.OUTPUT_FORMAT;

  static final ActionSpace SPACE =
      ActionSpace.builder("films")
          .add(
              new ActionSet(
                  ROLE,
                  List.of(
                      new Action.Sentence("expert-1", "You know films."),
                      new Action.Sentence("intent-1", "You know people.")),
                  "expert-1"))
          .add(
              new ActionSet(
                  Pattern.HISTORY_RECORDS,
                  List.of(
                      new Action.MoreHistory("items-0", 0), new Action.MoreHistory("items-1", 1)),
                  "items-1"))
          .add(
              new ActionSet(
                  FORMAT,
                  List.of(
                      new Action.Sentence("example-1", "Answer with JSON."),
                      new Action.Sentence("plain-1", "Answer with numbers.")),
                  "example-1"))
          .build();

  private TinyWorld() {}

  /** Users whose parity their embedding tells; the relevant candidate is in a place of its own. */
  static List<LabelledUser> users(String prefix, int count) {
    List<LabelledUser> users = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = prefix + i;
      List<Item> candidates = new ArrayList<>();
      for (int c = 0; c < 4; c++) {
        candidates.add(Item.of(id + "/c" + c, "Film " + id + " " + "abcd".charAt(c)));
      }
      users.add(LabelledUser.of(user(id), candidates, id + "/c" + (i * 7 + 2) % 4));
    }
    return users;
  }

  static User user(String id) {
    return User.of(
        id,
        List.of(
            Item.of(id + "/1", "Old " + id),
            Item.of(id + "/2", "Seen " + id),
            Item.of(id + "/3", "Last " + id)));
  }

  static boolean even(User user) {
    return (user.id().charAt(user.id().length() - 1) - '0') % 2 == 0;
  }

  static UserEncoder userEncoder() {
    return new UserEncoder() {
      @Override
      public double[] encode(User user) {
        return even(user) ? new double[] {1, 0, 0.1, 0} : new double[] {0, 1, 0, 0.1};
      }

      @Override
      public boolean knows(User user) {
        return !user.id().startsWith("stranger");
      }

      @Override
      public String name() {
        return "parity";
      }

      @Override
      public int dimensions() {
        return DIMENSIONS;
      }
    };
  }

  static ItemEncoder itemEncoder() {
    return ItemEncoder.ofText(SENTENCES).projected(Projection.random(16, DIMENSIONS, 1));
  }

  static RppOptimizer.Builder optimizer(io.agp.llm.LlmClient llm) {
    return RppOptimizer.builder(llm, SPACE, userEncoder(), itemEncoder())
        .sentenceEncoder(SENTENCES);
  }

  /** A policy that has not learned, all agents at work. */
  static RppPolicy policy(int rounds, long seed) {
    return policy(rounds, seed, Map.of());
  }

  static RppPolicy policy(int rounds, long seed, Map<String, String> learnedOn) {
    AgentLayout layout =
        AgentLayout.perPattern(SPACE, Set.of(ROLE, Pattern.HISTORY_RECORDS, FORMAT));
    StateEncoder encoder =
        new StateEncoder(
            userEncoder(), itemEncoder(), SENTENCES, Projection.random(16, DIMENSIONS, 2));
    ActorCritic networks = ActorCritic.random(DIMENSIONS, layout.sizes(), Pooling.GRU, seed);
    return new RppPolicy(
        new PolicyCore(SPACE, layout, encoder, networks),
        new RppPolicy.Wording(RefinedSentences.none(), PromptAssembler.standing(), 5),
        rounds,
        learnedOn);
  }

  /** The titles of the candidates as a prompt shows them. */
  static List<String> shown(LlmRequest request) {
    List<String> blocks = Films.blocks(request.prompt());
    return Arrays.stream(blocks.get(blocks.size() - 1).split("\n", -1))
        .filter(line -> line.contains("\"title\""))
        .map(line -> line.replaceAll(".*\"title\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  /** The id of the user a prompt is about. */
  static String userOf(LlmRequest request) {
    return shown(request).get(0).split(" ", -1)[1];
  }

  /** An answer with the candidate whose title ends so first, or last. */
  static String answer(LlmRequest request, String letter, boolean first) {
    List<Integer> numbers = new ArrayList<>();
    List<String> shown = shown(request);
    for (int i = 0; i < shown.size(); i++) {
      boolean relevant = shown.get(i).endsWith(letter);
      numbers.add(relevant == first ? 0 : numbers.size(), i + 1);
    }
    if (!first) {
      numbers.remove(Integer.valueOf(relevantNumber(shown, letter)));
      numbers.add(relevantNumber(shown, letter));
    }
    return "{\"ranking\": " + numbers + "}";
  }

  private static int relevantNumber(List<String> shown, String letter) {
    for (int i = 0; i < shown.size(); i++) {
      if (shown.get(i).endsWith(letter)) {
        return i + 1;
      }
    }
    throw new IllegalStateException("No candidate ends with " + letter);
  }

  /** The last letter of a user's relevant candidate. */
  static String relevantLetter(String userId) {
    int number = Integer.parseInt(userId.replaceAll("\\D", ""));
    return String.valueOf("abcd".charAt((number * 7 + 2) % 4));
  }

  /** Ranks the relevant candidate first where the role suits the user's parity, else last. */
  static String obedient(LlmRequest request) {
    String user = userOf(request);
    boolean people = request.prompt().contains("You know people.");
    boolean evenUser = (user.charAt(user.length() - 1) - '0') % 2 == 0;
    return answer(request, relevantLetter(user), people == evenUser);
  }
}
