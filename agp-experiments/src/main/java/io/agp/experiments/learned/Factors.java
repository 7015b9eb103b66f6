package io.agp.experiments.learned;

import io.agp.User;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Split;
import io.agp.experiments.recommend.Catalogue;
import java.nio.file.Path;
import java.util.List;

/**
 * A trained factor model: the score of user u and item i is b_i + ⟨p_u, q_i⟩. Immutable and
 * thread-safe.
 */
final class Factors {
  private final String model;
  private final String name;
  private final String settings;
  private final Sequences data;
  private final Tensor users;
  private final Tensor items;
  private final Tensor biases;
  private final ItemScores scores;

  /**
   * Wraps weights, which must not change any more.
   *
   * @param model what kind of model it is
   * @param name with the settings that matter
   * @param settings all settings
   * @param data what it was trained on
   * @param users p, one row a user
   * @param items q, one row an item
   * @param biases b, one row
   */
  Factors(
      String model,
      String name,
      String settings,
      Sequences data,
      Tensor users,
      Tensor items,
      Tensor biases) {
    this.model = model;
    this.name = name;
    this.settings = settings;
    this.data = data;
    this.users = users.named("users");
    this.items = items.named("items");
    this.biases = biases.named("biases");
    this.scores = new ItemScores(items, biases);
  }

  String name() {
    return name;
  }

  Catalogue catalogue() {
    return data.catalogue();
  }

  int dimensions() {
    return items.columns();
  }

  double[] scores(User user) {
    float[] filled = new float[data.items()];
    scores.fill(vector(user), filled);
    double[] widened = new double[filled.length];
    for (int item = 0; item < filled.length; item++) {
      widened[item] = filled[item];
    }
    return widened;
  }

  /** The trained row, or else the mean of the vectors of the history's items; zeros without any. */
  float[] vector(User user) {
    int number = data.number(user.id());
    return number == Sequences.NONE ? mean(data.catalogue().indexesOf(user)) : users.row(number);
  }

  private float[] mean(int[] history) {
    float[] mean = new float[dimensions()];
    for (int item : history) {
      Rows.add(mean, mean.length, 1f / history.length, items.row(item));
    }
    return mean;
  }

  float[] itemVector(int item) {
    return items.row(item);
  }

  void save(Path file) {
    SavedModel.write(
        file, model, name, settings, data.fingerprint(), List.of(users, items, biases));
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws DataException if the file cannot be read, or is of another model or of other data
   */
  static Factors load(Path file, Split split, String model) {
    String path = file.toString();
    Sequences data = Sequences.of(split);
    TensorFile read = SavedModel.read(file, model, data);
    int dimensions = read.columns(path, "items");
    return new Factors(
        model,
        SavedModel.name(file, read),
        SavedModel.settings(file, read),
        data,
        finite(path, read.tensor(path, "users", data.users(), dimensions)),
        finite(path, read.tensor(path, "items", data.items(), dimensions)),
        finite(path, read.tensor(path, "biases", 1, data.items())));
  }

  private static Tensor finite(String path, Tensor tensor) {
    if (!tensor.isFinite()) {
      throw DataException.of(path, "must hold finite numbers only: not so in " + tensor.name());
    }
    return tensor;
  }
}
