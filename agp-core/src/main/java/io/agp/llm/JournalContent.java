package io.agp.llm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a journal holds, read line by line. Not thread-safe. */
final class JournalContent {
  private final Path file;
  private final Map<JournalCall, JournalOutcome> outcomes = new HashMap<>();
  private final Map<JournalCall, JournalOutcome> sinceLastAnswer = new LinkedHashMap<>();
  private final Map<JournalCall, LlmRequest> open = new HashMap<>();
  private final Map<LlmRole, Spending> spent = new EnumMap<>(LlmRole.class);
  private final List<JournalDecision> decisions = new ArrayList<>();
  private Map<String, String> configuration = Map.of();
  private boolean begun;
  private int decisionsAtLastAnswer;
  private long length;
  private long torn;

  private JournalContent(Path file) {
    this.file = file;
  }

  /**
   * Reads to the end. A last line without a line break was being written when the writer ended; it
   * is left out and its bytes are counted.
   */
  static JournalContent read(Path file, InputStream in) throws IOException {
    JournalContent content = new JournalContent(file);
    content.torn = eachLine(file, in, content::take);
    return content;
  }

  /** Calls back with every whole line; the number of bytes after the last line break. */
  static long eachLine(Path file, InputStream in, LineConsumer lines) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long number = 0;
    int next;
    while ((next = in.read()) >= 0) {
      if (next == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        lines.accept(JournalLine.parse(file, ++number, text), line.size() + 1);
        line.reset();
      } else {
        line.write(next);
      }
    }
    return line.size();
  }

  /** Takes a line and the number of its bytes. */
  interface LineConsumer {
    void accept(JournalLine line, int bytes);
  }

  private void take(JournalLine line, int bytes) {
    if (line.type().equals("header") == begun) {
      throw line.bad("the first line, and no other, must be a header", null);
    }
    length += bytes;
    switch (line.type()) {
      case "header" -> begin(line.configuration());
      case "request" -> requested(line.call(), line.request());
      case "response" -> answered(line);
      case "failure" -> failed(line);
      case "decision" -> decisions.add(line.decision());
      case "interrupted" -> forgetWhatEndedLearning();
      default -> throw line.bad("unknown type " + line.type(), null);
    }
  }

  private void begin(Map<String, String> recorded) {
    begun = true;
    configuration = recorded;
  }

  private void answered(JournalLine line) {
    put(line, new JournalOutcome.Answered(line.response()));
    sinceLastAnswer.clear();
    decisionsAtLastAnswer = decisions.size();
  }

  private void failed(JournalLine line) {
    JournalOutcome outcome = new JournalOutcome.Failed(line.failure());
    put(line, outcome);
    sinceLastAnswer.put(line.call(), outcome);
  }

  private void requested(JournalCall call, LlmRequest request) {
    LlmRequest lost = open.put(call, request);
    if (lost != null) {
      spend(lost.role(), Spending.atMost(lost));
    }
  }

  private void put(JournalLine line, JournalOutcome outcome) {
    JournalCall call = line.call();
    LlmRequest request = open.remove(call);
    if (request == null) {
      throw line.bad("there must be a request without an outcome before it", null);
    }
    spend(request.role(), outcome.spending(request));
    outcomes.put(call, outcome);
  }

  private void spend(LlmRole role, Spending more) {
    spent.merge(role, more, Spending::plus);
  }

  /**
   * A provider that was down ended learning after many failures. Going on would only repeat them,
   * so those after the last answer are asked again, and what was decided on them is decided anew.
   * No decision before that answer can rest on them.
   */
  private void forgetWhatEndedLearning() {
    outcomes.keySet().removeAll(sinceLastAnswer.keySet());
    sinceLastAnswer.clear();
    decisions.subList(decisionsAtLastAnswer, decisions.size()).clear();
  }

  /** The answer as reading the line will give it. */
  LlmResponse response(String line) {
    return JournalLine.parse(file, 0, line).response();
  }

  boolean isBegun() {
    return begun;
  }

  Map<String, String> configuration() {
    return configuration;
  }

  Optional<JournalOutcome> outcome(JournalCall call) {
    return Optional.ofNullable(outcomes.get(call));
  }

  List<JournalDecision> decisions() {
    return decisions;
  }

  /** What was paid; a request without an outcome may have been. */
  Map<LlmRole, Spending> spent() {
    Map<LlmRole, Spending> all = new EnumMap<>(LlmRole.class);
    all.putAll(spent);
    open.values().forEach(lost -> all.merge(lost.role(), Spending.atMost(lost), Spending::plus));
    return all;
  }

  /** Bytes of whole lines. */
  long length() {
    return length;
  }

  JournalCounts counts() {
    long answers =
        outcomes.values().stream().filter(o -> o instanceof JournalOutcome.Answered).count();
    return new JournalCounts(answers, outcomes.size() - answers, open.size(), torn);
  }
}
