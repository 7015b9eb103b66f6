package io.agp.llm.openai;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** A server that knows some fields, and answers 400 to a request with any other. */
final class FieldsOnly extends Dispatcher {
  private final Set<String> known;

  FieldsOnly(Set<String> known) {
    this.known = known;
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    Map<?, ?> body = Json.object(request.getBody().utf8()).orElseThrow();
    Set<String> unknown = new TreeSet<>();
    body.keySet().forEach(name -> unknown.add(String.valueOf(name)));
    unknown.removeAll(known);
    return unknown.isEmpty()
        ? Scene.ok("{\\\"ranking\\\":[1]}")
        : Scene.json(
            400,
            "{\"error\":{\"message\":\"Unknown parameter: "
                + unknown
                + "\",\"type\":\"invalid_request_error\",\"code\":\"unknown_parameter\"}}");
  }
}
