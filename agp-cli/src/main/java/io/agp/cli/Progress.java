package io.agp.cli;

import io.agp.optimize.LearningEvent;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows learning as it happens: a bar on a terminal, a line an epoch elsewhere. The launcher tells
 * which it is, as newer JDKs have a console in any case.
 */
final class Progress implements Consumer<LearningEvent>, AutoCloseable {
  private final PrintWriter out;
  private final boolean terminal;
  private @Nullable ProgressBar bar;
  private int kept;
  private int failed;

  Progress(PrintWriter out) {
    this(out, Boolean.getBoolean("agp.terminal"));
  }

  Progress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void accept(LearningEvent event) {
    if (event instanceof LearningEvent.BatchRanked batch) {
      failed += batch.failed();
      show(batch);
    } else if (event instanceof LearningEvent.EditDecided edit) {
      kept += edit.kept() ? 1 : 0;
    } else if (event instanceof LearningEvent.ProposalRefused refused && refused.dropped()) {
      say("  a proposal was dropped (" + refused.guard() + "): " + refused.reason());
    } else if (event instanceof LearningEvent.CallFailed) {
      failed++;
    } else if (event instanceof LearningEvent.Validated validated) {
      show(validated);
    } else if (event instanceof LearningEvent.SliceAtRisk slice) {
      say(text(slice));
    } else if (event instanceof LearningEvent.PolicyFinished finished) {
      close();
      say(text(finished, failed));
    } else if (event instanceof LearningEvent.Finished finished) {
      close();
      say(
          String.format(
              Locale.ROOT,
              "  finished after %d epoch(s); %d edit(s) kept, %d failed call(s)",
              finished.epochs(),
              kept,
              failed));
    }
  }

  private static String text(LearningEvent.SliceAtRisk slice) {
    return String.format(
        Locale.ROOT,
        "  epoch %d: prompt %s wins the mean, but users with %s (%d) may lose more than %.2f: %+.3f,"
            + " lower bound %+.3f%s",
        slice.epoch(),
        slice.challenger().shortHash(),
        slice.slice(),
        slice.n(),
        slice.margin(),
        slice.difference(),
        slice.low(),
        slice.refused() ? "; refused" : "");
  }

  private static String text(LearningEvent.PolicyFinished finished, int failed) {
    String validated =
        finished.ndcg().isPresent()
            ? String.format(
                Locale.ROOT, ", NDCG %.3f on the validation users", finished.ndcg().getAsDouble())
            : "";
    return String.format(
        "  finished after %d iteration(s), kept is number %d with %d round(s)%s; %d failed call(s)",
        finished.epochs(), finished.chosen(), finished.rounds(), validated, failed);
  }

  private void show(LearningEvent.BatchRanked batch) {
    String text =
        String.format(Locale.ROOT, "epoch %d NDCG %.3f", batch.epoch(), batch.runningNdcg());
    if (terminal) {
      ProgressBar shown = bar == null ? open(batch) : bar;
      bar = shown;
      shown.stepTo((long) (batch.epoch() - 1) * batch.batches() + batch.batch());
      shown.setExtraMessage(text);
    } else if (batch.batch() == batch.batches()) {
      say("  " + text + " over " + batch.batches() + " batches of training users");
    }
  }

  private static ProgressBar open(LearningEvent.BatchRanked batch) {
    return new ProgressBarBuilder()
        .setTaskName("learning")
        .setInitialMax((long) batch.epochs() * batch.batches())
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(100)
        .build();
  }

  private void show(LearningEvent.Validated validated) {
    say(
        String.format(
            Locale.ROOT,
            "  epoch %d: prompt %s has NDCG %.3f on the validation users (%+.3f to the champion):"
                + " %s",
            validated.epoch(),
            validated.challenger().shortHash(),
            validated.ndcg(),
            validated.comparison().meanDifference(),
            validated.promoted() ? "promoted" : "not promoted"));
  }

  private void say(String line) {
    if (bar != null) {
      out.println();
    }
    out.println(line);
    out.flush();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
