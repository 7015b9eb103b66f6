package io.agp.rpp;

import io.agp.rpp.internal.ActorCritic;
import io.agp.rpp.internal.Pooling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JSON file of an {@link RppPolicy}; weights are little-endian floats in base 64. */
final class RppPolicyFile {
  private static final String FORMAT = "agp-rpp-policy-1";
  private static final String HASH = "hash";
  private static final Set<String> FIELDS =
      Set.of(
          "format",
          "rounds",
          "system",
          "seed",
          "encoders",
          "textEncoders",
          "projection",
          "space",
          "spaceHash",
          "refined",
          "agents",
          "pooling",
          "weights",
          "learnedOn",
          HASH);

  private RppPolicyFile() {}

  static void write(RppPolicy policy, Path file) {
    Map<String, Object> json = toJson(policy);
    json.put(HASH, LocatedJson.hashOf(json));
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.writeString(temporary, LocatedJson.write(json));
      Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static Map<String, Object> toJson(RppPolicy policy) {
    PolicyCore core = policy.core();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("rounds", policy.rounds());
    json.put("system", policy.wording().system());
    json.put("seed", String.valueOf(policy.wording().seed()));
    Map<String, Object> encoders = new LinkedHashMap<>();
    encoders.put("users", core.encoder().userEncoderName());
    encoders.put("items", core.encoder().itemEncoderName());
    encoders.put("sentences", core.encoder().sentenceEncoderName());
    json.put("encoders", encoders);
    core.encoder().asTexts().ifPresent(texts -> json.put("textEncoders", texts));
    json.put("projection", core.encoder().projection().toJson());
    json.put("space", ActionSpaceJson.toJson(core.space()));
    json.put("spaceHash", core.space().hash());
    json.put("refined", policy.wording().refined().toJson());
    json.put("agents", core.layout().agents().stream().map(RppPolicyFile::agent).toList());
    json.put("pooling", core.networks().pooling().name());
    Map<String, Object> weights = new LinkedHashMap<>();
    core.networks().weights().forEach((name, values) -> weights.put(name, encoded(values)));
    json.put("weights", weights);
    json.put("learnedOn", policy.learnedOn());
    return json;
  }

  private static Map<String, Object> agent(AgentLayout.Scope scope) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sets", text(scope.sets()));
    json.put("options", scope.options().stream().map(RppPolicyFile::text).toList());
    return json;
  }

  private static String text(List<Integer> places) {
    return String.join(" ", places.stream().map(String::valueOf).toList());
  }

  private static String encoded(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putFloat((float) value);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  static RppPolicy read(
      Path file, UserEncoder users, ItemEncoder items, SentenceEncoder sentences) {
    return parse(checked(file), users, items, sentences);
  }

  /** Makes the encoders from the file as well. */
  static RppPolicy read(Path file) {
    LocatedJson json = checked(file);
    if (!json.has("textEncoders")) {
      LocatedJson encoders = json.object("encoders");
      throw json.bad(
          "encoders",
          List.of(encoders.string("users"), encoders.string("items")),
          "must be given, as they are not made of texts alone");
    }
    LocatedJson texts = json.object("textEncoders");
    return parse(
        json, TextEncoders.users(texts), TextEncoders.items(texts), TextEncoders.sentences(texts));
  }

  private static LocatedJson checked(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    LocatedJson json = LocatedJson.parse(file.toString(), text).only(FIELDS);
    if (!json.string("format").equals(FORMAT)) {
      throw json.bad("format", json.string("format"), "must be \"" + FORMAT + "\"");
    }
    json.requireHash(HASH);
    return json;
  }

  private static RppPolicy parse(
      LocatedJson json, UserEncoder users, ItemEncoder items, SentenceEncoder sentences) {
    LocatedJson encoders = json.object("encoders").only(Set.of("users", "items", "sentences"));
    requireName(encoders, "users", users.name());
    requireName(encoders, "items", items.name());
    requireName(encoders, "sentences", sentences.name());
    ActionSpace space = ActionSpaceJson.fromJson(json.object("space"));
    json.make(
        () -> {
          space.requireHash(json.string("spaceHash"));
          return space;
        });
    Projection projection = Projection.fromJson(json.object("projection"));
    RefinedSentences refined = RefinedSentences.fromJson(json.objects("refined"));
    List<AgentLayout.Scope> scopes = new ArrayList<>();
    json.objects("agents").forEach(agent -> scopes.add(scope(agent)));
    Pooling pooling = pooling(json);
    Map<String, double[]> weights = weights(json.object("weights"));
    Map<String, String> learnedOn = new LinkedHashMap<>();
    LocatedJson record = json.object("learnedOn");
    record.names().forEach(name -> learnedOn.put(name, record.string(name)));
    RppPolicy.Wording wording =
        new RppPolicy.Wording(refined, json.string("system"), json.longText("seed"));
    return json.make(
        () -> {
          AgentLayout layout = new AgentLayout(space, scopes);
          StateEncoder encoder = new StateEncoder(users, items, sentences, projection);
          ActorCritic networks =
              ActorCritic.random(encoder.dimensions(), layout.sizes(), pooling, 0);
          networks.loadWeights(weights);
          PolicyCore core = new PolicyCore(space, layout, encoder, networks);
          return new RppPolicy(core, wording, json.integer("rounds"), learnedOn);
        });
  }

  private static void requireName(LocatedJson encoders, String which, String given) {
    if (!encoders.string(which).equals(given)) {
      throw encoders.bad(
          which, encoders.string(which), "must be the encoder given, \"" + given + '"');
    }
  }

  private static AgentLayout.Scope scope(LocatedJson json) {
    json.only(Set.of("sets", "options"));
    List<List<Integer>> options = new ArrayList<>();
    json.strings("options").forEach(option -> options.add(places(json, "options", option)));
    return new AgentLayout.Scope(places(json, "sets", json.string("sets")), options);
  }

  private static List<Integer> places(LocatedJson json, String name, String text) {
    if (!text.matches("\\d{1,6}( \\d{1,6}){0,63}")) {
      throw json.bad(name, text, "must be whole numbers with a space between them");
    }
    List<Integer> places = new ArrayList<>();
    for (String place : text.split(" ", -1)) {
      places.add(Integer.valueOf(place));
    }
    return places;
  }

  private static Pooling pooling(LocatedJson json) {
    for (Pooling pooling : Pooling.values()) {
      if (pooling.name().equals(json.string("pooling"))) {
        return pooling;
      }
    }
    throw json.bad(
        "pooling", json.string("pooling"), "must be one of " + List.of(Pooling.values()));
  }

  private static Map<String, double[]> weights(LocatedJson json) {
    Map<String, double[]> weights = new LinkedHashMap<>();
    json.names().forEach(name -> weights.put(name, decoded(json, name)));
    return weights;
  }

  private static double[] decoded(LocatedJson json, String name) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(json.string(name));
    } catch (IllegalArgumentException e) {
      throw json.bad(name, json.string(name), "must be base 64");
    }
    if (bytes.length % 4 != 0) {
      throw json.bad(name, json.string(name), "must be floats of 4 bytes");
    }
    ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[bytes.length / 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats.getFloat();
    }
    return values;
  }
}
