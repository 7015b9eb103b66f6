package io.agp.experiments.protocol;

import io.agp.LabelledUser;
import io.agp.experiments.read.ImpressionLog;
import io.agp.feedback.ClickLabels;
import io.agp.feedback.Impression;
import io.agp.feedback.Propensities;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Users to learn from, to validate with and to test with from a log of impressions: of each user
 * the latest list of which something in the first k was clicked, with {@link ClickLabels}. The base
 * ranking is the list as shown, cut to k. Thread-safe.
 */
public final class ClickSamples {
  private ClickSamples() {}

  /**
   * Draws users. The same arguments give the same samples; how many users are drawn to test changes
   * neither of the other two.
   *
   * @param log the impressions
   * @param propensities how probable a look at each position is
   * @param mostWeight what the weight of a click is clipped to, at least 1
   * @param settings k, how many users, and the seed; protocol and negatives are not used
   * @return the samples; in their counts, {@code tooShort} are users without a history and {@code
   *     missed} those who clicked nothing in the first k
   * @throws IllegalArgumentException if {@code mostWeight} is less than 1, nothing in the first k
   *     was clicked, or there are too few users
   */
  public static Samples draw(
      ImpressionLog log, Propensities propensities, double mostWeight, ProtocolSettings settings) {
    List<Impression> cut =
        log.impressions().stream().map(one -> cut(one, settings.topK())).toList();
    ClickLabels labels = ClickLabels.of(cut, propensities, mostWeight);
    List<Impression> latest = latest(cut);
    List<LabelledUser> users =
        latest.stream()
            .filter(one -> !one.user().history().isEmpty())
            .flatMap(one -> labels.label(one).stream())
            .toList();
    long all = cut.stream().map(one -> one.user().id()).distinct().count();
    long clicking = latest.stream().filter(one -> !one.clicked().isEmpty()).count();
    UserCounts counts =
        new UserCounts(
            (int) all, (int) clicking - users.size(), (int) (all - clicking), users.size());
    return parts(users, counts, settings, log.name());
  }

  /** An impression as far as a reranker of k candidates goes. */
  private static Impression cut(Impression one, int topK) {
    var shown = one.shown().subList(0, Math.min(topK, one.shown().size()));
    Set<String> clicked = new HashSet<>(one.clicked());
    clicked.retainAll(shown.stream().map(item -> item.id()).toList());
    return new Impression(one.user(), one.time(), shown, clicked);
  }

  /** Of each user the last impression with a click, by time and then as in the file. */
  private static List<Impression> latest(List<Impression> impressions) {
    List<Impression> inTime = new ArrayList<>(impressions);
    inTime.sort(
        Comparator.comparing(
            (Impression one) ->
                one.time().map(time -> time.toEpochMilli()).orElse(Long.MIN_VALUE)));
    Map<String, Impression> latest = new LinkedHashMap<>();
    for (Impression one : inTime) {
      latest.merge(
          one.user().id(), one, (before, later) -> later.clicked().isEmpty() ? before : later);
    }
    return List.copyOf(latest.values());
  }

  private static Samples parts(
      List<LabelledUser> users, UserCounts counts, ProtocolSettings settings, String log) {
    int held = settings.trainUsers() + settings.validationUsers();
    if (users.size() < held + Math.min(1, settings.testUsers())) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %d users to learn from, %d to validate with and %d or fewer to test with need"
                  + " more than the %d who can take part, of %d: %d have no history, %d clicked"
                  + " nothing in the first %d",
              log,
              settings.trainUsers(),
              settings.validationUsers(),
              settings.testUsers(),
              counts.takingPart(),
              counts.users(),
              counts.tooShort(),
              counts.missed(),
              settings.topK()));
    }
    return Samples.cut(users, user -> user.user().id(), part -> part, counts, settings);
  }
}
