package io.agp.llm.openai;

import io.agp.llm.Price;
import io.agp.llm.openai.ModelCatalogue.Entry;
import io.agp.llm.openai.ModelProfile.InstructionRole;
import io.agp.llm.openai.ModelProfile.OutputLimit;
import io.agp.llm.openai.ModelProfile.SchemaSupport;
import io.agp.llm.openai.ModelProfile.Temperature;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads a table of models. What an entry leaves out is as {@link ModelProfile#builder()} has it.
 */
final class ModelFile {
  private static final String FORMAT = "agp-models-1";
  private static final Set<String> FIELDS = Set.of("format", "asOf", "models");
  private static final Set<String> ENTRY_FIELDS =
      Set.of(
          "ids",
          "outputLimit",
          "instructionRole",
          "schemaSupport",
          "temperature",
          "efforts",
          "thinkingSwitch",
          "extraFields",
          "contextTokens",
          "price",
          "retires",
          "successor",
          "remark");
  private static final Set<String> PRICE_FIELDS = Set.of("input", "cachedInput", "output", "asOf");

  private ModelFile() {}

  /**
   * Reads the text of a file.
   *
   * @throws IllegalArgumentException if it breaks a rule, with place, value and rule
   */
  static List<Entry> read(String place, String text) {
    Map<?, ?> root =
        Json.object(text)
            .orElseThrow(() -> new IllegalArgumentException(place + " must be a JSON object"));
    ModelFields file = new ModelFields(place, root, FIELDS);
    file.require(FORMAT.equals(root.get("format")), "format", "must be \"" + FORMAT + "\"");
    file.require(root.get("models") instanceof List<?>, "models", "must be an array");
    List<Entry> entries = new ArrayList<>();
    for (Object model : Json.list(root.get("models"))) {
      String where = place + ", models[" + entries.size() + "]";
      Map<?, ?> fields =
          Json.map(model)
              .orElseThrow(() -> new IllegalArgumentException(where + " must be an object"));
      entries.add(entry(new ModelFields(where, fields, ENTRY_FIELDS)));
    }
    return entries;
  }

  private static Entry entry(ModelFields fields) {
    String ids = fields.text("ids").orElse("");
    fields.require(!ids.isBlank(), "ids", "must be a regular expression that is not blank");
    return new Entry(
        ModelCatalogue.pattern(fields.place("ids"), ids),
        profile(fields),
        fields.text("remark").orElse(""));
  }

  private static ModelProfile profile(ModelFields fields) {
    ModelProfile.Builder profile = ModelProfile.builder().facts(facts(fields));
    fields.constant("outputLimit", OutputLimit.class).ifPresent(profile::outputLimit);
    fields.constant("instructionRole", InstructionRole.class).ifPresent(profile::instructionRole);
    fields.constant("schemaSupport", SchemaSupport.class).ifPresent(profile::schemaSupport);
    fields.constant("temperature", Temperature.class).ifPresent(profile::temperature);
    fields
        .texts("efforts")
        .ifPresent(words -> fields.checked("efforts", () -> efforts(profile, words)));
    fields.flag("thinkingSwitch").ifPresent(profile::thinkingSwitch);
    fields
        .object("extraFields")
        .ifPresent(extra -> fields.checked("extraFields", () -> extras(profile, extra)));
    return profile.build();
  }

  private static ModelProfile.Builder efforts(ModelProfile.Builder profile, List<String> words) {
    return words.isEmpty() ? profile.reasoningEffort(false) : profile.efforts(words);
  }

  private static ModelProfile.Builder extras(ModelProfile.Builder profile, Map<?, ?> extra) {
    extra.forEach((name, value) -> profile.extraField(String.valueOf(name), whole(value)));
    return profile;
  }

  /** The parser gives every number a fraction, and servers refuse 16.0 where they want 16. */
  private static Object whole(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((name, member) -> copy.put(String.valueOf(name), whole(member)));
      return copy;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ModelFile::whole).toList();
    }
    return value instanceof Double number && number == Math.rint(number)
        ? (Object) number.longValue()
        : value;
  }

  private static ModelFacts facts(ModelFields fields) {
    OptionalLong context =
        fields
            .number("contextTokens")
            .map(tokens -> OptionalLong.of(tokens.longValue()))
            .orElse(OptionalLong.empty());
    return fields.checked(
        "contextTokens",
        () ->
            new ModelFacts(
                context,
                fields.object("price").map(price -> price(fields, price)),
                fields.date("retires"),
                fields.text("successor")));
  }

  private static Price price(ModelFields owner, Map<?, ?> values) {
    ModelFields fields = new ModelFields(owner.place("price"), values, PRICE_FIELDS);
    BigDecimal input = money(fields.needed("input"));
    LocalDate asOf =
        fields
            .date("asOf")
            .orElseThrow(
                () -> new IllegalArgumentException(fields.place("asOf") + " must be a date"));
    return fields.checked(
        "values",
        () ->
            new Price(
                input,
                fields.number("cachedInput").map(ModelFile::money).orElse(input),
                money(fields.needed("output")),
                asOf));
  }

  private static BigDecimal money(Number usd) {
    return BigDecimal.valueOf(usd.doubleValue());
  }
}
