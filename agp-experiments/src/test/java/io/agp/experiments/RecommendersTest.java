package io.agp.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.User;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Split;
import io.agp.experiments.learned.LearnedRecommender;
import io.agp.experiments.learned.TrainingOptions;
import io.agp.experiments.learned.TrainingProgress;
import io.agp.experiments.read.SampleData;
import io.agp.experiments.recommend.Recommender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecommendersTest {
  private static final Split SPLIT = Split.leaveOneOut(SampleData.load());

  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pop|Pop",
        "itemknn|ItemKNN (last 20, decay 0.8)",
        "itemknn:history=all|ItemKNN (whole history)",
        "itemknn:history=7,decay=0.5|ItemKNN (last 7, decay 0.5)",
        "bm25:history=2|BM25 (last 2)",
        "bpr-mf:dimensions=8,epochs=1|BPR-MF (8 dimensions)",
        "lightgcn:layers=2,dimensions=8,epochs=1|LightGCN (2 layers, 8 dimensions)",
        "sasrec:dimensions=8,blocks=1,length=5,loss=bce,epochs=1|SASRec (1 blocks, 8 dimensions, last 5)",
      })
  void settingsStandBehindTheName(String spec, String name) {
    assertThat(Recommenders.fit(spec, SPLIT).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pop:k=1|setting \"k\": pop has no settings",
        "bm25:histori=1|setting \"histori\": bm25 knows [history]",
        "lightgcn:layers=two|setting \"layers=two\": the value must be a whole number",
        "bpr-mf:learning-rate=fast|setting \"learning-rate=fast\": the value must be a number",
        "sasrec:loss=hinge|setting \"loss=hinge\": the value must be one of [bce, softmax]",
        "sasrec:heads|setting \"heads\": settings must be key=value, each key once",
        "itemknn:history=1,history=2|settings must be key=value, each key once",
        "lightgcn:epochs=0|epochs must be at least 1, was 0",
      })
  void aWrongSettingIsNamedWithItsRule(String spec, String message) {
    assertThatThrownBy(() -> Recommenders.fit(spec, SPLIT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bpr-mf:dimensions=8,epochs=1",
        "lightgcn:dimensions=8,epochs=1",
        "sasrec:dimensions=8,epochs=1"
      })
  void aSavedModelIsFoundWhateverItIs(String spec) {
    Recommender fitted = Recommenders.fit(spec, SPLIT);
    Path file = dir.resolve("model.safetensors");
    ((LearnedRecommender) fitted).save(file);
    Recommender loaded = Recommenders.fit(Recommenders.SAVED + file, SPLIT);
    User user = SPLIT.users().get(3).beforeTest();

    assertThat(loaded.name()).isEqualTo(fitted.name());
    assertThat(loaded.scores(user)).isEqualTo(fitted.scores(user));
  }

  @Test
  void aFileThatIsNoModelIsRefused() throws Exception {
    Path file = Files.writeString(dir.resolve("model.safetensors"), "no model");

    assertThatThrownBy(() -> Recommenders.fit(Recommenders.SAVED + file, SPLIT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("model.safetensors");
  }

  @Test
  void epochsOfTheSettingsPrevail() {
    List<TrainingProgress> epochs = new ArrayList<>();
    Recommenders.fit(
        "bpr-mf:dimensions=4,epochs=3",
        SPLIT,
        TrainingOptions.DEFAULT.withEpochs(9).withProgress(epochs::add));

    assertThat(epochs).hasSize(3).allSatisfy(epoch -> assertThat(epoch.epochs()).isEqualTo(3));
  }
}
