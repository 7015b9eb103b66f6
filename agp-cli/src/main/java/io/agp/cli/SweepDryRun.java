package io.agp.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a sweep would run: its cells with the most calls that each can make. */
final class SweepDryRun {
  private SweepDryRun() {}

  /** A line of the table; learning that an earlier line has is not counted again. */
  private record Line(String id, long learning, long test) {}

  static String text(List<Cell> cells) {
    List<Line> lines = new ArrayList<>();
    Set<String> learned = new HashSet<>();
    for (Cell cell : cells) {
      CallBound bound = CallBound.of(cell);
      boolean first = learned.add(cell.learningId());
      lines.add(new Line(cell.id(), first ? bound.learning() : 0, bound.test()));
    }
    long all = lines.stream().mapToLong(line -> line.learning() + line.test()).sum();
    return TextTable.of(
            lines,
            List.of(
                TextTable.left("cell", Line::id),
                TextTable.right("learning, at most", line -> Long.toString(line.learning())),
                TextTable.right("test, at most", line -> Long.toString(line.test()))))
        + String.format("%n%d cells, at most %d calls.", cells.size(), all);
  }
}
