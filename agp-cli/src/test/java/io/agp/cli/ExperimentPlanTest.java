package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentPlanTest {
  static List<String> names() {
    return ExperimentPlan.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRowHasALabelForEveryColumnAndIsHeldAgainstARowThatIsRun(String name) {
    ExperimentPlan plan = ExperimentPlan.load(name);

    assertThat(plan.cells()).isNotEmpty();
    assertThat(plan.source()).startsWith(name.startsWith("rpp") ? "RPP, TOIS" : "AGP, WSDM");
    assertThat(plan.cells()).allSatisfy(cell -> assertSameSize(cell.labels(), plan.labels()));
    assertThat(plan.published()).allSatisfy(row -> assertSameSize(row.labels(), plan.labels()));
    assertThat(plan.cells().stream().flatMap(cell -> cell.against().stream()))
        .allSatisfy(row -> assertThat(plan.cells().get(row).unfilled()).isEmpty());
  }

  private static void assertSameSize(List<String> labels, List<String> columns) {
    assertThat(labels).hasSameSizeAs(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "table1, 26, 78",
    "fig2, 0, 0",
    "fig3, 0, 0",
    "efficiency, 5, 5",
    "rpp-table2, 12, 99",
    "rpp-table3, 6, 54",
    "rpp-table4, 15, 135",
    "rpp-table5, 8, 72",
    "rpp-table6, 8, 72",
    "rpp-table7, 6, 18",
    "rpp-table8, 5, 45",
    "rpp-fig4, 0, 0",
    "rpp-fig5, 0, 0",
    "rpp-fig6, 0, 0"
  })
  void thePublishedTablesAreWhole(String name, int rows, int values) {
    ExperimentPlan plan = ExperimentPlan.load(name);

    assertThat(plan.published()).hasSize(rows);
    assertThat(plan.published().stream().mapToInt(row -> row.values().size()).sum())
        .isEqualTo(values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "table1 | SASRec, AGP-T100, 4o | AMZ N@10 | 0.696",
        "table1 | LightGCN, LLM-Dir, o3-Mini | YELP N@10 | 0.538",
        "efficiency | calls for an epoch, B = 20 | AMZ calls | 310",
        "efficiency | training users, T700 | AMZ N@10 | 0.705",
        "rpp-table2 | BM25 | Games N@10 | 0.57",
        "rpp-table2 | GRIPS (instance-wise) | Lastfm N@1 | 0.19 ± 0.03",
        "rpp-table3 | SASRec | ML-1M H@5 | 0.80",
        "rpp-table4 | RPP+ (A) | ML-1M N@1 | 0.84 ± 0.12",
        "rpp-table4 | RPP (C) | Games N@10 | 0.73 ± 0.01",
        "rpp-table5 | History records | ML-1M N@1 | 0.65 ± 0.10",
        "rpp-table6 | Output format+ | Lastfm N@10 | 0.91 ± 0.03",
        "rpp-table7 | user profile (instance-wise) | ML-1M N@5 | 0.79 ± 0.03",
        "rpp-table8 | RPP-pool | Games N@10 | 0.81 ± 0.02"
      })
  void publishedValuesAreAsPrinted(String name, String labels, String column, String value) {
    Map<String, String> row =
        ExperimentPlan.load(name).published().stream()
            .filter(published -> String.join(", ", published.labels()).equals(labels))
            .findFirst()
            .orElseThrow()
            .values();

    assertThat(row).containsEntry(column, value);
  }

  @Test
  void whatThePaperDoesNotGiveIsAbsent() {
    ExperimentPlan plan = ExperimentPlan.load("rpp-table2");

    assertThat(plan.published())
        .filteredOn(row -> row.labels().equals(List.of("BM25")))
        .allSatisfy(row -> assertThat(row.values()).doesNotContainKey("Lastfm N@1"));
  }

  @Test
  void anUnknownNameIsRefusedWithThoseThatAreKnown() {
    assertThatThrownBy(() -> ExperimentPlan.load("table9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"table9\"")
        .hasMessageContaining("rpp-fig6");
  }
}
