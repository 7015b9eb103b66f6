package io.agp.cli;

import io.agp.experiments.learned.TrainingProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows the training of a base recommender: a bar on a terminal, now and then a line elsewhere. */
final class TrainingBar implements Consumer<TrainingProgress>, AutoCloseable {
  private static final int LINE_EVERY = 10;

  private final PrintWriter err;
  private final boolean terminal = Boolean.getBoolean("agp.terminal");
  private @Nullable ProgressBar bar;

  TrainingBar(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void accept(TrainingProgress progress) {
    if (terminal) {
      ProgressBar shown = bar == null ? open(progress) : bar;
      bar = shown;
      shown.stepTo(progress.epoch());
      shown.setExtraMessage(text(progress));
    } else if (progress.epoch() % LINE_EVERY == 0) {
      err.printf("  %s epoch %d: %s%n", progress.recommender(), progress.epoch(), text(progress));
      err.flush();
    }
  }

  private static ProgressBar open(TrainingProgress progress) {
    return new ProgressBarBuilder()
        .setTaskName(progress.recommender())
        .setInitialMax(progress.epochs())
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(100)
        .build();
  }

  private static String text(TrainingProgress progress) {
    return String.format(
        Locale.ROOT,
        "loss %.4f, validation NDCG@10 %.4f, best %.4f in epoch %d",
        progress.loss(),
        progress.ndcg(),
        progress.bestNdcg(),
        progress.bestEpoch());
  }

  /** Ends the bar; the next training opens another. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
