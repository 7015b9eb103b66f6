package io.agp.optimize;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import io.agp.Item;
import io.agp.optimize.Mentions.Name;
import io.agp.optimize.PromptWords.Word;
import io.agp.prompt.Prompt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Refuses prompts that hold what was learned from: an item's title, a person's name from an item's
 * text, a run of words of that text, or talk of the ground truth. What the prompt to begin with
 * already says is allowed, as a person wrote it, and so are terms that several items share, as
 * genres are.
 */
final class LeakageGuard implements PromptGuard {
  private static final int TOLD = 5;
  private static final int SHARED = 2;

  private final Mentions names = new Mentions();
  private final ItemPhrases phrases;

  LeakageGuard(Collection<Item> items, Prompt initial) {
    PromptWords allowed = PromptWords.of(initial.text());
    Multiset<String> terms = HashMultiset.create();
    for (Item item : items) {
      ItemNames.addTitles(item, names);
      ItemNames.addPersons(item, names);
      terms.addAll(ItemNames.terms(item));
    }
    names.requireYear(
        terms.elementSet().stream().filter(term -> terms.count(term) >= SHARED).toList());
    names.removeThoseIn(allowed);
    phrases = new ItemPhrases(items, allowed);
  }

  @Override
  public String name() {
    return "leakage";
  }

  @Override
  public Optional<String> refusal(Prompt proposed) {
    PromptWords text = PromptWords.of(proposed.text());
    List<Name> named = names.in(text);
    List<String> faults = new ArrayList<>();
    if (speaksOfGroundTruth(text.words())) {
      faults.add("it speaks of the ground truth, which nobody has when the prompt is used");
    }
    if (named.stream().anyMatch(name -> !name.person())) {
      faults.add("it names a single item (" + list(named, false) + "); a prompt must name no item");
    }
    if (named.stream().anyMatch(Name::person)) {
      faults.add("it names a person (" + list(named, true) + "); a prompt must name no person");
    }
    phrases
        .in(text)
        .ifPresent(run -> faults.add("it repeats the text of a single item (\"" + run + "\")"));
    return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults));
  }

  private static String list(List<Name> names, boolean persons) {
    return names.stream()
        .filter(name -> name.person() == persons)
        .map(name -> '"' + name.shown() + '"')
        .distinct()
        .limit(TOLD)
        .collect(Collectors.joining(", "));
  }

  private static boolean speaksOfGroundTruth(List<Word> words) {
    for (int i = 0; i < words.size(); i++) {
      String pair = words.get(i).key() + (i + 1 < words.size() ? words.get(i + 1).key() : "");
      if (pair.startsWith("groundtruth")) {
        return true;
      }
    }
    return false;
  }
}
