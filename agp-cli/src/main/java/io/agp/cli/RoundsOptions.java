package io.agp.cli;

import picocli.CommandLine.Option;

/** How often, and in which parts, a model is shown a list. */
final class RoundsOptions {
  @Option(
      names = "--rounds",
      paramLabel = "R",
      defaultValue = "1",
      description =
          "Ask the model up to R times, each time with the candidates in another order, so that"
              + " every candidate visits every place alike, and combine the answers by Borda count;"
              + " rounds end early where orders agree. Default: ${DEFAULT-VALUE}, the list in base"
              + " order (rpp: shuffled).")
  int rounds = 1;

  @Option(
      names = "--window",
      paramLabel = "W",
      defaultValue = "20",
      description =
          "For method window: how many candidates the model sees at once. Default:"
              + " ${DEFAULT-VALUE}.")
  int window = 20;

  @Option(
      names = "--step",
      paramLabel = "S",
      defaultValue = "10",
      description =
          "For method window: how far the window moves towards the front of the list. Default:"
              + " ${DEFAULT-VALUE}.")
  int step = 10;
}
