package io.agp.optimize;

import io.agp.internal.Json;
import io.agp.metrics.PairedBootstrap;
import io.agp.prompt.Prompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON file of a {@link LearnedPrompt}. */
final class LearnedPromptFile {
  private static final String FORMAT = "agp-prompt-1";

  private final Path file;

  private LearnedPromptFile(Path file) {
    this.file = file;
  }

  static void write(LearnedPrompt learned, Path file) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    putPrompt(json, learned.prompt());
    json.put("initial", putPrompt(new LinkedHashMap<>(), learned.initial()));
    json.put("learnedOn", learned.learnedOn());
    learned.validation().ifPresent(v -> json.put("validation", validation(v)));
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.writeString(temporary, Json.writeIndented(json) + "\n");
      Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static Map<String, Object> putPrompt(Map<String, Object> json, Prompt prompt) {
    json.put("text", prompt.text());
    json.put("hash", prompt.hash());
    prompt.parent().ifPresent(parent -> json.put("parent", parent));
    return json;
  }

  private static Map<String, Object> validation(LearnedPrompt.Validation validation) {
    PairedBootstrap comparison = validation.comparison();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("metric", "ndcg@k");
    json.put("initial", validation.initialNdcg());
    json.put("learned", validation.learnedNdcg());
    json.put("difference", comparison.meanDifference());
    json.put("ci95", List.of(comparison.low(), comparison.high()));
    json.put("probabilityBetter", comparison.probabilityBetter());
    json.put("n", comparison.n());
    return json;
  }

  static LearnedPrompt read(Path file) {
    try {
      return new LearnedPromptFile(file).parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private LearnedPrompt parse(String text) {
    Object root;
    try {
      root = Json.read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
    Map<?, ?> json = object(root, "the file");
    if (!FORMAT.equals(json.get("format"))) {
      throw bad("format", json.get("format"), "must be \"" + FORMAT + "\"");
    }
    Map<String, String> learnedOn = new LinkedHashMap<>();
    object(json.get("learnedOn"), "learnedOn")
        .forEach((name, value) -> learnedOn.put(name.toString(), string(value, "learnedOn")));
    return new LearnedPrompt(
        prompt(json, ""),
        prompt(object(json.get("initial"), "initial"), "initial."),
        learnedOn,
        Optional.ofNullable(json.get("validation")).map(this::readValidation));
  }

  private Prompt prompt(Map<?, ?> json, String path) {
    String text = string(json.get("text"), path + "text");
    if (text.isBlank()) {
      throw bad(path + "text", text, "must not be blank");
    }
    Object parent = json.get("parent");
    Prompt prompt =
        new Prompt(
            text, parent == null ? Optional.empty() : Optional.of(string(parent, path + "parent")));
    if (!prompt.hash().equals(json.get("hash"))) {
      throw bad(
          path + "hash",
          json.get("hash"),
          "must be the SHA-256 of the text, which is " + prompt.hash());
    }
    return prompt;
  }

  private LearnedPrompt.Validation readValidation(Object value) {
    Map<?, ?> json = object(value, "validation");
    if (!(json.get("ci95") instanceof List<?> interval) || interval.size() != 2) {
      throw bad("validation.ci95", json.get("ci95"), "must be an array of two numbers");
    }
    return new LearnedPrompt.Validation(
        number(json.get("initial"), "validation.initial"),
        number(json.get("learned"), "validation.learned"),
        new PairedBootstrap(
            number(json.get("difference"), "validation.difference"),
            number(interval.get(0), "validation.ci95"),
            number(interval.get(1), "validation.ci95"),
            number(json.get("probabilityBetter"), "validation.probabilityBetter"),
            (int) number(json.get("n"), "validation.n")));
  }

  private Map<?, ?> object(@Nullable Object value, String field) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw bad(field, value, "must be a JSON object");
  }

  private String string(@Nullable Object value, String field) {
    if (value instanceof String text) {
      return text;
    }
    throw bad(field, value, "must be a string");
  }

  private double number(@Nullable Object value, String field) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw bad(field, value, "must be a number");
  }

  private IllegalArgumentException bad(String field, @Nullable Object value, String rule) {
    return new IllegalArgumentException(
        String.format("%s: %s %s, was %s", file, field, rule, value));
  }
}
