package io.agp.experiments.read;

import io.agp.Item;
import io.agp.experiments.data.Dataset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Last.fm as HetRec 2011 published it, tab separated with headers: {@code user_artists.dat} with
 * {@code userID artistID weight} and {@code artists.dat} with {@code id name url pictureURL}. The
 * addresses, and who is whose friend, are not used. Immutable and thread-safe.
 *
 * <p>The weight is how often a user played an artist, neither a time nor a rating. So interactions
 * have no time and no rating, and their order is that of the file; in the file as it was published
 * a user's artists are in order of falling play count. What is held out at the end of a history is
 * then the artist played least, not the one played last. Each user's case is counted as a problem.
 *
 * <p>Where {@code user_taggedartists.dat} and {@code tags.dat} are there too, the tags that most
 * users gave an artist become the attribute {@code tags}, at most five, separated by {@code ", "}.
 * The times at which tags were given are not times of listening and are not used.
 *
 * <p>Text is UTF-8; a line that is not is read as ISO-8859-1.
 */
final class LastFmReader implements DatasetReader {
  private static final SeparatedLines FIELDS = new SeparatedLines(OldText.CHARSET, "\t");
  private static final List<String> ARTIST = List.of("id", "name");
  private static final List<String> PLAYS = List.of("userID", "artistID", "weight");
  private static final long MOST_PLAYS = 1_000_000_000L;

  @Override
  public String format() {
    return "lastfm";
  }

  @Override
  public String description() {
    return "Last.fm (HetRec 2011): artists.dat, user_artists.dat";
  }

  @Override
  public boolean recognises(DataFolder folder) {
    return hasColumns(folder.named("artists.dat"), ARTIST)
        && hasColumns(folder.named("user_artists.dat"), PLAYS);
  }

  private static boolean hasColumns(Optional<DataFile> file, List<String> columns) {
    return file.filter(f -> List.of(f.firstLine().split("\t", -1)).containsAll(columns))
        .isPresent();
  }

  @Override
  public Dataset read(DataFolder folder, ReadOptions options) {
    TextSource artists = folder.require("artists.dat").source();
    TextSource plays = folder.require("user_artists.dat").source();
    Reading reading = new Reading(folder.name(), options);
    LastFmTags tags = LastFmTags.read(folder, FIELDS, reading);
    FIELDS.readNamed(artists, ARTIST, reading, row -> addArtist(reading, row, tags));
    Set<String> users = new HashSet<>();
    FIELDS.readNamed(plays, PLAYS, reading, row -> addPlays(reading, row, users));
    return reading.dataset();
  }

  private static void addArtist(Reading reading, Row row, LastFmTags tags) {
    String id = row.id("id");
    if (reading.hasItem(id)) {
      throw row.rejected("id", "must differ from every artist before");
    }
    Item artist = Item.of(id, OldText.of(row.text("name")).strip());
    String most = tags.of(id);
    reading.item(most.isEmpty() ? artist : artist.with("tags", most));
  }

  private static void addPlays(Reading reading, Row row, Set<String> users) {
    String user = row.id("userID");
    String artist = row.id("artistID");
    row.wholeNumber("weight", MOST_PLAYS);
    if (users.add(user)) {
      reading.problem(
          "user whose interactions have no time: the order of the file decides what is held out",
          "user " + user);
    }
    reading.interaction(user, artist, Reading.NO_TIME, Reading.NO_RATING);
  }
}
