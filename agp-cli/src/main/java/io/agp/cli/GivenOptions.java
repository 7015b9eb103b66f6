package io.agp.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command's options by their names, defaults included, so that the same command can be given
 * again: to go on with a run, or to repeat it.
 */
final class GivenOptions {
  /** They say where a run is and how this process works on it. */
  private static final Set<String> NOT_OF_THE_RUN =
      Set.of(
          "--run",
          "--resume",
          "--record",
          "--replay",
          "--json",
          "--dry-run",
          "--help",
          "--version");

  /** They change no result. The folder of the data may move; what is in it is compared. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "--data",
          "--concurrency",
          "--threads",
          "--max-calls",
          "--max-tokens",
          "--max-cost-usd",
          "--prices",
          "--api-key-env",
          RegistryOptions.NAME);

  /** They bound what is sent, so they are not needed where nothing is. */
  static final Set<String> OF_THE_BUDGET =
      Set.of("--max-calls", "--max-tokens", "--max-cost-usd", "--prices");

  private GivenOptions() {}

  /** The options of a run that have a value. */
  static Map<String, String> of(CommandSpec spec) {
    Map<String, String> options = new LinkedHashMap<>();
    for (OptionSpec option : spec.options()) {
      Object value = option.getValue();
      if (value != null && !NOT_OF_THE_RUN.contains(option.longestName())) {
        options.put(option.longestName(), text(value));
      }
    }
    return options;
  }

  /** Those on which the result depends. */
  static Map<String, String> withEffect(CommandSpec spec) {
    Map<String, String> options = of(spec);
    options.keySet().removeAll(WITHOUT_EFFECT);
    return options;
  }

  private static String text(Object value) {
    if (value instanceof Path path) {
      return path.toAbsolutePath().normalize().toString();
    }
    return value instanceof Collection<?> many
        ? String.join(",", many.stream().map(String::valueOf).toList())
        : value.toString();
  }

  /**
   * Sets a new command's options: as they are given now, and where they are not, as they were.
   *
   * @param command the command that gets them
   * @param given the command line of now
   * @param before what {@link #of} or {@link #withEffect} gave, other names are left out
   */
  static void take(Object command, CommandSpec given, Map<String, String> before) {
    List<String> arguments = new ArrayList<>();
    for (OptionSpec option : given.options()) {
      String name = option.longestName();
      if (given.commandLine().getParseResult().hasMatchedOption(name)) {
        add(arguments, name, text(option.getValue()));
      } else if (before.containsKey(name)) {
        add(arguments, name, before.get(name));
      }
    }
    parse(command, given, arguments);
  }

  /** Sets a command's options from arguments; it prints where another one prints. */
  static void parse(Object command, CommandSpec like, List<String> arguments) {
    new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(like.commandLine().getOut())
        .setErr(like.commandLine().getErr())
        .parseArgs(arguments.toArray(String[]::new));
  }

  /** A switch is given by its name alone, and only if it is on. */
  static void add(List<String> arguments, String name, String value) {
    if (value.equals("true")) {
      arguments.add(name);
    } else if (!value.equals("false") && !value.isEmpty()) {
      arguments.add(name + "=" + value);
    }
  }
}
