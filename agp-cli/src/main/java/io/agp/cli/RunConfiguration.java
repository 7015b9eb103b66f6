package io.agp.cli;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.experiments.protocol.Samples;
import io.agp.llm.ChatMessage;
import io.agp.llm.Journal;
import io.agp.prompt.Prompt;
import io.agp.prompt.RoleTemplate;
import io.agp.rpp.ActionSpace;
import io.agp.rpp.Domain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that a run's result depends on besides the answers, for its journal's first line. */
final class RunConfiguration {
  private RunConfiguration() {}

  /**
   * The configuration.
   *
   * @param options those of the command that have an effect
   * @param provider who answers
   * @param model what it is asked for, or {@code null} for the provider's default
   * @param samples the users with their histories and candidates
   * @param domain whose sentences RPP's prompts are made of
   */
  static Map<String, String> of(
      Map<String, String> options,
      Provider provider,
      @Nullable String model,
      Samples samples,
      Domain domain) {
    Map<String, String> configuration = new LinkedHashMap<>(options);
    configuration.put(Journal.MODEL, provider.modelName(model));
    configuration.put("--provider", provider.toString());
    configuration.put("data", data(samples));
    configuration.put("templates", templates(domain));
    return configuration;
  }

  /** What a model is shown of the samples, and who is relevant. */
  private static String data(Samples samples) {
    Hasher hasher = Hashing.sha256().newHasher();
    for (List<LabelledUser> users :
        List.of(samples.train(), samples.validation(), samples.test())) {
      hasher.putInt(users.size());
      for (LabelledUser user : users) {
        put(hasher, user.user().id());
        user.user().history().forEach(past -> put(hasher, past.item()));
        user.candidates().forEach(item -> put(hasher, item));
        put(hasher, new TreeMap<>(user.gains()).toString());
      }
    }
    return hasher.hash().toString();
  }

  private static void put(Hasher hasher, Item item) {
    put(hasher, item.id());
    put(hasher, item.title());
    put(hasher, new TreeMap<>(item.attributes()).toString());
  }

  private static String templates(Domain domain) {
    Hasher hasher = Hashing.sha256().newHasher();
    put(hasher, Prompt.initialProfilePrompt().text());
    put(hasher, ActionSpace.of(domain).hash());
    for (RoleTemplate template :
        List.of(
            RoleTemplate.profile(),
            RoleTemplate.rerank(),
            RoleTemplate.direct(),
            RoleTemplate.chainOfThought(),
            RoleTemplate.critique(),
            RoleTemplate.summarise(),
            RoleTemplate.edit())) {
      Map<String, String> names = new LinkedHashMap<>();
      template.placeholders().forEach(name -> names.put(name, name));
      for (ChatMessage message : template.request(names).build().messages()) {
        put(hasher, message.text());
      }
    }
    return hasher.hash().toString();
  }

  private static void put(Hasher hasher, String text) {
    hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_8);
  }

  /** The SHA-256 of a file's bytes, in hexadecimal. */
  static String hash(Path file) {
    try {
      return Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
