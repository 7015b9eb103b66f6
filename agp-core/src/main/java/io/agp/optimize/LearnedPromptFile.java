package io.agp.optimize;

import io.agp.metrics.PairedBootstrap;
import io.agp.prompt.Prompt;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON file of a {@link LearnedPrompt}. */
final class LearnedPromptFile {
  static final String FORMAT = "agp-prompt-1";

  private LearnedPromptFile() {}

  static void write(LearnedPrompt learned, Path file) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    putPrompt(json, learned.prompt());
    json.put("initial", putPrompt(new LinkedHashMap<>(), learned.initial()));
    json.put("learnedOn", learned.learnedOn());
    learned.validation().ifPresent(v -> json.put("validation", validation(v)));
    JsonFields.write(file, json);
  }

  private static Map<String, Object> putPrompt(Map<String, Object> json, Prompt prompt) {
    json.put("text", prompt.text());
    json.put("hash", prompt.hash());
    prompt.parent().ifPresent(parent -> json.put("parent", parent));
    return json;
  }

  private static Map<String, Object> validation(LearnedPrompt.Validation validation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("metric", "ndcg@k");
    json.put("initial", validation.initialNdcg());
    json.put("learned", validation.learnedNdcg());
    putComparison(json, validation.comparison());
    return json;
  }

  static void putComparison(Map<String, Object> json, PairedBootstrap comparison) {
    json.put("difference", comparison.meanDifference());
    json.put("ci95", List.of(comparison.low(), comparison.high()));
    json.put("probabilityBetter", comparison.probabilityBetter());
    json.put("n", comparison.n());
  }

  static PairedBootstrap comparison(JsonFields json) {
    double[] interval = json.pair("ci95");
    return new PairedBootstrap(
        json.number("difference"),
        interval[0],
        interval[1],
        json.number("probabilityBetter"),
        (int) json.number("n"));
  }

  static LearnedPrompt read(Path file) {
    JsonFields json = JsonFields.read(file, FORMAT);
    JsonFields record = json.object("learnedOn");
    Map<String, String> learnedOn = new LinkedHashMap<>();
    record.names().forEach(name -> learnedOn.put(name, record.string(name)));
    return new LearnedPrompt(
        prompt(json), prompt(json.object("initial")), learnedOn, validation(json));
  }

  private static Prompt prompt(JsonFields json) {
    String text = json.string("text");
    if (text.isBlank()) {
      throw json.bad("text", "must not be blank");
    }
    Prompt prompt = new Prompt(text, json.optionalString("parent"));
    if (!prompt.hash().equals(json.string("hash"))) {
      throw json.bad("hash", "must be the SHA-256 of the text, which is " + prompt.hash());
    }
    return prompt;
  }

  private static Optional<LearnedPrompt.Validation> validation(JsonFields json) {
    if (!json.has("validation")) {
      return Optional.empty();
    }
    JsonFields met = json.object("validation");
    return Optional.of(
        new LearnedPrompt.Validation(
            met.number("initial"), met.number("learned"), comparison(met)));
  }
}
