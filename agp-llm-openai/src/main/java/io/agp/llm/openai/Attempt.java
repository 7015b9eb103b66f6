package io.agp.llm.openai;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** One request on the wire. Its outcome is done exactly once, also after a cancellation. */
final class Attempt implements Callback {
  private final ChatEndpoint endpoint;
  private final OneShotBody body;
  private final Call call;
  private final int number;
  private final long started = System.nanoTime();
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  Attempt(ChatEndpoint endpoint, PreparedRequest request, int number) {
    this.endpoint = endpoint;
    this.body = new OneShotBody(request.body());
    this.call = endpoint.newCall(body, request.asked());
    this.number = number;
  }

  CompletableFuture<Outcome> send() {
    call.enqueue(this);
    return outcome;
  }

  /** Closes the connection; the outcome is then a failure of it. */
  void cancel() {
    call.cancel();
  }

  int number() {
    return number;
  }

  /** Whether the server may have got all of it. */
  boolean sent() {
    return body.written();
  }

  @Override
  public void onFailure(Call ignored, IOException failure) {
    endpoint.logFailure(failure, started);
    outcome.complete(endpoint.failures().transport(failure, body.written(), number));
  }

  @Override
  public void onResponse(Call ignored, Response response) {
    try (response) {
      Reply reply = Reply.read(response);
      endpoint.received(reply, started);
      outcome.complete(endpoint.reader().read(reply, number));
    } catch (IOException e) {
      onFailure(ignored, e);
    } catch (RuntimeException | Error e) {
      outcome.completeExceptionally(e);
    }
  }
}
