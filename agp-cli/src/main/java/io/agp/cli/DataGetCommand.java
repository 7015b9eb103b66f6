package io.agp.cli;

import io.agp.cli.PublicDataset.Archive;
import io.agp.cli.PublicDataset.Counts;
import io.agp.cli.PublicDataset.Edition;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says where a published data set is obtained, and checks what is in place. */
@Command(
    name = "get",
    description = {
      "Says where a data set of the papers is obtained, on what terms, and which files are needed.",
      "Downloads nothing. With --data it checks whether a folder holds the set."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp data get",
      "  agp data get ml-1m",
      "  agp data get ml-1m --data path/to/ml-1m"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; with --data: the folder holds the set",
      "1:a bug",
      "2:bad usage or input; with --data: something is missing or wrong"
    })
final class DataGetCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The data set. Default: list those that are known.")
  @Nullable String name;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Check whether this folder holds the set.")
  @Nullable Path data;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    if (name == null) {
      return list();
    }
    PublicDataset dataset = PublicDataset.named(name);
    if (data != null) {
      return check(dataset, data);
    }
    describe(dataset);
    return 0;
  }

  private int list() {
    if (data != null) {
      throw new IllegalArgumentException("--data needs the NAME of the set it is to hold");
    }
    out()
        .println(
            TextTable.of(
                PublicDataset.all(),
                List.of(
                    TextTable.left("name", PublicDataset::name),
                    TextTable.left("data set", PublicDataset::title),
                    TextTable.left("page", dataset -> dataset.editions().get(0).page()))));
    out().flush();
    return 0;
  }

  private void describe(PublicDataset dataset) {
    PrintWriter out = out();
    out.println(dataset.name() + ": " + dataset.title());
    dataset.remarks().forEach(remark -> out.println("  " + remark));
    dataset.editions().forEach(edition -> describe(edition, out));
    out.println();
    out.println(
        TextTable.of(
            dataset.counts(),
            List.of(
                TextTable.left("counts by", Counts::source),
                TextTable.right("users", Counts::users),
                TextTable.right("items", Counts::items),
                TextTable.right("interactions", Counts::interactions))));
    out.println("Then: agp data get " + dataset.name() + " --data DIR");
    out.flush();
  }

  private static void describe(Edition edition, PrintWriter out) {
    out.println();
    out.println("Edition of " + edition.name());
    out.println("  page:  " + edition.page());
    out.println("  terms: " + edition.terms());
    edition.archive().ifPresent(archive -> describe(archive, out));
    out.println("  into one folder DIR:");
    edition
        .files()
        .forEach(
            file -> out.println("    " + String.join(" or ", file.names()) + ": " + file.what()));
  }

  private static void describe(Archive archive, PrintWriter out) {
    String size = archive.size().map(text -> " (" + text + ")").orElse("");
    out.println("  unpack " + archive.file() + size);
    archive
        .md5()
        .ifPresent(
            md5 ->
                out.println(
                    "  MD5:   " + md5 + ", from " + archive.published().orElse("the page")));
  }

  private int check(PublicDataset dataset, Path folder) {
    FolderCheck check = FolderCheck.of(dataset, folder);
    PrintWriter out = out();
    out.println(dataset.title() + ", edition of " + check.edition().name() + ", in " + folder);
    check
        .findings()
        .forEach(
            finding ->
                out.printf(
                    "  %-9s  %s%n",
                    finding.verdict().name().toLowerCase(Locale.ROOT), finding.text()));
    out.flush();
    if (check.isGood()) {
      out.println("The set is in place. Next: agp data inspect " + folder);
      out.flush();
      return 0;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "agp: %s does not hold %s; agp data get %s says where it is obtained%n",
        folder, dataset.name(), dataset.name());
    err.flush();
    return AgpCommand.BAD_INPUT;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
