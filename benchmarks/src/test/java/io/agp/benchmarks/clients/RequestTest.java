package io.agp.benchmarks.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
  private static final String POST = "POST / HTTP/1.1\r\nContent-Length: 5\r\nHost: a\r\n\r\nhello";

  private final Request request = new Request();

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 40, 49, 50, 51})
  void aRequestMayComeInPiecesAndIsFollowedByAnother(int cut) {
    for (int i = 0; i < 2; i++) {
      assertThat(comes(POST.substring(0, cut))).isFalse();
      assertThat(comes(POST.substring(cut))).isTrue();
    }
  }

  @Test
  void aRequestMayComeAtOnce() {
    assertThat(comes(POST)).isTrue();
    assertThat(comes(POST)).isTrue();
  }

  @Test
  void aRequestOfUnknownLengthIsRefused() {
    assertThatThrownBy(() -> comes("POST / HTTP/1.1\r\nHost: a\r\n\r\n"))
        .hasMessageContaining("Content-Length");
  }

  private boolean comes(String text) {
    return request.isCompleteWith(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
