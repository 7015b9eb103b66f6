package io.agp.rpp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Encoders made of the library's own parts and texts alone: a policy's file can tell how to make
 * them again, with the projections they were fitted with.
 */
final class TextEncoders {
  private TextEncoders() {}

  /** What a file says of user and item encoders; empty where one is the caller's own. */
  static Optional<Map<String, Object>> toJson(
      UserEncoder users, ItemEncoder items, SentenceEncoder sentences) {
    UserEncoder plainUsers = users instanceof ProjectedUsers p ? p.encoder() : users;
    ItemEncoder plainItems = items instanceof ProjectedItems p ? p.encoder() : items;
    boolean known =
        plainUsers instanceof UserTexts texts
            && hashing(texts.items())
            && hashing(plainItems)
            && sentences instanceof HashingSentenceEncoder;
    if (!known) {
      return Optional.empty();
    }
    Map<String, Object> json = new LinkedHashMap<>();
    UserTexts texts = (UserTexts) plainUsers;
    json.put("users", part(texts.items().dimensions(), projection(users)));
    json.put("historyLength", texts.historyLength());
    json.put("items", part(plainItems.dimensions(), projection(items)));
    json.put("sentences", sentences.dimensions());
    return Optional.of(json);
  }

  private static boolean hashing(ItemEncoder items) {
    return items instanceof ItemTexts texts && texts.sentences() instanceof HashingSentenceEncoder;
  }

  private static @Nullable Projection projection(Object encoder) {
    if (encoder instanceof ProjectedUsers users) {
      return users.projection();
    }
    return encoder instanceof ProjectedItems items ? items.projection() : null;
  }

  private static Map<String, Object> part(int dimensions, @Nullable Projection projection) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dimensions", dimensions);
    if (projection != null) {
      json.put("projection", projection.toJson());
    }
    return json;
  }

  static UserEncoder users(LocatedJson json) {
    LocatedJson part = part(json, "users");
    UserEncoder texts =
        json.make(
            () -> UserEncoder.ofText(hashing(part, "dimensions"), json.integer("historyLength")));
    return part.has("projection") ? texts.projected(projection(part)) : texts;
  }

  static ItemEncoder items(LocatedJson json) {
    LocatedJson part = part(json, "items");
    ItemEncoder texts = ItemEncoder.ofText(hashing(part, "dimensions"));
    return part.has("projection") ? texts.projected(projection(part)) : texts;
  }

  static SentenceEncoder sentences(LocatedJson json) {
    return hashing(json, "sentences");
  }

  private static LocatedJson part(LocatedJson json, String name) {
    json.only(Set.of("users", "historyLength", "items", "sentences"));
    return json.object(name).only(Set.of("dimensions", "projection"));
  }

  private static SentenceEncoder hashing(LocatedJson json, String field) {
    return json.make(() -> new HashingSentenceEncoder(json.integer(field)));
  }

  private static Projection projection(LocatedJson part) {
    return Projection.fromJson(part.object("projection"));
  }
}
