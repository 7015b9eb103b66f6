package io.agp.experiments.protocol;

import io.agp.Interaction;
import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.User;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.read.LocatedJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes the lines of a {@link SampleFile} one after the other. Not thread-safe. */
final class SampleReader {
  private final Map<String, Item> items;
  private final Map<String, User> users = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final List<LabelledUser> train = new ArrayList<>();
  private final List<LabelledUser> validation = new ArrayList<>();
  private final List<LabelledUser> test = new ArrayList<>();
  private Optional<UserCounts> counts = Optional.empty();

  SampleReader(Dataset dataset) {
    this.items = dataset.items();
    dataset.users().forEach(user -> users.put(user.id(), user));
  }

  void take(LocatedJson line) {
    if (counts.isEmpty()) {
      counts = Optional.of(counts(line));
    } else {
      role(line).add(labelled(line));
    }
  }

  private static UserCounts counts(LocatedJson header) {
    if (!header.text("format").equals(SampleFile.FORMAT)) {
      throw header.rejected("format", "must be " + SampleFile.FORMAT);
    }
    return new UserCounts(
        header.count("users"),
        header.count("tooShort"),
        header.count("missed"),
        header.count("takingPart"));
  }

  private List<LabelledUser> role(LocatedJson line) {
    return switch (line.text("role")) {
      case "train" -> train;
      case "validation" -> validation;
      case "test" -> test;
      default -> throw line.rejected("role", "must be train, validation or test");
    };
  }

  private LabelledUser labelled(LocatedJson line) {
    User user = user(line);
    Set<String> history = different(line, "history");
    List<Interaction> past = past(line, history, user);
    return new LabelledUser(
        user.withHistory(past), candidates(line, history), gains(line, history));
  }

  private User user(LocatedJson line) {
    String id = line.text("user");
    User user = users.get(id);
    if (user == null) {
      throw line.rejected("user", "must be a user of the data set");
    }
    if (!seen.add(id)) {
      throw line.rejected("user", "must differ from every user before");
    }
    return user;
  }

  /** The ids of a list in its order. */
  private static Set<String> different(LocatedJson line, String field) {
    Set<String> ids = new LinkedHashSet<>();
    for (String id : line.texts(field)) {
      if (!ids.add(id)) {
        throw line.rejected(field, id, "must not hold an item twice");
      }
    }
    return ids;
  }

  private static List<Interaction> past(LocatedJson line, Set<String> history, User user) {
    Map<String, Interaction> known = new HashMap<>();
    user.history().forEach(contact -> known.put(contact.item().id(), contact));
    List<Interaction> past = new ArrayList<>(history.size());
    for (String id : history) {
      Interaction contact = known.get(id);
      if (contact == null) {
        throw line.rejected("history", id, "must hold items of the user's history in the data set");
      }
      past.add(contact);
    }
    return past;
  }

  private List<Item> candidates(LocatedJson line, Set<String> history) {
    List<Item> candidates = new ArrayList<>();
    for (String id : different(line, "candidates")) {
      candidates.add(item(line, "candidates", id, history));
    }
    return candidates;
  }

  private Item item(LocatedJson line, String field, String id, Set<String> history) {
    Item item = items.get(id);
    if (item == null) {
      throw line.rejected(field, id, "must hold items of the data set");
    }
    if (history.contains(id)) {
      throw line.rejected(field, id, "must not hold an item of the history");
    }
    return item;
  }

  private Map<String, Double> gains(LocatedJson line, Set<String> history) {
    Map<String, Double> gains = line.numbersByName("relevant");
    if (gains.isEmpty()) {
      throw line.rejected("relevant", "must hold at least one item");
    }
    gains.forEach(
        (id, gain) -> {
          item(line, "relevant", id, history);
          if (!(gain > 0)) {
            throw line.rejected("relevant", gain, "must hold gains above 0");
          }
        });
    return gains;
  }

  Samples samples(String file) {
    UserCounts known =
        counts.orElseThrow(
            () -> DataException.of(file, "must begin with a header " + SampleFile.FORMAT));
    return new Samples(train, validation, test, known);
  }
}
