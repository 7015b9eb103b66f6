package io.agp.llm.deepseek;

import io.agp.llm.LlmClient;
import io.agp.llm.openai.RateLimits;
import io.agp.testkit.contract.ChatCompletionsContract;
import io.agp.testkit.contract.ContractSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class DeepSeekContractTest extends ChatCompletionsContract {
  @Override
  protected LlmClient client(ContractSetup setup) {
    DeepSeekLlmClient.Builder builder = builder(setup);
    setup.requestsPerMinute().ifPresent(builder::requestsPerMinute);
    setup.tokensPerMinute().ifPresent(builder::tokensPerMinute);
    return builder.build();
  }

  private static DeepSeekLlmClient.Builder builder(ContractSetup setup) {
    return DeepSeekLlmClient.builder()
        .apiKey(setup.apiKey())
        .model("deepseek-flash")
        .baseUrl(setup.baseUrl())
        .timer(setup.timer())
        .seed(setup.seed())
        .maxAttempts(setup.maxAttempts())
        .concurrency(setup.concurrency())
        .attemptTimeout(setup.attemptTimeout())
        .retryBudget(setup.retryBudget());
  }

  @Override
  protected List<LlmClient> clientsOfOneKey(ContractSetup setup) {
    RateLimits.Builder shared = RateLimits.builder().timer(setup.timer());
    setup.requestsPerMinute().ifPresent(shared::requestsPerMinute);
    RateLimits limits = shared.build();
    return List.of(
        builder(setup).rateLimits(limits).build(), builder(setup).rateLimits(limits).build());
  }

  @Override
  protected String expectedBody() {
    return "{\"model\":\"deepseek-flash\",\"messages\":[{\"role\":\"system\",\"content\":\"Be"
        + " brief.\"},{\"role\":\"user\",\"content\":\"Hello?\"}],"
        + "\"max_tokens\":50,\"thinking\":{\"type\":\"disabled\"}}";
  }

  /** What the logger of these tests writes to; see simplelogger.properties. */
  @Override
  protected String log() {
    try {
      return Files.readString(Path.of("target", "test.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
