package io.agp.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A data set that others publish, and where. The facts are in {@code datasets.json}.
 *
 * @param name what the command line calls it
 * @param title what people call it
 * @param remarks what to know about it
 * @param counts how large it is, by who says so
 * @param editions the editions there are, the one to prefer first
 */
record PublicDataset(
    String name, String title, List<String> remarks, List<Counts> counts, List<Edition> editions) {
  private static final String RESOURCE = "datasets.json";

  /**
   * How large it is.
   *
   * @param source who says so
   * @param users as published; empty if not said
   * @param items as published; empty if not said
   * @param interactions as published; empty if not said
   */
  record Counts(String source, String users, String items, String interactions) {}

  /**
   * One edition of it.
   *
   * @param name the year
   * @param page where it is obtained
   * @param terms what its use is bound to, in a line
   * @param archive what is downloaded, if the files come packed
   * @param files the files that are needed
   * @param formats the names of the formats that read them
   */
  record Edition(
      String name,
      String page,
      String terms,
      Optional<Archive> archive,
      List<WantedFile> files,
      List<String> formats) {}

  /**
   * Files packed in one.
   *
   * @param file its name
   * @param size as published, if it is
   * @param md5 the published check sum in hexadecimal digits, if there is one
   * @param published the page with the check sum
   */
  record Archive(
      String file, Optional<String> size, Optional<String> md5, Optional<String> published) {}

  /**
   * A file that is needed.
   *
   * @param names the names it may have; {@code *} stands for any characters, and a {@code .gz} at
   *     the end may be missing
   * @param what what it holds
   */
  record WantedFile(List<String> names, String what) {}

  /** All of them, in the order of the file. */
  static List<PublicDataset> all() {
    return JsonObject.parse(RESOURCE, text()).objects("datasets", false).stream()
        .map(PublicDataset::of)
        .toList();
  }

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static PublicDataset named(String name) {
    List<PublicDataset> all = all();
    return all.stream()
        .filter(dataset -> dataset.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        "Unknown data set \"%s\": known are %s",
                        name,
                        all.stream().map(PublicDataset::name).collect(Collectors.joining(", ")))));
  }

  private static String text() {
    try (InputStream in = PublicDataset.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("The jar must hold " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE, e);
    }
  }

  private static PublicDataset of(JsonObject json) {
    return new PublicDataset(
        json.string("name"),
        json.string("title"),
        json.strings("remarks"),
        json.objects("counts", false).stream().map(PublicDataset::counts).toList(),
        json.objects("editions", false).stream().map(PublicDataset::edition).toList());
  }

  private static Counts counts(JsonObject json) {
    return new Counts(
        json.string("source"),
        orEmpty(json, "users"),
        orEmpty(json, "items"),
        orEmpty(json, "interactions"));
  }

  private static String orEmpty(JsonObject json, String name) {
    return optional(json, name).orElse("");
  }

  private static Optional<String> optional(JsonObject json, String name) {
    return Optional.ofNullable(json.optionalString(name));
  }

  private static Edition edition(JsonObject json) {
    return new Edition(
        json.string("name"),
        json.string("page"),
        json.string("terms"),
        json.fields().containsKey("archive")
            ? Optional.of(archive(json.object("archive")))
            : Optional.empty(),
        json.objects("files", false).stream()
            .map(file -> new WantedFile(file.strings("names"), file.string("what")))
            .toList(),
        json.strings("formats"));
  }

  private static Archive archive(JsonObject json) {
    return new Archive(
        json.string("file"),
        optional(json, "size"),
        optional(json, "md5"),
        optional(json, "published"));
  }
}
