package io.agp.llm;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;

/**
 * Which call a line of a journal is about: its content, and which of the calls with that content.
 *
 * @param key the SHA-256 of the model and all that is sent, in hexadecimal
 * @param replicate counts calls with the same content, from 1
 */
record JournalCall(String key, int replicate) {
  /** The address of a request: equal ones, asked of the same model, have the same. */
  static String key(String model, LlmRequest request) {
    Hasher hasher = Hashing.sha256().newHasher();
    put(hasher, model);
    for (ChatMessage message : request.messages()) {
      put(hasher, message.author().name());
      put(hasher, message.text());
    }
    put(hasher, "settings");
    put(hasher, request.schema().map(OutputSchema::name).orElse(""));
    put(hasher, request.schema().map(OutputSchema::jsonSchema).orElse(""));
    hasher.putInt(request.maxOutputTokens().orElse(0));
    return hasher.hash().toString();
  }

  /** With its length, so that no two lists of texts run together to the same bytes. */
  private static void put(Hasher hasher, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    hasher.putInt(bytes.length).putBytes(bytes);
  }
}
