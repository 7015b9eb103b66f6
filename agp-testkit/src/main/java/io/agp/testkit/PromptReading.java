package io.agp.testkit;

import io.agp.llm.ChatMessage;
import io.agp.llm.ChatMessage.Author;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A conversation as the simulated model understands it.
 *
 * @param standing the prose of system messages
 * @param prose what is said to the model, without data and without the words that announce data
 * @param labels the words that announce data
 * @param blocks the data, in order
 * @param said everything that was said by others than the model, as it stands
 */
record PromptReading(
    String standing, String prose, String labels, List<Block> blocks, String said) {

  static PromptReading of(List<ChatMessage> messages, DataReader reader) {
    StringBuilder standing = new StringBuilder();
    StringBuilder prose = new StringBuilder();
    StringBuilder labels = new StringBuilder();
    StringBuilder said = new StringBuilder();
    List<Block> blocks = new ArrayList<>();
    for (ChatMessage message : messages) {
      if (message.author() == Author.ASSISTANT) {
        continue;
      }
      Segmenter.Segments segments = Segmenter.read(message.text(), reader);
      (message.author() == Author.SYSTEM ? standing : prose).append(segments.prose()).append('\n');
      labels.append(segments.labels());
      said.append(message.text()).append("\n\n");
      addAll(blocks, segments.blocks());
    }
    return new PromptReading(
        standing.toString(),
        prose.toString(),
        labels.toString(),
        List.copyOf(blocks),
        said.toString());
  }

  /** Lists that go on from one message to the next, as with one candidate a message, are joined. */
  private static void addAll(List<Block> blocks, List<Block> more) {
    for (Block block : more) {
      Block last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
      if (last != null && last.numbered() && block.numbered() && continues(last, block)) {
        List<ShownItem> joined = new ArrayList<>(last.items());
        joined.addAll(block.items());
        blocks.set(blocks.size() - 1, new Block(last.label(), joined, List.of()));
      } else {
        blocks.add(block);
      }
    }
  }

  private static boolean continues(Block first, Block second) {
    String last = first.items().get(first.items().size() - 1).id().orElse("");
    String next = second.items().get(0).id().orElse("");
    return last.matches("\\d{1,6}")
        && next.matches("\\d{1,6}")
        && Integer.parseInt(last) > 0
        && Integer.parseInt(next) == Integer.parseInt(last) + 1;
  }

  List<Block> itemBlocks() {
    return blocks.stream().filter(Block::hasItems).toList();
  }

  List<Block> textBlocks() {
    return blocks.stream().filter(block -> !block.texts().isEmpty()).toList();
  }

  Optional<Block> text(Label label) {
    return textBlocks().stream().filter(block -> block.label() == label).findFirst();
  }

  /** The list to be ordered, or that was ordered. */
  List<ShownItem> candidates() {
    List<Block> lists = itemBlocks();
    return lists.stream()
        .filter(block -> block.label() == Label.CANDIDATES && block.items().size() > 1)
        .reduce((first, second) -> second)
        .or(() -> lists.stream().filter(Block::numbered).reduce((first, second) -> second))
        .or(() -> lists.stream().reduce((first, second) -> second))
        .map(Block::items)
        .orElse(List.of());
  }

  /** The items that were chosen before: what is listed and is not the candidates. */
  List<ShownItem> historyBeside(List<ShownItem> candidates) {
    List<Block> lists =
        itemBlocks().stream().filter(block -> !block.items().equals(candidates)).toList();
    return lists.stream()
        .filter(block -> block.label() == Label.HISTORY)
        .findFirst()
        .or(() -> lists.stream().findFirst())
        .map(Block::items)
        .orElse(List.of());
  }

  /** All items listed, for a prompt that has nothing to order. */
  List<ShownItem> history() {
    List<ShownItem> items = historyBeside(List.of());
    return items.isEmpty() ? ItemLine.quoted(prose) : items;
  }

  /** The instruction itself and every text under a label. */
  String proseAndTexts() {
    StringBuilder text = new StringBuilder(prose);
    textBlocks().forEach(block -> text.append('\n').append(block.text()));
    return text.toString();
  }
}
