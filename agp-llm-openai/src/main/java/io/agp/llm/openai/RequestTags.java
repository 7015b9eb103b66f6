package io.agp.llm.openai;

import io.agp.llm.LlmRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okio.ByteString;

/** What goes out with a request beside its body: headers and parameters of the caller's choice. */
final class RequestTags {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E]*");
  private static final String AUTHORIZATION = "Authorization";
  private static final int SHORTEST_SECRET = 16;

  /** What the client, or the protocol below it, writes. */
  private static final Set<String> RESERVED =
      Set.of(
          "authorization",
          "accept",
          "accept-encoding",
          "connection",
          "content-length",
          "content-type",
          "host",
          "openai-organization",
          "transfer-encoding",
          "user-agent");

  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private Optional<String> keyHeader = Optional.empty();
  private Optional<String> roleHeader = Optional.empty();
  private Optional<String> userHeader = Optional.empty();
  private ByteString secret = ByteString.EMPTY;

  RequestTags() {}

  /** A copy, so that a builder that is used on does not change a client. */
  RequestTags(RequestTags other) {
    headers.putAll(other.headers);
    parameters.putAll(other.parameters);
    keyHeader = other.keyHeader;
    roleHeader = other.roleHeader;
    userHeader = other.userHeader;
    secret = other.secret;
  }

  void header(String name, String value) {
    headers.put(name, value);
  }

  void queryParameter(String name, String value) {
    parameters.put(name, value);
  }

  void apiKeyHeader(String name) {
    keyHeader = Optional.of(name);
  }

  void roleHeader(String name) {
    roleHeader = Optional.of(name);
  }

  void userHeader(String name, byte[] key) {
    userHeader = Optional.of(name);
    secret = ByteString.of(key, 0, key.length);
  }

  /** What is wrong; no value is shown, as it may be a secret at the wrong place. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    headers.forEach((name, value) -> header(name, value, problems));
    keyHeader
        .filter(name -> !name.equalsIgnoreCase(AUTHORIZATION))
        .ifPresent(name -> name(name, problems));
    roleHeader.ifPresent(name -> name(name, problems));
    userHeader.ifPresent(name -> name(name, problems));
    if (userHeader.isPresent() && secret.size() < SHORTEST_SECRET) {
      problems.add("userHeader's secret must have at least 16 bytes, had " + secret.size());
    }
    if (parameters.keySet().stream().anyMatch(String::isBlank)) {
      problems.add("queryParameter must have a name that is not blank");
    }
    return problems;
  }

  private static void header(String name, String value, List<String> problems) {
    name(name, problems);
    if (!VALUE.matcher(value).matches()) {
      problems.add(
          "header " + name + " must be of printable ASCII characters (its value is not shown)");
    }
  }

  private static void name(String name, List<String> problems) {
    if (!NAME.matcher(name).matches() || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      problems.add(
          "a header's name must be a token that the client does not write itself, was \""
              + name
              + "\"");
    }
  }

  HttpUrl addressed(HttpUrl url) {
    HttpUrl.Builder address = url.newBuilder();
    parameters.forEach(address::addQueryParameter);
    return address.build();
  }

  void fixed(Request.Builder request) {
    headers.forEach(request::header);
  }

  void authorize(Request.Builder request, String key) {
    request.header(keyHeader.orElse(AUTHORIZATION), keyHeader.isPresent() ? key : "Bearer " + key);
  }

  void tag(Request.Builder request, LlmRequest asked) {
    roleHeader.ifPresent(
        name -> request.header(name, asked.role().name().toLowerCase(Locale.ROOT)));
    if (userHeader.isPresent() && asked.userId().isPresent()) {
      request.header(userHeader.get(), hash(asked.userId().get()));
    }
  }

  private String hash(String userId) {
    return ByteString.of(userId.getBytes(StandardCharsets.UTF_8)).hmacSha256(secret).hex();
  }
}
