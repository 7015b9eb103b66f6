package io.agp.benchmarks.clients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * The baseline: posts the bytes that our client posts, and reads the reply without a look at it.
 */
final class BareOkHttp {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final byte[] BODY = Conversation.REQUEST_BODY.getBytes(StandardCharsets.UTF_8);

  private final OkHttpClient http;
  private final String url;

  BareOkHttp(String baseUrl) {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(Load.CONCURRENCY);
    dispatcher.setMaxRequestsPerHost(Load.CONCURRENCY);
    this.http =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .connectionPool(new ConnectionPool(Load.CONCURRENCY, 1, TimeUnit.MINUTES))
            .build();
    this.url = baseUrl + "/chat/completions";
  }

  byte[] ask() throws IOException {
    try (Response response = call().execute()) {
      return read(response);
    }
  }

  /** Unlike {@link #ask}, this ends when its thread is interrupted, as our client's calls do. */
  byte[] askAndWait() throws InterruptedException, ExecutionException {
    return askAsync().get();
  }

  CompletableFuture<byte[]> askAsync() {
    CompletableFuture<byte[]> result = new CompletableFuture<>();
    call()
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException failure) {
                result.completeExceptionally(failure);
              }

              @Override
              public void onResponse(Call call, Response response) throws IOException {
                try (response) {
                  result.complete(read(response));
                }
              }
            });
    return result;
  }

  private Call call() {
    return http.newCall(
        new Request.Builder()
            .url(url)
            .header("Authorization", "Bearer benchmark")
            .post(RequestBody.create(BODY, JSON))
            .build());
  }

  private static byte[] read(Response response) throws IOException {
    byte[] body = response.body().bytes();
    if (!response.isSuccessful() || body.length == 0) {
      throw new IOException(
          "The status must be 200 and the body not empty, was " + response.code());
    }
    return body;
  }
}
