package io.agp.cli;

import io.agp.Interaction;
import io.agp.Item;
import io.agp.User;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Recommends to users from all they did, in the form that {@code agp rerank} reads. */
@Command(
    name = "recommend",
    description = {
      "Recommends from the whole history of users: a JSON line each, with the history and the",
      "candidates, best first, as 'agp rerank' reads it. A recommender that is trained is trained",
      "without the last two interactions, which tell it when to stop; the history has them."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp recommend --data ml-latest-small --recommender itemknn --user 1 --user 2",
      "  agp recommend --data ml-latest-small --recommender model:sasrec.safetensors > requests.jsonl",
      "  agp recommend --data ml-latest-small --user 7 | agp rerank --run runs/first"
    })
final class RecommendCommand implements Callable<Integer> {
  @Mixin DataOptions data = new DataOptions();
  @Mixin RecommenderOptions recommender = new RecommenderOptions();

  @Option(
      names = "--user",
      paramLabel = "ID",
      description = "A user; may be given more than once. Default: all users.")
  List<String> users = new ArrayList<>();

  @Option(
      names = "--top-k",
      paramLabel = "K",
      defaultValue = "10",
      description = "Items a user. Default: ${DEFAULT-VALUE}.")
  int topK;

  @Option(
      names = "--history",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many of a user's latest items are written. Default: ${DEFAULT-VALUE}.")
  int history;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    if (topK < 1 || history < 0) {
      throw new IllegalArgumentException(
          String.format(
              "--top-k must be at least 1 and --history at least 0, were %d and %d",
              topK, history));
    }
    PrintWriter log = spec.commandLine().getErr();
    BaseRanking base = BaseRanking.fit(data.dataset(), recommender, Optional.empty(), log);
    BaseRanking.print(log, base.problems());
    PrintWriter out = spec.commandLine().getOut();
    for (User user : wanted(base.dataset().users())) {
      out.println(Json.line(request(user, base.recommender().topK(user, topK))));
    }
    out.flush();
    return 0;
  }

  private List<User> wanted(List<User> all) {
    if (users.isEmpty()) {
      return all;
    }
    Map<String, User> byId = all.stream().collect(Collectors.toMap(User::id, user -> user));
    return users.stream().map(id -> known(id, byId)).toList();
  }

  private static User known(String id, Map<String, User> users) {
    User user = users.get(id);
    if (user == null) {
      throw new IllegalArgumentException("--user " + id + " is no user of the data");
    }
    return user;
  }

  private Map<String, Object> request(User user, List<Item> candidates) {
    Map<String, Object> person = new LinkedHashMap<>();
    person.put("id", user.id());
    List<Interaction> last =
        user.history().subList(Math.max(0, user.history().size() - history), user.history().size());
    person.put("history", last.stream().map(contact -> asJson(contact.item())).toList());
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("user", person);
    request.put("candidates", candidates.stream().map(RecommendCommand::asJson).toList());
    return request;
  }

  private static Map<String, Object> asJson(Item item) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", item.id());
    json.put("title", item.title());
    item.attributes().forEach(json::putIfAbsent);
    return json;
  }
}
