package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.util.List;
import java.util.Optional;

/** One row of a table; valid until the next one is read. */
interface TableRow {
  /** A single text or number, if there is one; a list or an object there is malformed. */
  Optional<String> scalar(String column);

  /** The texts of a column: none, one, or those of a list. */
  List<String> texts(String column);

  /** Says that a column of this row breaks a rule. */
  DataException rejected(String column, String rule);

  /** Where this row is, for people. */
  String place();
}
