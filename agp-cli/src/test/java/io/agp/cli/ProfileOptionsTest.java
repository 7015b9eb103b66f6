package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileOptionsTest {
  @TempDir private Path folder;

  private Cli train(String run, String method, String... more) {
    List<String> args =
        new ArrayList<>(List.of("train", "--protocol", "sampled", "--train-users", "40"));
    args.addAll(List.of("--validation-users", "40", "--domain", "movies", "--iterations", "2"));
    args.addAll(
        List.of("--epochs", "1", "--method", method, "--run", folder.resolve(run).toString()));
    args.addAll(Arrays.asList(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private String films() {
    return Cli.sampleFolder(folder).toString();
  }

  @Test
  void promptsOfRunsAreChoicesThatAreLearnedAndTested() throws IOException {
    String films = films();
    assertThat(train("agp", "agp", "--data", films).exitCode).isZero();
    String runs = folder.resolve("agp") + "," + folder.resolve("agp/prompt.json");

    Cli train = train("rpp", "rpp", "--data", films, "--profile-prompts", runs);
    assertThat(train.exitCode).as(train.err).isZero();
    assertThat(train.out).containsPattern("[1-9]\\d* call\\(s\\) for profiles, 0 of them failed");
    assertThat(Files.readString(folder.resolve("rpp/policy.json"))).contains("\"profile-1\"");

    Cli evaluate = Cli.run("evaluate", "--run", folder.resolve("rpp").toString(), "--users", "20");
    assertThat(evaluate.exitCode).as(evaluate.err).isZero();
    assertThat(evaluate.out).contains("| Manual ", "| RPP ");
  }

  @Test
  void aRunThatLearnedFromOtherUsersIsRefused() {
    String films = films();
    assertThat(train("agp", "agp", "--data", films, "--seed", "2").exitCode).isZero();

    Cli train =
        train("rpp", "rpp", "--data", films, "--profile-prompts", folder.resolve("agp").toString());

    assertThat(train.exitCode).isEqualTo(2);
    assertThat(train.err).contains("learned from", "this run does not learn from or validate with");
  }

  @Test
  void optionsThatAMethodHasNoUseForAreRefused() {
    String films = films();
    assertThat(train("a", "agp", "--data", films, "--user-profile", "age").err)
        .contains("--user-profile is not for --method agp");
    assertThat(train("b", "grips", "--data", films, "--profile-prompts", "x.json").err)
        .contains("--profile-prompts is for --method rpp and rpp+, not for grips");
  }

  @Test
  void anAttributeThatNobodyHasIsRefused() {
    Cli train = train("rpp", "rpp", "--data", films(), "--user-profile", "age");

    assertThat(train.exitCode).isEqualTo(2);
    assertThat(train.err).contains("no user to learn from has the attribute \"age\", known are []");
  }

  @Test
  void attributesOfMovieLens1mAreChoices() throws IOException {
    Path data = oldFormat();

    Cli train =
        train("rpp", "rpp", "--data", data.toString(), "--user-profile", "gender,age,occupation");

    assertThat(train.exitCode).as(train.err).isZero();
    assertThat(train.out).contains("0 call(s) for profiles");
    assertThat(Files.readString(folder.resolve("rpp/policy.json"))).contains("\"attributes-7\"");
  }

  /** The sample in the format of MovieLens 1M, with what users say of themselves. */
  private Path oldFormat() throws IOException {
    Path films = Cli.sampleFolder(folder);
    Path data = Files.createDirectory(folder.resolve("ml-1m"));
    List<String> ratings = new ArrayList<>();
    List<String> users = new ArrayList<>();
    for (String line : Files.readAllLines(films.resolve("ratings.csv"))) {
      if (!line.startsWith("userId")) {
        String[] fields = line.split(",", -1);
        ratings.add(String.join("::", fields));
        users.add(fields[0] + "::F::25::12::00000");
      }
    }
    List<String> movies = new ArrayList<>();
    for (String line : Files.readAllLines(films.resolve("movies.csv"))) {
      if (!line.startsWith("movieId")) {
        String id = line.substring(0, line.indexOf(','));
        String genres = line.substring(line.lastIndexOf(',') + 1);
        String title = line.substring(id.length() + 1, line.length() - genres.length() - 1);
        movies.add(id + "::" + title.replace("\"", "") + "::" + genres);
      }
    }
    Files.write(data.resolve("movies.dat"), movies);
    Files.write(data.resolve("ratings.dat"), ratings);
    Files.write(data.resolve("users.dat"), users.stream().distinct().toList());
    return data;
  }
}
