package io.agp.encoder.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A network that gives a vector for each token of a window. Thread-safe. */
final class BertModel implements AutoCloseable {
  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String output;

  private BertModel(OrtEnvironment environment, OrtSession session, String output) {
    this.environment = environment;
    this.session = session;
    this.output = output;
  }

  static BertModel load(ModelFiles.Part file) {
    OrtEnvironment environment = environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // The caller's thread does the work: no pool, and sums that depend on no number of threads.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      OrtSession session = environment.createSession(file.content(), options);
      try {
        requireInputs(session, file);
        return new BertModel(environment, session, tokenVectors(session, file));
      } catch (IllegalArgumentException e) {
        close(session);
        throw e;
      }
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          file.place() + " must be an ONNX model: " + e.getMessage(), e);
    }
  }

  private static OrtEnvironment environment() {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      environment.setTelemetry(false); // matters on Windows alone
      return environment;
    } catch (LinkageError | RuntimeException | OrtException e) {
      throw OnnxEncoderException.unavailable("ONNX Runtime", e);
    }
  }

  private static void requireInputs(OrtSession session, ModelFiles.Part file) {
    Set<String> names = session.getInputNames();
    if (!names.contains(IDS) || !Set.of(IDS, MASK, TYPES).containsAll(names)) {
      throw new IllegalArgumentException(
          String.format(
              "%s must take %s, and besides at most %s and %s, takes %s",
              file.place(), IDS, MASK, TYPES, names));
    }
  }

  /** The name of the first output with a vector for each token of each text. */
  private static String tokenVectors(OrtSession session, ModelFiles.Part file) throws OrtException {
    for (NodeInfo info : session.getOutputInfo().values()) {
      if (info.getInfo() instanceof TensorInfo tensor
          && tensor.type == OnnxJavaType.FLOAT
          && tensor.getShape().length == 3) {
        return info.getName();
      }
    }
    throw new IllegalArgumentException(
        String.format(
            "%s must give floats of texts x tokens x dimensions, gives %s",
            file.place(), session.getOutputInfo().values()));
  }

  /** The sum of the vectors of a window's tokens. */
  double[] tokenSum(Encoding window) throws OrtException {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String input : session.getInputNames()) {
        inputs.put(input, tensor(input, window));
      }
      try (OrtSession.Result result = session.run(inputs, Set.of(output))) {
        return sum(((OnnxTensor) result.get(0)).getFloatBuffer(), window.getIds().length);
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(String input, Encoding window) throws OrtException {
    long[] numbers =
        switch (input) {
          case IDS -> window.getIds();
          case MASK -> window.getAttentionMask();
          default -> window.getTypeIds();
        };
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(numbers), new long[] {1, numbers.length});
  }

  private static double[] sum(FloatBuffer vectors, int tokens) {
    double[] sum = new double[vectors.remaining() / tokens];
    for (int token = 0; token < tokens; token++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vectors.get();
      }
    }
    return sum;
  }

  @Override
  public void close() {
    close(session);
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new OnnxEncoderException("ONNX Runtime did not close a model", e);
    }
  }
}
