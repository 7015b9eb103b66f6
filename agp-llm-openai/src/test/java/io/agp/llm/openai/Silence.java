package io.agp.llm.openai;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** A server that takes requests and never answers. */
final class Silence extends Dispatcher {
  @Override
  public MockResponse dispatch(RecordedRequest request) {
    return new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
  }
}
