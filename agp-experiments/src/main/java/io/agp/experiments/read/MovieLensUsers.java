package io.agp.experiments.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What MovieLens users say of themselves. */
final class MovieLensUsers {
  private static final Map<String, String> AGES =
      Map.of(
          "1", "under 18",
          "18", "18-24",
          "25", "25-34",
          "35", "35-44",
          "45", "45-49",
          "50", "50-55",
          "56", "56 or older");

  /** By their numbers in the 1M edition; 0 is "other" or nothing said. */
  private static final List<String> OCCUPATIONS =
      List.of(
          "",
          "academic or educator",
          "artist",
          "clerical or administrative work",
          "college or graduate student",
          "customer service",
          "doctor or health care",
          "executive or manager",
          "farmer",
          "homemaker",
          "school pupil",
          "lawyer",
          "programmer",
          "retired",
          "sales or marketing",
          "scientist",
          "self-employed",
          "technician or engineer",
          "tradesman or craftsman",
          "unemployed",
          "writer");

  private MovieLensUsers() {}

  /** Takes in a user of the 100K edition, as it is written. */
  static void add(Reading reading, Row row) {
    add(reading, row, row.text("age"), row.text("occupation"));
  }

  /** Takes in a user of the 1M edition, where numbers stand for ages and occupations. */
  static void addCoded(Reading reading, Row row) {
    String age = AGES.get(row.value("age"));
    if (age == null) {
      throw row.rejected("age", "must be one of " + AGES.keySet().stream().sorted().toList());
    }
    int occupation = (int) row.wholeNumber("occupation", OCCUPATIONS.size() - 1);
    add(reading, row, age, OCCUPATIONS.get(occupation));
  }

  private static void add(Reading reading, Row row, String age, String occupation) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("gender", row.text("gender"));
    facts.put("age", age);
    facts.put("occupation", occupation);
    facts.values().removeIf(String::isBlank);
    reading.attributes(row.id("userId"), facts);
  }
}
