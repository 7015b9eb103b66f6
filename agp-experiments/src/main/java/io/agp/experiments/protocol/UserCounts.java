package io.agp.experiments.protocol;

import io.agp.experiments.data.HeldOutUser;
import io.agp.experiments.data.Split;
import java.util.List;
import java.util.Locale;

/**
 * Who of a data set's users could take part in a protocol. Immutable and thread-safe.
 *
 * @param users all users of the data set
 * @param tooShort users with fewer than three interactions, left out
 * @param missed users left out because their relevant item is not in their list; 0 except for
 *     {@link Protocol#FILTERED}
 * @param takingPart the others, from whom the samples are drawn
 */
public record UserCounts(int users, int tooShort, int missed, int takingPart) {
  static UserCounts of(Split split, List<HeldOutUser> takingPart) {
    return new UserCounts(
        split.users().size() + split.tooShort(),
        split.tooShort(),
        split.users().size() - takingPart.size(),
        takingPart.size());
  }

  String text(ProtocolSettings settings) {
    return String.format(
        "%d of %d can take part in protocol %s: %d have fewer than 3 interactions, %d do not have"
            + " their relevant item in the top %d",
        takingPart,
        users,
        settings.protocol().name().toLowerCase(Locale.ROOT),
        tooShort,
        missed,
        settings.topK());
  }
}
