package io.agp.feedback;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.Ranking;
import java.util.List;

/**
 * Position feedback from clicks, where a gain is what a click weighs: F(u) as {@link
 * PositionFeedback} has it, its deviations weighted.
 */
final class ClickFeedback {
  private ClickFeedback() {}

  static Feedback of(LabelledUser user, Ranking ranking) {
    PositionFeedback feedback = PositionFeedback.of(user, ranking);
    StringBuilder text = new StringBuilder();
    double weighted = 0;
    for (PositionFeedback.Position position : feedback.positions()) {
      Item item = position.item();
      weighted += user.gains().getOrDefault(item.id(), 0.0) * position.deviation();
      if (position.deviation() > 0) {
        text.append(text.isEmpty() ? "" : "\n").append(line(position, user.candidates()));
      }
    }
    int most = feedback.positions().size() * (ranking.items().size() - 1);
    return new Feedback(most == 0 ? 0 : Math.min(1, weighted / most), text.toString());
  }

  private static String line(PositionFeedback.Position position, List<Item> shown) {
    return String.format(
        "%s It had been shown %s.",
        position.inWords(), PositionFeedback.ordinal(shown.indexOf(position.item()) + 1));
  }
}
