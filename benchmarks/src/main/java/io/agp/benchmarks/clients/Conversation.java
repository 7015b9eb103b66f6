package io.agp.benchmarks.clients;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The question that every client asks, 2 KB, and the reply that it gets, 1 KB. */
final class Conversation {
  static final String MODEL = "gpt-4o-mini";
  static final String SYSTEM =
      "You rank candidates for one person. Answer with a JSON object and nothing else.";
  static final String USER =
      "The person: "
          + "prefers quiet dramas from the nineties and thoughtful science fiction. ".repeat(17)
          + "\nThe candidates:\n"
          + IntStream.rangeClosed(1, 10)
              .mapToObj(i -> i + ". \"The Hidden Harbour, part " + i + "\", 19" + (80 + i) + "\n")
              .collect(Collectors.joining())
          + "Answer as {\"ranking\": [the numbers, best first]}.";

  /** What the model says. */
  static final String ANSWER = "{\"ranking\":[10,9,8,7,6,5,4,3,2,1]}";

  private static final JsonAdapter<Object> JSON =
      new Moshi.Builder().build().adapter(Object.class).serializeNulls();

  /** The bytes that our client posts, for the one that posts bytes only. */
  static final String REQUEST_BODY =
      "{\"model\":%s,\"messages\":[{\"role\":\"system\",\"content\":%s},{\"role\":\"user\",\"content\":%s}]}"
          .formatted(JSON.toJson(MODEL), JSON.toJson(SYSTEM), JSON.toJson(USER));

  /** In the form of OpenAI's. */
  static final String REPLY_BODY =
      """
      {
        "id": "chatcmpl-0123456789abcdefghijklmnopqrs",
        "object": "chat.completion",
        "created": 1790000000,
        "model": "gpt-4o-mini-2024-07-18",
        "choices": [
          {
            "index": 0,
            "message": {"role": "assistant", "content": %s, "refusal": null, "annotations": []},
            "logprobs": null,
            "finish_reason": "stop"
          }
        ],
        "usage": {
          "prompt_tokens": 512,
          "completion_tokens": 26,
          "total_tokens": 538,
          "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
          "completion_tokens_details": {
            "reasoning_tokens": 0,
            "audio_tokens": 0,
            "accepted_prediction_tokens": 0,
            "rejected_prediction_tokens": 0
          }
        },
        "service_tier": "default",
        "system_fingerprint": "fp_0123456789"
      }
      """
          .formatted(JSON.toJson(ANSWER));

  /** As OpenAI sends them; the limits are so high that none is felt. */
  static final Map<String, String> REPLY_HEADERS =
      new TreeMap<>(
          Map.of(
              "Content-Type", "application/json",
              "x-request-id", "req_0123456789abcdef0123456789abcdef",
              "openai-processing-ms", "20",
              "x-ratelimit-limit-requests", "30000000",
              "x-ratelimit-remaining-requests", "29999999",
              "x-ratelimit-reset-requests", "2ms",
              "x-ratelimit-limit-tokens", "150000000000",
              "x-ratelimit-remaining-tokens", "149999999000",
              "x-ratelimit-reset-tokens", "0s"));

  private Conversation() {}

  static void check(List<String> texts) {
    if (!texts.equals(List.of(ANSWER))) {
      throw new IllegalStateException("The answer must be " + ANSWER + ", was " + texts);
    }
  }
}
