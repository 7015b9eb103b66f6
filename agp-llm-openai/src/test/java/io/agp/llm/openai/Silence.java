package io.agp.llm.openai;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** A server that takes requests and never answers. */
final class Silence extends Dispatcher {
  private static final MockResponse NONE =
      new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    return NONE;
  }

  /** Over HTTP/2 the server takes the effect from here. */
  @Override
  public MockResponse peek() {
    return NONE;
  }
}
