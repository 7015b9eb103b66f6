package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Interaction;
import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.Dataset;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmResponse;
import io.agp.rerank.HistoryReranker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DataSampleTest {
  private static final Item ITEM =
      Item.of("id-1", "Say `ls` to \"Rosa\" é")
          .with("description", "x".repeat(400))
          .with("title", "another title");

  @Test
  void anItemIsShownAsItStandsInAPrompt() {
    AtomicReference<String> prompt = new AtomicReference<>("");
    LlmClient client =
        (request, deadline) -> {
          prompt.set(request.prompt());
          return CompletableFuture.completedFuture(LlmResponse.of("[1, 2]"));
        };
    HistoryReranker.direct(client, 5)
        .rerank(User.of("u", List.of(ITEM)), List.of(Item.of("2", "B"), Item.of("3", "C")));

    assertThat(prompt.get()).contains("\n" + DataSample.inPrompt(ITEM) + "\n");
  }

  @Test
  void theUserOfTheSampleIsOneThatASplitKeeps() {
    Dataset dataset =
        Dataset.builder("d")
            .item(ITEM)
            .item(Item.of("2", "B"))
            .item(Item.of("3", "C"))
            .interaction("short", "2")
            .interaction("long", "2")
            .interaction("long", "3")
            .interaction("long", "id-1")
            .build();

    User user = DataSample.of(dataset).user().orElseThrow();
    assertThat(user.id()).isEqualTo("long");
    assertThat(DataSample.last(user)).extracting(Interaction::item).last().isEqualTo(ITEM);
    assertThat(DataSample.of(Dataset.builder("empty").build()).user()).isEmpty();
  }
}
