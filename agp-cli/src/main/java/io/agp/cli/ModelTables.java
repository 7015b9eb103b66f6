package io.agp.cli;

import com.github.freva.asciitable.ColumnData;
import io.agp.llm.Price;
import io.agp.llm.openai.ListedModel;
import io.agp.llm.openai.ModelCatalogue;
import io.agp.llm.openai.ModelCatalogue.Entry;
import io.agp.llm.openai.ModelFacts;
import io.agp.llm.openai.ModelProfile;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The tables of models, for people and as JSON. A cell without a value is not known. */
final class ModelTables {
  private final ModelCatalogue catalogue;
  private final LocalDate today;

  ModelTables(ModelCatalogue catalogue, LocalDate today) {
    this.catalogue = catalogue;
    this.today = today;
  }

  void printKnown(PrintWriter out) {
    out.println(
        TextTable.of(
            catalogue.entries(),
            List.of(
                TextTable.left("models", entry -> entry.ids().pattern()),
                profile("token field", profile -> lower(profile.outputLimit())),
                profile("role", profile -> lower(profile.instructionRole())),
                profile("answers", profile -> lower(profile.schemaSupport())),
                profile("temperature", profile -> lower(profile.temperature())),
                profile("efforts", ModelTables::efforts),
                profile("thinking", profile -> profile.thinkingSwitch() ? "switch" : ""),
                profile("context", profile -> context(profile.facts())),
                profile("$ per million tokens", profile -> price(profile.facts())),
                profile("shut down", profile -> day(profile.facts())),
                profile("successor", profile -> profile.facts().successor().orElse("")))));
    catalogue
        .entries()
        .forEach(entry -> warn(entry.profile().facts().warning(entry.ids().pattern(), today), out));
    out.println("Any other model is asked with the fields that most servers understand.");
  }

  private static ColumnData<Entry> profile(String header, Function<ModelProfile, String> value) {
    return TextTable.left(header, entry -> value.apply(entry.profile()));
  }

  private static String day(ModelFacts facts) {
    return facts.retirement().map(LocalDate::toString).orElse("");
  }

  private static void warn(Optional<String> warning, PrintWriter out) {
    warning.map(TextTable::onOneLine).ifPresent(text -> out.println("warning: " + text));
  }

  private static String efforts(ModelProfile profile) {
    if (!profile.reasoningEffort()) {
      return "none taken";
    }
    return profile.efforts().isEmpty() ? "any" : String.join(" ", profile.efforts());
  }

  private static String context(ModelFacts facts) {
    return facts.contextTokens().isPresent()
        ? String.valueOf(facts.contextTokens().getAsLong())
        : "";
  }

  private static String price(ModelFacts facts) {
    return facts.price().map(ModelTables::price).orElse("");
  }

  private static String price(Price price) {
    return String.format(
        Locale.ROOT,
        "%s in, %s cached, %s out (%s)",
        price.input(),
        price.cachedInput(),
        price.output(),
        price.asOf());
  }

  void printListed(List<ListedModel> server, PrintWriter out) {
    out.println();
    out.println("The server lists " + server.size() + " models:");
    out.println(
        TextTable.of(
            server,
            List.of(
                TextTable.left("model", ListedModel::id),
                TextTable.left("profile", this::knownAs),
                TextTable.left("shut down", model -> day(facts(model))))));
    server.forEach(model -> warn(warning(model), out));
  }

  private String knownAs(ListedModel model) {
    return catalogue.find(model.id()).isPresent() ? "known" : "minimal";
  }

  /** The server knows its dates best; the successor is from the table. */
  private ModelFacts facts(ListedModel model) {
    ModelFacts known = catalogue.profile(model.id()).facts();
    return new ModelFacts(
        known.contextTokens(),
        known.price(),
        model.shutdown().or(known::retirement),
        known.successor());
  }

  private Optional<String> warning(ListedModel model) {
    return facts(model).warning(model.id(), today);
  }

  List<Map<String, Object>> known() {
    return catalogue.entries().stream().map(this::json).toList();
  }

  private Map<String, Object> json(Entry entry) {
    ModelProfile profile = entry.profile();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ids", entry.ids().pattern());
    json.put("outputLimit", lower(profile.outputLimit()));
    json.put("instructionRole", lower(profile.instructionRole()));
    json.put("schemaSupport", lower(profile.schemaSupport()));
    json.put("temperature", lower(profile.temperature()));
    if (!profile.reasoningEffort() || !profile.efforts().isEmpty()) {
      json.put("efforts", profile.efforts());
    }
    json.put("thinkingSwitch", profile.thinkingSwitch());
    if (!profile.extraFields().isEmpty()) {
      json.put("extraFields", profile.extraFields());
    }
    put(json, profile.facts());
    if (!entry.remark().isEmpty()) {
      json.put("remark", entry.remark());
    }
    return json;
  }

  private static void put(Map<String, Object> json, ModelFacts facts) {
    facts.contextTokens().ifPresent(tokens -> json.put("contextTokens", tokens));
    facts.price().ifPresent(price -> json.put("price", json(price)));
    facts.retirement().ifPresent(day -> json.put("retires", day.toString()));
    facts.successor().ifPresent(next -> json.put("successor", next));
  }

  private static Map<String, Object> json(Price price) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("input", price.input().doubleValue());
    json.put("cachedInput", price.cachedInput().doubleValue());
    json.put("output", price.output().doubleValue());
    json.put("asOf", price.asOf().toString());
    return json;
  }

  List<Map<String, Object>> listed(List<ListedModel> server) {
    return server.stream().map(this::json).toList();
  }

  private Map<String, Object> json(ListedModel model) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", model.id());
    json.put("profile", knownAs(model));
    model.shutdown().ifPresent(day -> json.put("shutdown", day.toString()));
    warning(model).ifPresent(text -> json.put("warning", text));
    return json;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
