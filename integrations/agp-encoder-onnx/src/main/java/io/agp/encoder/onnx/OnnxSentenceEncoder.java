package io.agp.encoder.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.onnxruntime.OrtException;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.agp.rpp.SentenceEncoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Encodes texts with a BERT-family network: the mean of the vectors of all tokens, brought to
 * length 1. Texts of like meaning are near, without common words.
 *
 * <pre>{@code
 * try (OnnxSentenceEncoder sentences = OnnxSentenceEncoder.miniLm()) {
 *   RppPolicy policy =
 *       RppOptimizer.builder(llm, space, users, items).sentenceEncoder(sentences).build().optimize(data);
 * }
 * }</pre>
 *
 * <p>A text of more than 256 tokens, about 190 English words, is read in windows of 256 one after
 * another, and the mean is over the tokens of all: nothing is cut off. A text without tokens, such
 * as an empty or blank one, gives zeros.
 *
 * <p>Each text goes through the network alone and on the calling thread, so that its vector hangs
 * on no other text and no number of threads: quantised networks scale by all that they are given at
 * once. The same machine gives the same numbers for good; processors with other instructions may
 * differ in the last digits, of quantised networks in more. The vectors of the 10,000 texts used
 * last are kept, 1.5 KB each at 384 dimensions.
 *
 * <p>Thread-safe. It holds native memory until it is closed; a policy that was learned with it
 * needs it open. Nothing is fetched or sent over a network: ONNX Runtime's telemetry is turned off
 * for the process, and unless the application has set the environment variables or system
 * properties {@code OPT_OUT_TRACKING} and {@code RUST_FLAVOR}, the properties are set to {@code
 * true} and {@code cpu} before the tokenizer is loaded. That library unpacks its native part into
 * the folder that {@code DJL_CACHE_DIR} names, {@code ~/.djl.ai} by default.
 */
public final class OnnxSentenceEncoder implements SentenceEncoder, AutoCloseable {
  private static final int WINDOW = 256;
  private static final int KEPT_TEXTS = 10_000;

  private final WindowTokenizer tokenizer;
  private final BertModel model;
  private final String name;
  private final int dimensions;
  private final Cache<String, float[]> vectors =
      CacheBuilder.newBuilder().maximumSize(KEPT_TEXTS).build();

  /** Read while the native parts are in use, written to close them. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  private OnnxSentenceEncoder(
      WindowTokenizer tokenizer, BertModel model, String name, int dimensions) {
    this.tokenizer = tokenizer;
    this.model = model;
    this.name = name;
    this.dimensions = dimensions;
  }

  /**
   * The ready-made encoder: all-MiniLM-L6-v2, quantised to 8 bits, for English, 384 dimensions. The
   * model comes with the module's dependencies.
   *
   * @return a new encoder; loading takes about a second
   * @throws OnnxEncoderException if a native library does not load on this platform, or the
   *     artifact with the model was excluded
   */
  public static OnnxSentenceEncoder miniLm() {
    return of(ModelFiles.miniLm());
  }

  /**
   * An encoder of your own model, for example of another language.
   *
   * @param model an ONNX file without external data. It takes {@code input_ids}, and as it needs
   *     them {@code attention_mask} and {@code token_type_ids}, 256 tokens at once; its first
   *     output of three dimensions has a vector for each token. It must have been trained for the
   *     mean of these
   * @param tokenizer the model's {@code tokenizer.json}, as the Hugging Face libraries write it
   * @return a new encoder
   * @throws java.io.UncheckedIOException if a file cannot be read
   * @throws IllegalArgumentException if a file is not what it should be, or the two do not fit; the
   *     message names the file
   * @throws OnnxEncoderException if a native library does not load on this platform
   */
  public static OnnxSentenceEncoder of(Path model, Path tokenizer) {
    return of(ModelFiles.read(model, tokenizer));
  }

  private static OnnxSentenceEncoder of(ModelFiles files) {
    BertModel model = BertModel.load(files.model());
    try {
      return of(files, model, WindowTokenizer.load(files.tokenizer(), WINDOW));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static OnnxSentenceEncoder of(
      ModelFiles files, BertModel model, WindowTokenizer tokenizer) {
    try {
      String name = String.format("onnx-mean-%d-%s", WINDOW, files.hash());
      return new OnnxSentenceEncoder(tokenizer, model, name, dimensions(files, model, tokenizer));
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** Finds out on a full window, so that a long text does not fail later. */
  private static int dimensions(ModelFiles files, BertModel model, WindowTokenizer tokenizer) {
    List<Encoding> windows = tokenizer.windows("word ".repeat(WINDOW));
    if (windows.isEmpty()) {
      throw new IllegalArgumentException(files.tokenizer().place() + " must give tokens for words");
    }
    try {
      return model.tokenSum(windows.get(0)).length;
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          String.format(
              "%s must take %d tokens of %s: %s",
              files.model().place(), WINDOW, files.tokenizer().place(), e.getMessage()),
          e);
    }
  }

  /**
   * Encodes a text.
   *
   * @param text any text; may be empty
   * @return a fresh array of {@link #dimensions()} numbers whose squares add up to 1; zeros for a
   *     text without tokens
   * @throws IllegalStateException if the encoder is closed
   * @throws OnnxEncoderException if the network fails on the text
   */
  @Override
  public double[] encode(String text) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("The encoder " + name + " is closed");
      }
      float[] vector = vectors.getIfPresent(text);
      if (vector == null) {
        vector = vector(text);
        vectors.put(text, vector);
      }
      return widened(vector);
    } finally {
      lock.readLock().unlock();
    }
  }

  private float[] vector(String text) {
    double[] sum = new double[dimensions];
    try {
      for (Encoding window : tokenizer.windows(text)) {
        double[] more = model.tokenSum(window);
        Arrays.setAll(sum, i -> sum[i] + more[i]);
      }
    } catch (OrtException e) {
      throw new OnnxEncoderException(
          String.format("%s failed on a text of %d characters", name, text.length()), e);
    }
    return normalised(sum);
  }

  /** A sum has the direction of the mean. */
  private float[] normalised(double[] sum) {
    double length = Math.sqrt(Arrays.stream(sum).map(x -> x * x).sum());
    if (!Double.isFinite(length)) {
      throw new OnnxEncoderException(name + " gave numbers that are not finite");
    }
    float[] vector = new float[sum.length];
    for (int i = 0; length > 0 && i < sum.length; i++) {
      vector[i] = (float) (sum[i] / length);
    }
    return vector;
  }

  private static double[] widened(float[] vector) {
    double[] wide = new double[vector.length];
    for (int i = 0; i < vector.length; i++) {
      wide[i] = vector[i];
    }
    return wide;
  }

  /**
   * The encoder's identity.
   *
   * @return how vectors are made, and a hash of the model's and the tokenizer's content
   */
  @Override
  public String name() {
    return name;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  /**
   * Frees the native memory, once calls under way have ended. A second call does nothing.
   *
   * @throws OnnxEncoderException if a native library refuses
   */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        vectors.invalidateAll();
        tokenizer.close();
        model.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The name. */
  @Override
  public String toString() {
    return "OnnxSentenceEncoder[" + name + "]";
  }
}
