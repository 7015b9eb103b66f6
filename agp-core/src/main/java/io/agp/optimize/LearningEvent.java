package io.agp.optimize;

import io.agp.metrics.PairedBootstrap;
import io.agp.prompt.Prompt;
import java.util.OptionalDouble;

/**
 * What happens while learning, for progress bars and logs. Events come in order, from one thread.
 */
public sealed interface LearningEvent {
  /**
   * A batch was ranked with the current prompt.
   *
   * @param epoch the epoch, from 1
   * @param batch the batch within the epoch, from 1
   * @param batches batches in an epoch
   * @param epochs the most epochs there will be
   * @param ndcg mean NDCG@k of the batch
   * @param runningNdcg mean NDCG@k over all users of this epoch so far
   * @param meanPosition mean position of the relevant items in the batch
   * @param wrong users whose ranking has something to criticise
   * @param failed users who kept the base order because a call failed
   */
  record BatchRanked(
      int epoch,
      int batch,
      int batches,
      int epochs,
      double ndcg,
      double runningNdcg,
      double meanPosition,
      int wrong,
      int failed)
      implements LearningEvent {}

  /**
   * A proposed prompt, or a proposed sentence of one, was refused by a guard.
   *
   * @param epoch the epoch or step, from 1; 0 before the first
   * @param batch the batch or edit within it, from 1
   * @param guard which guard, by {@link PromptGuard#name()}
   * @param reason why
   * @param dropped {@code false} if the editor is asked once more
   */
  record ProposalRefused(int epoch, int batch, String guard, String reason, boolean dropped)
      implements LearningEvent {}

  /**
   * The acceptance rule decided on an edit.
   *
   * @param epoch the epoch, from 1
   * @param batch the batch within the epoch, from 1
   * @param proposed the edited prompt
   * @param kept whether learning goes on with it
   */
  record EditDecided(int epoch, int batch, Prompt proposed, boolean kept)
      implements LearningEvent {}

  /**
   * A call of the learner itself failed, so there was no edit or one critique less.
   *
   * @param epoch the epoch, from 1
   * @param batch the batch within the epoch, from 1
   * @param cause why
   */
  record CallFailed(int epoch, int batch, Throwable cause) implements LearningEvent {}

  /**
   * A prompt met the validation users and was held against the champion.
   *
   * @param epoch the epoch, from 1
   * @param challenger the prompt
   * @param ndcg its mean NDCG@k on the validation users
   * @param comparison its difference to the champion
   * @param promoted whether it became the champion
   */
  record Validated(
      int epoch, Prompt challenger, double ndcg, PairedBootstrap comparison, boolean promoted)
      implements LearningEvent {}

  /**
   * A prompt wins the mean, but it is not shown that a slice of the validation users loses less
   * than the margin.
   *
   * @param epoch the epoch, from 1
   * @param challenger the prompt
   * @param slice which users ("history up to 12")
   * @param n how many they are
   * @param difference their mean difference in NDCG@k to the champion
   * @param low its lower bound; those of all slices hold together with 95 %
   * @param margin how far a slice may fall, in NDCG
   * @param refused whether the prompt is not promoted because of it
   */
  record SliceAtRisk(
      int epoch,
      Prompt challenger,
      String slice,
      int n,
      double difference,
      double low,
      double margin,
      boolean refused)
      implements LearningEvent {}

  /**
   * Learning is over.
   *
   * @param epochs epochs that were run
   * @param learned the prompt that is its result
   */
  record Finished(int epochs, Prompt learned) implements LearningEvent {}

  /**
   * Learning is over; its result chooses a prompt for each user.
   *
   * @param epochs epochs that were run
   * @param chosen the epoch after which the result was as it is now, from 1
   * @param rounds calls for each ranking with it, at least 1
   * @param ndcg its mean NDCG@k on the validation users; empty if there are none
   */
  record PolicyFinished(int epochs, int chosen, int rounds, OptionalDouble ndcg)
      implements LearningEvent {}
}
