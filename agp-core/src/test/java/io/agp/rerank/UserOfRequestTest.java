package io.agp.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Item;
import io.agp.User;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import io.agp.prompt.Prompt;
import io.agp.prompt.PromptPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UserOfRequestTest {
  private static final List<Item> CANDIDATES = List.of(Item.of("1", "One"), Item.of("2", "Two"));

  private final List<LlmRequest> asked = Collections.synchronizedList(new ArrayList<>());
  private final LlmClient llm =
      (request, deadline) -> {
        asked.add(request);
        return CompletableFuture.completedFuture(LlmResponse.of("{\"ranking\":[2,1]}"));
      };

  @Test
  void profilesAndRankingsSayWhichUserTheyAreFor() {
    User user = User.of("user-4711", List.of(Item.of("0", "Zero")));
    ProfileReranker.builder(llm)
        .policy(PromptPolicy.fixed(Prompt.of("Describe the taste.")))
        .build()
        .rerank(user, CANDIDATES);
    HistoryReranker.direct(llm, 5).rerank(user, CANDIDATES);
    assertThat(asked).hasSize(3);
    assertThat(asked).extracting(LlmRequest::userId).containsOnly(Optional.of("user-4711"));
    assertThat(asked).extracting(LlmRequest::prompt).noneMatch(text -> text.contains("4711"));
  }

  @Test
  void requestsForTwoUsersAreEqualIfTheirConversationsAre() {
    LlmRequest.Builder request = LlmRequest.builder(LlmRole.OTHER).user("Hello?");
    assertThat(request.userId("a").build()).isEqualTo(request.userId("b").build());
  }
}
