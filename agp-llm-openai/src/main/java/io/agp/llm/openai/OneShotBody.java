package io.agp.llm.openai;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** A body that is sent once: it forbids the HTTP client every hidden retry. */
final class OneShotBody extends RequestBody {
  private static final MediaType JSON = MediaType.get("application/json");

  private final byte[] bytes;
  private volatile boolean written;

  OneShotBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether all was handed to the connection, so that the server may work on it. */
  boolean written() {
    return written;
  }

  @Override
  public MediaType contentType() {
    return JSON;
  }

  @Override
  public long contentLength() {
    return bytes.length;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(bytes);
    written = true;
  }
}
