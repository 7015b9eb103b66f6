package io.agp.experiments.read;

import com.google.common.base.Splitter;
import io.agp.Item;
import io.agp.experiments.data.Dataset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The items of a data set as lines of a {@code .item} file. Not thread-safe. */
final class RecBoleItems {
  private static final String TITLE = "title";
  private static final String COMMA = ", ";
  private static final Pattern WORD = Pattern.compile("[^ ,]+");

  private final Dataset dataset;

  /** Attributes by the names they have in the file. */
  private final Map<String, String> names;

  private final Set<String> lists;

  private RecBoleItems(Dataset dataset, Map<String, String> names) {
    this.dataset = dataset;
    this.names = names;
    this.lists = names.values().stream().filter(this::isList).collect(Collectors.toSet());
  }

  static RecBoleItems of(Dataset dataset) {
    Set<String> used = new HashSet<>(List.of(RecBoleInteractions.ITEM, TITLE));
    Map<String, String> names = new LinkedHashMap<>();
    dataset.items().values().stream()
        .flatMap(item -> item.attributes().keySet().stream())
        .distinct()
        .forEach(name -> names.put(columnOf(name, used), name));
    return new RecBoleItems(dataset, names);
  }

  private static String columnOf(String attribute, Set<String> used) {
    String column = RecBoleFiles.clean(attribute);
    if (!used.add(column)) {
      throw new IllegalArgumentException(
          String.format(
              "An attribute's name must not be that of another column, was \"%s\"", column));
    }
    return column;
  }

  /** Whether all values are words with commas between them, and some have a comma. */
  private boolean isList(String attribute) {
    List<String> values =
        dataset.items().values().stream().map(item -> value(item, attribute)).toList();
    return values.stream().allMatch(value -> value.isEmpty() || isWords(value))
        && values.stream().anyMatch(value -> value.contains(COMMA));
  }

  private static boolean isWords(String value) {
    return Splitter.on(COMMA).splitToStream(value).allMatch(WORD.asMatchPredicate());
  }

  private static String value(Item item, String attribute) {
    return RecBoleFiles.clean(item.attributes().getOrDefault(attribute, ""));
  }

  Stream<String> lines() {
    return Stream.concat(Stream.of(header()), dataset.items().values().stream().map(this::line));
  }

  private String header() {
    List<String> cells = new ArrayList<>();
    cells.add(RecBoleInteractions.ITEM + ":token");
    cells.add(TITLE + ":token_seq");
    names.forEach(
        (column, name) -> cells.add(column + (lists.contains(name) ? ":token_seq" : ":token")));
    return String.join("\t", cells);
  }

  private String line(Item item) {
    List<String> cells = new ArrayList<>();
    cells.add(item.id());
    cells.add(RecBoleFiles.clean(item.title()));
    for (String name : names.values()) {
      String value = value(item, name);
      cells.add(lists.contains(name) ? value.replace(COMMA, " ") : value);
    }
    return String.join("\t", cells);
  }
}
