package io.agp.optimize;

import com.google.common.collect.ImmutableMap;
import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.concurrent.BoundedConcurrency;
import io.agp.concurrent.Futures;
import io.agp.feedback.Feedback;
import io.agp.internal.PlainAnswer;
import io.agp.internal.PromptData;
import io.agp.llm.ChatMessage;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.profile.UserProfile;
import io.agp.prompt.Prompt;
import io.agp.prompt.RoleTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The three calls that learn: critique, summarise, edit. */
final class Learner {
  /** A user's ranking with its feedback and the profile it came from. */
  record Lesson(LabelledUser user, Ranking ranking, UserProfile profile, Feedback feedback) {}

  /** What a critic said, and how much it weighs in its batch; the weights add up to 1. */
  record Critique(double weight, String text) {
    Map<String, Object> asData() {
      return ImmutableMap.of("weight", Math.round(weight * 1000) / 1000.0, "observation", text);
    }
  }

  private final LlmClient llm;
  private final AgpSettings settings;

  Learner(LlmClient llm, AgpSettings settings) {
    this.llm = llm;
    this.settings = settings;
  }

  /** One outcome per lesson, in order: a text or the failure. */
  List<Object> critiques(Prompt prompt, List<Lesson> lessons) {
    return Futures.await(
        BoundedConcurrency.map(
            lessons,
            settings.concurrency(),
            lesson -> Futures.<String, Object>map(critique(prompt, lesson), text -> text),
            failure -> failure),
        Deadline.none());
  }

  private CompletableFuture<String> critique(Prompt prompt, Lesson lesson) {
    return text(
        settings
            .critiqueTemplate()
            .request(
                Map.of(
                    "prompt", PromptData.text(prompt.text()),
                    "history",
                        PromptData.items(lesson.user.user().lastItems(settings.historyLength())),
                    "profile", PromptData.text(lesson.profile.text()),
                    "ranking", PromptData.numbered(lesson.ranking.items()),
                    "feedback", lesson.feedback.text()))
            .build());
  }

  /** One instruction from the critiques, the heaviest first. */
  String summarise(List<Critique> critiques) {
    return await(
        settings
            .summariseTemplate()
            .request(
                Map.of(
                    "critiques",
                    PromptData.values(critiques.stream().map(Critique::asData).toList())))
            .build());
  }

  /** The edited text. */
  String edit(Prompt prompt, String instruction, double meanError, double errorRate) {
    return await(editRequest(prompt, instruction, meanError, errorRate).build());
  }

  /** The edited text, after the editor is told why the first one cannot be used. */
  String editAgain(
      Prompt prompt,
      String instruction,
      double meanError,
      double errorRate,
      String refused,
      String reason) {
    return await(
        editRequest(prompt, instruction, meanError, errorRate)
            .message(new ChatMessage(ChatMessage.Author.ASSISTANT, refused))
            .user(
                "This prompt cannot be used: "
                    + reason
                    + ". Write it again without that fault; answer with the prompt alone.")
            .build());
  }

  private LlmRequest.Builder editRequest(
      Prompt prompt, String instruction, double meanError, double errorRate) {
    RoleTemplate template = settings.editTemplate();
    return template.request(
        Map.of(
            "prompt", PromptData.text(prompt.text()),
            "instruction", PromptData.text(instruction),
            "strength", Integer.toString(strength(meanError)),
            "errorRate", String.format(Locale.ROOT, "%.0f", 100 * errorRate),
            "limit", Integer.toString(settings.maxPromptWords())));
  }

  /** Equation 6: larger errors, stronger updates. */
  static int strength(double meanError) {
    return 1 + (int) Math.round(9 * meanError);
  }

  private String await(LlmRequest request) {
    Duration timeout = settings.timeout();
    return Futures.await(text(request), Deadline.after(timeout.plusSeconds(1)));
  }

  private CompletableFuture<String> text(LlmRequest request) {
    return Futures.map(
        llm.completeAsync(request, Deadline.after(settings.timeout())), Learner::textOf);
  }

  private static String textOf(LlmResponse response) {
    String text = PlainAnswer.of(response.text());
    if (text.isEmpty()) {
      throw new LlmException.UnreadableAnswer("The model answered with an empty text", null);
    }
    return text;
  }
}
