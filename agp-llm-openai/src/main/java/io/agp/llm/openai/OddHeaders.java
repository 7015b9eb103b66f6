package io.agp.llm.openai;

import java.io.IOException;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Keeps a {@code Retry-After} from OkHttp that it would fail on: with 503 it reads the number as an
 * int, and throws away the reply if it is larger. The largest it reads is far above every wait.
 */
final class OddHeaders implements Interceptor {
  private static final String RETRY_AFTER = "Retry-After";
  private static final Pattern NO_INT = Pattern.compile("\\d{10,}");

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String value = response.header(RETRY_AFTER);
    return value != null && NO_INT.matcher(value).matches()
        ? response.newBuilder().header(RETRY_AFTER, "999999999").build()
        : response;
  }
}
