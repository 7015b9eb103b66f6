package io.agp.rpp.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.function.Supplier;

/** A live array of numbers that can be written out and read back under its name. */
record NamedArray(
    String name,
    int size,
    DoublePredicate rule,
    Supplier<double[]> writer,
    Consumer<double[]> reader) {

  /** A matrix in its flat form, of numbers that obey a rule. */
  static NamedArray ofMatrix(String name, double[][] matrix, DoublePredicate rule) {
    return new NamedArray(
        name,
        matrix.length * matrix[0].length,
        rule,
        () -> Parameter.flat(matrix),
        flat -> Parameter.read(flat, matrix));
  }

  /** Copies of all arrays by name, in their order. */
  static Map<String, double[]> write(List<NamedArray> arrays) {
    Map<String, double[]> written = new LinkedHashMap<>();
    arrays.forEach(array -> written.put(array.name, array.writer.get()));
    return written;
  }

  /**
   * Reads all arrays, or none where one does not fit.
   *
   * @throws IllegalArgumentException that names the first array that is missing, unknown, of
   *     another size, or with a number that may not stand there
   */
  static void read(Map<String, double[]> numbers, List<NamedArray> arrays) {
    List<String> names = arrays.stream().map(NamedArray::name).toList();
    for (String name : numbers.keySet()) {
      Checks.that(names.contains(name), "array \"%s\" is unknown", name);
    }
    List<double[]> found = arrays.stream().map(array -> array.checked(numbers)).toList();
    for (int i = 0; i < found.size(); i++) {
      arrays.get(i).reader.accept(found.get(i));
    }
  }

  private double[] checked(Map<String, double[]> all) {
    double[] numbers = all.get(name);
    if (numbers == null) {
      throw new IllegalArgumentException("array \"" + name + "\" is missing");
    }
    Checks.that(
        numbers.length == size,
        "array \"%s\" must have %s numbers but has %s",
        name,
        size,
        numbers.length);
    for (int i = 0; i < size; i++) {
      Checks.that(rule.test(numbers[i]), "array \"%s\" has %s at %s", name, numbers[i], i);
    }
    return numbers;
  }
}
