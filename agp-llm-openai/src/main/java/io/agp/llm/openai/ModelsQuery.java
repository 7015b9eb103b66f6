package io.agp.llm.openai;

import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.openai.Outcome.Failure;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Asks a server once for its models. */
final class ModelsQuery implements Callback {
  private static final int DATE_LENGTH = 10;

  private final ChatEndpoint endpoint;
  private final CompletableFuture<List<ListedModel>> result = new CompletableFuture<>();

  ModelsQuery(ChatEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  CompletableFuture<List<ListedModel>> send(Deadline deadline) {
    Call call = endpoint.newModelsCall();
    long left = Math.max(1, deadline.remaining().toMillis());
    call.timeout()
        .timeout(Math.min(left, call.timeout().timeoutNanos() / 1_000_000), TimeUnit.MILLISECONDS);
    result.whenComplete((models, failure) -> call.cancel());
    call.enqueue(this);
    return result;
  }

  @Override
  public void onFailure(Call call, IOException failure) {
    fail(endpoint.failures().transport(failure, false, 1));
  }

  @Override
  public void onResponse(Call call, Response response) {
    try (response) {
      read(Reply.read(response));
    } catch (IOException e) {
      onFailure(call, e);
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e); // else the caller would wait for ever
    }
  }

  private void read(Reply reply) {
    Optional<Map<?, ?>> body = reply.isSuccess() ? Json.object(reply.body()) : Optional.empty();
    if (body.filter(map -> map.get("data") instanceof List<?>).isPresent()) {
      result.complete(models(Json.list(body.get().get("data"))));
    } else if (reply.isSuccess()) {
      fail(
          endpoint
              .failures()
              .unusable(
                  LlmException.MalformedResponse::new,
                  RetryKind.NEVER,
                  reply,
                  1,
                  Optional.empty(),
                  "the list of models is no JSON object with \"data\""));
    } else {
      fail(endpoint.errors().classify(reply, 1));
    }
  }

  private void fail(Failure failure) {
    result.completeExceptionally(failure.exception(List.of()));
  }

  private List<ListedModel> models(List<?> data) {
    return data.stream()
        .flatMap(model -> Json.map(model).stream())
        .filter(model -> !Json.text(model.get("id")).isBlank())
        .map(
            model ->
                new ListedModel(
                    endpoint.failures().clean(Json.text(model.get("id"))),
                    date(model.get("shutdown_date"))))
        .toList();
  }

  /** A date, a date with a time, or seconds since 1970; anything else tells nothing. */
  private static Optional<LocalDate> date(@Nullable Object value) {
    try {
      if (value instanceof Number seconds) {
        Instant moment = Instant.ofEpochSecond(seconds.longValue());
        return Optional.of(LocalDate.ofInstant(moment, ZoneOffset.UTC));
      }
      String text = Json.text(value);
      return text.length() < DATE_LENGTH
          ? Optional.empty()
          : Optional.of(LocalDate.parse(text.substring(0, DATE_LENGTH)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
