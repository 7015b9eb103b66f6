package io.agp.experiments.learned;

import io.agp.User;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Split;
import io.agp.experiments.recommend.Recommender;
import java.nio.file.Path;

/**
 * A recommender that was trained and has a vector for each item and each user. Immutable and
 * thread-safe.
 */
public interface LearnedRecommender extends Recommender {
  /**
   * The length of all vectors.
   *
   * @return at least 1
   */
  int dimensions();

  /**
   * A user's vector, as the recommender sees the user now.
   *
   * @param user the user with the history to recommend from; may be unknown, may have no history
   * @return a fresh array of {@link #dimensions()} numbers; zeros if nothing is known of the user
   */
  float[] userVector(User user);

  /**
   * An item's vector.
   *
   * @param item the item's number in the catalogue
   * @return a fresh array of {@link #dimensions()} numbers
   * @throws IndexOutOfBoundsException if no item has that number
   */
  float[] itemVector(int item);

  /**
   * Reads a recommender that was saved, whichever it is.
   *
   * @param file the file
   * @param split the split that it was trained on
   * @return the recommender, equal to the one that was saved
   * @throws DataException if the file cannot be read, is damaged, or is of other data
   */
  static LearnedRecommender load(Path file, Split split) {
    String model = SavedModel.model(file);
    return switch (model) {
      case BprMfSettings.MODEL -> BprMfRecommender.load(file, split);
      case LightGcnSettings.MODEL -> LightGcnRecommender.load(file, split);
      case SasRecRecommender.MODEL -> SasRecRecommender.load(file, split);
      default ->
          throw DataException.of(
              file.toString(), "must hold a known model, but holds a " + model + " one");
    };
  }

  /**
   * Writes the weights and the settings as a safetensors file.
   *
   * @param file where; replaced if it exists
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  void save(Path file);
}
