package io.agp.llm.openai;

import java.io.IOException;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * What a server replied, read to the end.
 *
 * @param cut whether the body was longer than its bound and was not read further
 */
record Reply(int status, Headers headers, String body, boolean cut) {
  /** Of a success, which is bounded after decompression. */
  static final long MAX_BODY_BYTES = 16L << 20;

  private static final long MAX_ERROR_BYTES = 64L << 10;

  static Reply read(Response response) throws IOException {
    if (response.isSuccessful()) {
      return read(response, MAX_BODY_BYTES);
    }
    try {
      return read(response, MAX_ERROR_BYTES);
    } catch (IOException e) {
      return new Reply(response.code(), response.headers(), "", true); // the status says enough
    }
  }

  private static Reply read(Response response, long limit) throws IOException {
    BufferedSource source = response.body().source();
    boolean cut = source.request(limit + 1);
    String body = "";
    if (!cut) {
      body = source.readUtf8();
    } else if (limit == MAX_ERROR_BYTES) {
      body = source.readUtf8(limit); // of a success that is cut nothing is used
    }
    return new Reply(response.code(), response.headers(), body, cut);
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  /** A server may know that a repetition is vain; that one is wanted is no news. */
  boolean forbidsRetry() {
    return "false".equalsIgnoreCase(headers.get("X-Should-Retry"));
  }

  Optional<String> requestId() {
    return Optional.ofNullable(headers.get("x-request-id"))
        .or(() -> Optional.ofNullable(headers.get("x-ds-trace-id")));
  }
}
