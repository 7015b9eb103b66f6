package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** A network of native code is a matter of agp-encoder-onnx: whoever uses RPP alone gets none. */
class NoNativeCodeTest {
  private static final java.util.regex.Pattern NATIVE =
      java.util.regex.Pattern.compile(
          "(ai/djl/|ai/onnxruntime/|com/sun/jna/).*|.*\\.(so|dll|dylib|jnilib)");

  @Test
  void noJarOfTheClassPathHasNativeLibrariesOrLoadersOfSuch() throws IOException {
    List<Path> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(path -> path.toString().endsWith(".jar") && Files.isRegularFile(path))
            .toList();

    assertThat(jars).anyMatch(jar -> jar.getFileName().toString().startsWith("moshi"));
    for (Path jar : jars) {
      assertThat(nativeEntries(jar)).as(jar.toString()).isEmpty();
    }
  }

  private static List<String> nativeEntries(Path jar) throws IOException {
    List<String> found = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      file.stream()
          .map(ZipEntry::getName)
          .filter(name -> NATIVE.matcher(name).matches())
          .forEach(found::add);
    }
    return found;
  }
}
