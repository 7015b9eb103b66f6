package io.agp.llm.openai;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

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

  /**
   * Sends on a thread of the client's.
   *
   * @param then gets the outcome on the thread that read it, with the connection given back
   */
  void enqueue(BiConsumer<? super @Nullable Outcome, ? super @Nullable Throwable> then) {
    outcome.whenComplete(then);
    call.enqueue(this);
  }

  /** Sends on this thread, and returns when {@code then} has got the outcome. */
  void execute(BiConsumer<? super @Nullable Outcome, ? super @Nullable Throwable> then) {
    outcome.whenComplete(then);
    try {
      onResponse(call, call.execute());
    } catch (Exception e) {
      if (e instanceof InterruptedException) { // undeclared: OkHttp is written in Kotlin
        Thread.currentThread().interrupt();
      }
      onFailure(call, e instanceof IOException failure ? failure : new IOException(e));
    } catch (Error e) {
      outcome.completeExceptionally(e);
    }
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
    try {
      outcome.complete(read(response));
    } catch (IOException e) {
      onFailure(ignored, e);
    } catch (RuntimeException | Error e) {
      outcome.completeExceptionally(e);
    }
  }

  private Outcome read(Response response) throws IOException {
    try (response) {
      Reply reply = Reply.read(response);
      endpoint.received(reply, started);
      return endpoint.reader().read(reply, number);
    }
  }
}
