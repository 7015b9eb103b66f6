package io.agp.llm.openai;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Checks a base URL, and makes addresses below it. */
final class BaseUrl {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1", Pattern.CASE_INSENSITIVE);

  private BaseUrl() {}

  static HttpUrl base(String baseUrl, boolean allowInsecureHttp) {
    HttpUrl url = parse(baseUrl);
    if (!url.isHttps() && !allowInsecureHttp && !LOOPBACK.matcher(url.host()).matches()) {
      throw new IllegalArgumentException(
          "baseUrl must be https; http is for loopback addresses, or with allowInsecureHttp(true)."
              + shown(url));
    }
    return url;
  }

  /** The address of a resource, such as {@code /chat/completions}, below a base. */
  static HttpUrl below(HttpUrl base, String resource) {
    String path = base.encodedPath();
    String folder = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return base.newBuilder().encodedPath(folder + resource).build();
  }

  private static HttpUrl parse(String baseUrl) {
    URI uri = uri(baseUrl);
    HttpUrl url = HttpUrl.parse(baseUrl);
    if (url == null || uri == null || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "baseUrl must be a http(s) URL with a host, was " + unparsed(baseUrl));
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "baseUrl must have no user info, query or fragment." + shown(url));
    }
    return url;
  }

  /** The stricter of two parsers: it refuses backslashes and spaces that the other mends. */
  private static @Nullable URI uri(String baseUrl) {
    try {
      return new URI(baseUrl);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** What comes before the host or in the query can be a secret. */
  private static String unparsed(String baseUrl) {
    return baseUrl.matches(".*[@?#].*") ? "(not shown, as it may hold a secret)" : baseUrl;
  }

  private static String shown(HttpUrl url) {
    return " Its host was " + url.scheme() + "://" + url.host();
  }
}
