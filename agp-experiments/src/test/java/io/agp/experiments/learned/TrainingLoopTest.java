package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLoopTest {
  private static final TrainingOptions OPTIONS =
      TrainingOptions.DEFAULT.withThreads(1).withPatience(3);

  private final Sequences data = Sequences.of(Planted.small());
  private final List<TrainingProgress> progress = new ArrayList<>();
  @TempDir private Path dir;

  /**
   * A random walk with momentum. The epochs that are named rank validation items first, the better
   * the later they are named; all others rank them last.
   */
  private class Walk implements Trainable {
    private final List<Integer> goodEpochs;
    private final Tensor weight = Tensor.zeros("weight", 1, 1);
    private final Tensor momentum = Tensor.zeros("momentum", 1, 1);
    private final Tensor epochs = Tensor.zeros("epochs", 1, 1);
    private final List<Float> path = new ArrayList<>();

    Walk(Integer... goodEpochs) {
      this.goodEpochs = List.of(goodEpochs);
    }

    @Override
    public String name() {
      return "Walk";
    }

    @Override
    public String settings() {
      return "good " + goodEpochs;
    }

    @Override
    public double epoch(long seed, Workers workers) {
      float step = (float) new SplittableRandom(seed).nextDouble();
      momentum.values()[0] = .5f * momentum.values()[0] + step;
      weight.values()[0] += momentum.values()[0];
      epochs.values()[0]++;
      path.add(weight.values()[0]);
      return step;
    }

    @Override
    public List<Tensor> parameters() {
      return List.of(weight);
    }

    @Override
    public List<Tensor> state() {
      return List.of(momentum, epochs);
    }

    @Override
    public Scorer scorer(Workers workers) {
      int rank = goodEpochs.indexOf((int) epochs.values()[0]);
      return (user, history, scores) -> {
        boolean good = rank >= 0 && user <= 10 * rank;
        scores[data.validation(user)] = good ? 1 : -1;
      };
    }

    float weight() {
      return weight.values()[0];
    }
  }

  private Walk trained(TrainingOptions options, Integer... goodEpochs) {
    Walk walk = new Walk(goodEpochs);
    TrainingLoop.run(walk, data, options.withProgress(progress::add), 20);
    return walk;
  }

  @Test
  void theWeightsOfTheBestEpochAreKept() {
    Walk walk = trained(OPTIONS, 2, 4);

    assertThat(walk.path).as("4 is the best, and patience is 3").hasSize(7);
    assertThat(walk.weight()).isEqualTo(walk.path.get(3));
    assertThat(progress)
        .extracting(TrainingProgress::bestEpoch)
        .containsExactly(1, 2, 2, 4, 4, 4, 4);
  }

  @Test
  void progressTellsEachEpoch() {
    Walk walk = trained(OPTIONS, 2);

    TrainingProgress last = progress.get(progress.size() - 1);
    assertThat(progress).extracting(TrainingProgress::epoch).containsExactly(1, 2, 3, 4, 5);
    assertThat(last.recommender()).isEqualTo("Walk");
    assertThat(last.epochs()).isEqualTo(20);
    assertThat(last.ndcg()).isZero();
    assertThat(last.bestNdcg()).isEqualTo(1 / 120.);
    assertThat(progress.get(0).loss()).isEqualTo((double) walk.path.get(0));
  }

  @Test
  void noMoreEpochsThanTheOptionsSay() {
    assertThat(trained(OPTIONS.withEpochs(2), 2, 4).path).hasSize(2);
    assertThat(trained(OPTIONS.withPatience(100)).path).as("the default").hasSize(20);
  }

  @Test
  void withoutValidationItemsAllEpochsAreTrainedAndTheLastIsKept() {
    Split split = Planted.split(6, 12, 2, 2, 1);
    assertThat(split.users()).isEmpty();
    Walk walk = new Walk();
    TrainingLoop.run(walk, Sequences.of(split), OPTIONS, 20);

    assertThat(walk.path).hasSize(20);
    assertThat(walk.weight()).isEqualTo(walk.path.get(19));
  }

  @Test
  void theSeedDecidesTheSteps() {
    assertThat(trained(OPTIONS).path).isEqualTo(trained(OPTIONS).path);
    assertThat(trained(OPTIONS).path).isNotEqualTo(trained(OPTIONS.withSeed(2)).path);
  }

  @Test
  void aTrainingThatWasKilledAfterAnyEpochEndsAsIfItWasNot() {
    float expected = trained(OPTIONS, 2, 4).weight();
    for (int killed = 1; killed <= 7; killed++) {
      Path checkpoint = dir.resolve("checkpoint" + killed);
      TrainingOptions options = OPTIONS.withCheckpoint(checkpoint);
      Walk first = new Walk(2, 4);
      kill(first, options, killed);
      Walk second = trained(options, 2, 4);

      assertThat(first.path).hasSize(killed);
      assertThat(second.path).as("goes on with the epoch after").hasSize(7 - killed);
      assertThat(second.weight()).isEqualTo(expected);
      assertThat(checkpoint).doesNotExist();
    }
  }

  private void kill(Walk walk, TrainingOptions options, int epoch) {
    Consumer<TrainingProgress> killer =
        at -> {
          if (at.epoch() == epoch) {
            throw new ArithmeticException("killed");
          }
        };
    assertThatThrownBy(() -> TrainingLoop.run(walk, data, options.withProgress(killer), 20))
        .hasMessage("killed");
  }

  @Test
  void moreEpochsCanBeAskedForWhenGoingOn() {
    Path checkpoint = dir.resolve("checkpoint");
    kill(new Walk(2, 4), OPTIONS.withCheckpoint(checkpoint).withEpochs(2), 2);

    Walk resumed = trained(OPTIONS.withCheckpoint(checkpoint).withEpochs(5), 2, 4);

    assertThat(resumed.path).hasSize(3);
    assertThat(resumed.weight()).isEqualTo(trained(OPTIONS.withEpochs(5), 2, 4).weight());
  }

  @Test
  void checkpointsOfOtherTrainingsAreRefused() {
    Path checkpoint = dir.resolve("checkpoint");
    TrainingOptions options = OPTIONS.withCheckpoint(checkpoint);
    kill(new Walk(2), options, 1);

    assertThatThrownBy(() -> trained(options.withSeed(9), 2))
        .isInstanceOf(DataException.class)
        .hasMessage(
            checkpoint
                + ": must be a checkpoint of this training: its seed is \"1\", not \"9\"; delete it"
                + " to begin anew");
    assertThatThrownBy(() -> trained(options, 3))
        .hasMessageContaining("its settings is \"good [2]\", not \"good [3]\"");
    Sequences other = Sequences.of(Planted.split(120, 96, 8, 8, 6));
    assertThatThrownBy(() -> TrainingLoop.run(new Walk(2), other, options, 20))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("its data is");
    assertThat(checkpoint).exists();
  }

  @Test
  void checkpointsThatAreNoneAreLocatedErrors() throws IOException {
    Path checkpoint = Files.writeString(dir.resolve("checkpoint"), "not a checkpoint");
    TrainingOptions options = OPTIONS.withCheckpoint(checkpoint);
    assertThatThrownBy(() -> trained(options))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(checkpoint + ": must be an undamaged tensor file");

    Walk walk = new Walk();
    Map<String, String> texts =
        Map.of("model", "Walk", "settings", "good []", "seed", "1", "data", data.fingerprint());
    TensorFile.write(checkpoint, texts, List.of());
    assertThatThrownBy(() -> trained(options))
        .hasMessage(checkpoint + ": must hold the tensor weight of shape [1, 1]");
    List<Tensor> tensors = new ArrayList<>(walk.parameters());
    tensors.add(walk.weight.named("best.weight"));
    walk.state().forEach(tensor -> tensors.add(tensor.named("state." + tensor.name())));
    TensorFile.write(checkpoint, texts, tensors);
    assertThatThrownBy(() -> trained(options))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("it does not say how far training got");
  }

  @Test
  void weightsOrLossesThatAreNotFiniteEndTheTraining() {
    Walk weights =
        new Walk() {
          @Override
          public double epoch(long seed, Workers workers) {
            parameters().get(0).values()[0] = Float.NaN;
            return 0;
          }
        };
    Walk loss =
        new Walk() {
          @Override
          public double epoch(long seed, Workers workers) {
            return Double.POSITIVE_INFINITY;
          }
        };
    assertThatThrownBy(() -> TrainingLoop.run(loss, data, OPTIONS, 20))
        .hasMessageContaining("its loss was Infinity in epoch 1");
    assertThatThrownBy(() -> TrainingLoop.run(weights, data, OPTIONS, 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The training of Walk must have a finite loss and finite weights, its loss was 0.0 in"
                + " epoch 1: lower the learning rate (good [])");
  }
}
