package io.agp.testkit;

/** The form in which the model of a {@link PlantedWorld} writes an order of ten candidates. */
public enum AnswerStyle {
  /** {@code {"ranking": [3, 1, 2]}}. */
  JSON_OBJECT(AnswerForm.Shape.JSON_OBJECT),
  /** {@code [3, 1, 2]}. */
  JSON_ARRAY(AnswerForm.Shape.JSON_LIST),
  /** {@code 3, 1, 2}. */
  COMMA_LIST(AnswerForm.Shape.COMMAS),
  /** A number on each line. */
  ONE_PER_LINE(AnswerForm.Shape.LINES),
  /** Numbered lines that hold titles: the number is the place, not the candidate's. */
  TITLES(AnswerForm.Shape.TITLES);

  private final AnswerForm.Shape shape;

  AnswerStyle(AnswerForm.Shape shape) {
    this.shape = shape;
  }

  AnswerForm form() {
    return new AnswerForm(shape, "ranking", false);
  }
}
