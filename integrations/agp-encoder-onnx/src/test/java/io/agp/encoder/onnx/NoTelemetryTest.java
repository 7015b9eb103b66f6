package io.agp.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX Runtime 1.29 reports to its maker by default; a later one must be told not to, or not. */
class NoTelemetryTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "linux-x64/libonnxruntime.so",
        "linux-aarch64/libonnxruntime.so",
        "osx-aarch64/libonnxruntime.dylib"
      })
  void noNativeLibraryNamesAHostToReportTo(String library) throws IOException {
    try (InputStream in =
        OrtEnvironment.class.getResourceAsStream("/ai/onnxruntime/native/" + library)) {
      String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(List.of("onnxruntime", "events.data.microsoft", "ORT_DISABLE_TELEMETRY"))
          .filteredOn(content::contains)
          .containsExactly("onnxruntime");
    }
  }
}
