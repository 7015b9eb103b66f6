package io.agp.experiments.protocol;

import io.agp.Item;
import io.agp.experiments.data.HeldOutUser;
import java.util.List;

/** Makes the candidates of a user, in base order. */
interface CandidateMaker {
  List<Item> candidates(HeldOutUser user);
}
