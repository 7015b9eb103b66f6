package io.agp.testkit.contract;

import static io.agp.testkit.contract.RequestField.choice;
import static io.agp.testkit.contract.RequestField.flag;
import static io.agp.testkit.contract.RequestField.number;
import static io.agp.testkit.contract.RequestField.text;
import static io.agp.testkit.contract.RequestField.texts;
import static io.agp.testkit.contract.RequestField.whole;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds bodies of chat-completions requests against what the providers publish of them: the fields
 * there are, their types and ranges, the shapes of messages and response formats. The model's id
 * says whose rules hold: OpenAI's for {@code gpt-} and {@code o1} to {@code o9}, DeepSeek's for
 * {@code deepseek-}; all other servers may have fields of their own, and are held to those they
 * share with OpenAI. Tools, audio, streams and other things that reranking has no use for are
 * unknown here.
 *
 * <p>As of November 2026. Stateless and thread-safe.
 */
public final class ChatRequests {
  private static final long MOST_TOKENS = 10_000_000;

  private static final Map<String, RequestField> SHARED =
      Map.ofEntries(
          Map.entry("model", text(1, 256)),
          Map.entry("messages", Messages.field(false)),
          Map.entry("max_tokens", whole(1, MOST_TOKENS)),
          Map.entry("temperature", number(0, 2)),
          Map.entry("top_p", number(0, 1)),
          Map.entry("presence_penalty", number(-2, 2)),
          Map.entry("frequency_penalty", number(-2, 2)),
          Map.entry("logprobs", flag()),
          Map.entry("top_logprobs", whole(0, 20)),
          Map.entry("stop", texts(4)),
          Map.entry("response_format", ResponseFormats.field(true)));

  private static final Map<String, RequestField> OPENAI =
      with(
          SHARED,
          Map.ofEntries(
              Map.entry("messages", Messages.field(true)),
              Map.entry("max_completion_tokens", whole(1, MOST_TOKENS)),
              Map.entry(
                  "reasoning_effort",
                  choice("none", "minimal", "low", "medium", "high", "xhigh", "max")),
              Map.entry("n", whole(1, 128)),
              Map.entry("seed", whole(Long.MIN_VALUE, Long.MAX_VALUE)),
              Map.entry("store", flag()),
              Map.entry("verbosity", choice("low", "medium", "high")),
              Map.entry("service_tier", choice("auto", "default", "flex", "scale", "priority")),
              Map.entry("user", text(0, 512)),
              Map.entry("safety_identifier", text(0, 64)),
              Map.entry("prompt_cache_key", text(0, 512)),
              Map.entry("metadata", RequestField.metadata())));

  private static final Map<String, RequestField> DEEPSEEK =
      with(
          SHARED,
          Map.of(
              "response_format", ResponseFormats.field(false),
              "thinking",
                  RequestField.object(Map.of("type", choice("enabled", "disabled")), "type"),
              "reasoning_effort",
                  choice("minimal", "low", "medium", "high", "xhigh", "max", "ultra"),
              "user_id", text(0, 512)));

  /** What a model that reasons does not take. */
  private static final Set<String> SAMPLING =
      Set.of(
          "temperature",
          "top_p",
          "presence_penalty",
          "frequency_penalty",
          "logprobs",
          "top_logprobs");

  private ChatRequests() {}

  private static Map<String, RequestField> with(
      Map<String, RequestField> some, Map<String, RequestField> more) {
    Map<String, RequestField> all = new HashMap<>(some);
    all.putAll(more);
    return Map.copyOf(all);
  }

  /**
   * What is wrong with a request.
   *
   * @param body of the request
   * @return a sentence for each problem, with its place; empty if there is none
   */
  public static List<String> problems(String body) {
    try {
      return RequestJson.read(body) instanceof Map<?, ?> request
          ? problems(request)
          : List.of("the body is no object");
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> problems(Map<?, ?> request) {
    String model = String.valueOf(request.get("model"));
    boolean isReasoner = model.matches("o\\d.*");
    boolean isOpenAi = isReasoner || model.startsWith("gpt-");
    boolean isDeepSeek = model.startsWith("deepseek-");
    Map<String, RequestField> known = isOpenAi ? OPENAI : isDeepSeek ? DEEPSEEK : SHARED;
    List<String> problems = new ArrayList<>();
    RequestField.required(request, "body", problems, "model", "messages");
    RequestField.members(request, known, isOpenAi || isDeepSeek, "body", problems);
    if (isOpenAi) {
      problems.addAll(reasoning(request, isReasoner, model.matches("gpt-[5-9].*")));
    }
    problems.addAll(jsonMode(request));
    return problems;
  }

  private static List<String> reasoning(Map<?, ?> request, boolean always, boolean unlessNone) {
    List<String> problems = new ArrayList<>();
    if ((always || unlessNone) && request.containsKey("max_tokens")) {
      problems.add("body: max_tokens is not taken by a model that reasons");
    }
    if (always || (unlessNone && !"none".equals(request.get("reasoning_effort")))) {
      request.keySet().stream()
          .filter(SAMPLING::contains)
          .forEach(name -> problems.add("body: " + name + " is not taken while reasoning"));
    }
    return problems;
  }

  /** In JSON mode a message has to ask for JSON. */
  private static List<String> jsonMode(Map<?, ?> request) {
    boolean isOn =
        request.get("response_format") instanceof Map<?, ?> format
            && "json_object".equals(format.get("type"));
    boolean isAsked =
        String.valueOf(request.get("messages")).toLowerCase(java.util.Locale.ROOT).contains("json");
    return isOn && !isAsked ? List.of("body: json_object needs the word JSON") : List.of();
  }
}
