package io.agp.rpp;

import io.agp.prompt.Prompt;
import io.agp.rpp.Pattern.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The JSON form of an {@link ActionSpace}: in files of its own and within a policy's file. */
final class ActionSpaceJson {
  private static final String FORMAT = "agp-actions-1";
  private static final Set<String> FIELDS =
      Set.of("format", "domain", "history", "candidates", "initialHistory", "facts", "patterns");

  private ActionSpaceJson() {}

  static ActionSpace resource(String name) {
    return fromJson(LocatedJson.parse(name, resourceText(name)));
  }

  static String resourceText(String name) {
    try (InputStream in =
        Objects.requireNonNull(ActionSpaceJson.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }

  static ActionSpace read(Path file) {
    try {
      return fromJson(LocatedJson.parse(file.toString(), Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  static void write(ActionSpace space, Path file) {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.writeString(temporary, LocatedJson.write(toJson(space)));
      Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  static Map<String, Object> toJson(ActionSpace space) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("domain", space.domain());
    json.put("history", space.historyLabel());
    json.put("candidates", space.candidatesLabel());
    json.put("initialHistory", space.initialHistory());
    json.put("facts", space.facts().stream().sorted().toList());
    json.put("patterns", space.sets().stream().map(ActionSpaceJson::toJson).toList());
    return json;
  }

  private static Map<String, Object> toJson(ActionSet set) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", set.pattern().name());
    json.put("kind", set.pattern().kind().name().toLowerCase(Locale.ROOT));
    json.put("manual", set.manual());
    json.put("actions", set.actions().stream().map(ActionSpaceJson::toJson).toList());
    return json;
  }

  private static Map<String, Object> toJson(Action action) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", action.id());
    if (action instanceof Action.Sentence sentence) {
      json.put("text", sentence.text());
    } else if (action instanceof Action.MoreHistory more) {
      json.put("items", more.items());
    } else if (action instanceof Action.Attributes attributes) {
      json.put("label", attributes.label());
      json.put("attributes", attributes.names());
    } else if (action instanceof Action.Profile profile) {
      json.put("label", profile.label());
      profile.prompt().ifPresent(prompt -> json.put("prompt", prompt.text()));
    }
    return json;
  }

  static ActionSpace fromJson(LocatedJson json) {
    json.only(FIELDS);
    if (!json.string("format").equals(FORMAT)) {
      throw json.bad("format", json.string("format"), "must be \"" + FORMAT + "\"");
    }
    List<ActionSet> sets = json.objects("patterns").stream().map(ActionSpaceJson::set).toList();
    return json.make(
        () -> {
          ActionSpace.Builder space =
              ActionSpace.builder(json.string("domain"))
                  .labels(json.string("history"), json.string("candidates"))
                  .initialHistory(json.integer("initialHistory"))
                  .facts(json.strings("facts").toArray(String[]::new));
          sets.forEach(space::add);
          return space.build();
        });
  }

  private static ActionSet set(LocatedJson json) {
    json.only(Set.of("name", "kind", "manual", "actions"));
    Kind kind = kind(json);
    List<Action> actions = new ArrayList<>();
    json.objects("actions").forEach(action -> actions.add(action(action, kind)));
    return json.make(
        () ->
            new ActionSet(new Pattern(json.string("name"), kind), actions, json.string("manual")));
  }

  private static Kind kind(LocatedJson json) {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      kinds.put(kind.name().toLowerCase(Locale.ROOT), kind);
    }
    Kind kind = kinds.get(json.string("kind"));
    if (kind == null) {
      throw json.bad("kind", json.string("kind"), "must be one of " + kinds.keySet());
    }
    return kind;
  }

  private static Action action(LocatedJson json, Kind kind) {
    return switch (kind) {
      case SENTENCES -> sentence(json.only(Set.of("id", "text")));
      case HISTORY -> moreHistory(json.only(Set.of("id", "items")));
      case ATTRIBUTES -> attributes(json.only(Set.of("id", "label", "attributes")));
      case PROFILES -> profile(json.only(Set.of("id", "label", "prompt")));
    };
  }

  private static Action sentence(LocatedJson json) {
    return json.make(() -> new Action.Sentence(json.string("id"), json.string("text")));
  }

  private static Action moreHistory(LocatedJson json) {
    return json.make(() -> new Action.MoreHistory(json.string("id"), json.integer("items")));
  }

  private static Action attributes(LocatedJson json) {
    return json.make(
        () ->
            new Action.Attributes(
                json.string("id"), json.string("label"), json.strings("attributes")));
  }

  private static Action profile(LocatedJson json) {
    return json.make(
        () -> {
          Optional<Prompt> prompt =
              json.has("prompt") ? Optional.of(Prompt.of(json.string("prompt"))) : Optional.empty();
          return new Action.Profile(json.string("id"), json.string("label"), prompt);
        });
  }
}
