package io.agp.testkit;

import io.agp.llm.ChatMessage;
import io.agp.llm.ChatMessage.Author;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A prompt as the model of a planted world reads it. Data is JSON in code fences and nothing else,
 * so that no wording of a sentence can pass for data.
 *
 * @param said what stands in the messages that are not the model's own
 * @param blocks the data, in order
 */
record PlantedPrompt(String said, List<Block> blocks) {
  private static final Pattern FENCE = Pattern.compile("(?s)```\\w*\\n(.*?)\\n```");
  private static final DataReader READER = new DataReader(title -> false);

  static PlantedPrompt of(List<ChatMessage> messages) {
    String said =
        messages.stream()
            .filter(message -> message.author() != Author.ASSISTANT)
            .map(ChatMessage::text)
            .collect(Collectors.joining("\n\n"));
    List<Block> blocks =
        FENCE.matcher(said).results().flatMap(fence -> blocks(fence.group(1))).toList();
    return new PlantedPrompt(said, blocks);
  }

  private static Stream<Block> blocks(String content) {
    return TestkitJson.read(content).stream().flatMap(value -> READER.json("", value).stream());
  }

  /** The last list whose items bear numbers; empty if there is none. */
  List<ShownItem> candidates() {
    return blocks.stream()
        .filter(Block::numbered)
        .reduce((first, second) -> second)
        .map(Block::items)
        .orElse(List.of());
  }

  /** The first list whose items bear none; empty if there is none. */
  List<ShownItem> history() {
    return blocks.stream()
        .filter(block -> block.hasItems() && !block.numbered())
        .findFirst()
        .map(Block::items)
        .orElse(List.of());
  }

  /** The last text. */
  Optional<String> text() {
    return blocks.stream()
        .filter(block -> !block.texts().isEmpty())
        .reduce((first, second) -> second)
        .map(Block::text);
  }
}
