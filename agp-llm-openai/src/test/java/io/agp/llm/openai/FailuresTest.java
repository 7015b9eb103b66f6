package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.LlmException;
import io.agp.llm.openai.Outcome.Failure;
import io.agp.testkit.contract.FakeTime;
import java.io.IOException;
import java.net.UnknownHostException;
import java.net.UnknownServiceException;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private final Failures failures = new Failures("m at h", ApiKey.none(), FakeTime.leaping());

  private Failure transport(IOException cause) {
    return failures.transport(cause, false, 1);
  }

  @Test
  void anUntrustedServerIsNotTriedAgain() {
    IOException certificate = new SSLHandshakeException("no");
    certificate.initCause(new CertificateException("expired"));
    assertThat(transport(certificate).exception(List.of()))
        .isInstanceOf(LlmException.Configuration.class)
        .hasMessage("m at h, attempt 1: the server is not trusted (SSLHandshakeException)");
    assertThat(transport(certificate).retry()).isEqualTo(RetryKind.NEVER);
    assertThat(transport(new SSLPeerUnverifiedException("no")).retry()).isEqualTo(RetryKind.NEVER);
    assertThat(transport(new UnknownServiceException("no")).retry()).isEqualTo(RetryKind.NEVER);
  }

  @Test
  void aHostThatIsNotFoundIsTriedAgain() {
    Failure failure = transport(new UnknownHostException("h"));
    assertThat(failure.exception(List.of())).isInstanceOf(LlmException.Transport.class);
    assertThat(failure.retry()).isEqualTo(RetryKind.TRANSIENT);
  }

  @Test
  void aHandshakeThatBreaksOffIsTriedAgain() {
    assertThat(transport(new SSLHandshakeException("closed")).retry())
        .isEqualTo(RetryKind.TRANSIENT);
  }

  @Test
  void controlCharactersBecomeBlanks() {
    assertThat(failures.clean("a\r\nb\u001bc")).isEqualTo("a b c");
  }
}
