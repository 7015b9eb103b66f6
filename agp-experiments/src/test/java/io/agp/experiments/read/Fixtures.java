package io.agp.experiments.read;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small folder of made-up data in each format, with the oddities that are allowed in it. */
final class Fixtures {
  static final List<String> FORMATS =
      List.of("movielens", "movielens-1m", "movielens-100k", "recbole", "recbole-splits", "lastfm");

  static final String MOVIES_1M =
      """
      1::Toy Story (1995)::Animation|Children's|Comedy
      2::Misérables, Les (1995)::Drama|Musical
      3::Matrix, The (1999)::Action|Sci-Fi
      4::Untitled::(no genres listed)
      """;

  static final String RATINGS_1M =
      """
      7::3::4::300
      7::1::5::100
      8::2::1::50
      7::2::5::100
      """;

  static final String U_ITEM =
      """
      1|Toy Story (1995)|01-Jan-1995||http://x/1|0|0|0|1|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0
      2|Misérables, Les (1995)|01-Jan-1995||http://x/2|0|0|0|0|0|0|0|0|1|0|0|0|1|0|0|0|0|0|0
      3|Usual Suspects, The (1995)|14-Aug-1995||http://x/3|0|0|0|0|0|0|1|0|0|0|0|0|0|0|0|0|1|0|0
      4|unknown||||1|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0
      """;

  static final String U_DATA = RATINGS_1M.replace("::", "\t");

  static final String INTER =
      """
      user_id:token\titem_id:token\trating:float\ttimestamp:float
      a\tx\t4\t300
      a\ty\t5\t100.5
      b\tx\t1.0\t50
      a\tz\t3\t100.5
      """;

  static final String ITEM =
      """
      item_id:token\tmovie_title:token_seq\trelease_year:token\tclass:token_seq
      x\tMatrix, The\t1999\tAction Sci-Fi
      y\tAmélie\t2001\t
      z\tHeat\t\tCrime
      """;

  static final String TRAIN =
      """
      user_id:token\titem_id_list:token_seq\titem_id:token
      a\tp\tq
      a\tp q\tr
      b\tq\tp
      """;

  static final String VALID =
      """
      user_id:token\titem_id_list:token_seq\titem_id:token
      a\tp q r\ts
      b\tq p\ts
      """;

  static final String TEST =
      """
      user_id:token\titem_id_list:token_seq\titem_id:token
      a\tq r s\tt
      b\tq p s\tr
      """;

  static final String ARTISTS =
      """
      id\tname\turl\tpictureURL
      1\tMALICE MIZER\thttp://a/1\thttp://p/1
      2\tBjörk\thttp://a/2\thttp://p/2
      3\tDiary of Dreams\thttp://a/3
      """;

  static final String PLAYS =
      """
      userID\tartistID\tweight
      2\t1\t13883
      2\t3\t11690
      2\t2\t1
      5\t2\t77
      """;

  static final String TAGS = "tagID\ttagValue\n1\tmetal\n2\tcafé\n3\t80s\n";

  static final String TAGGED =
      """
      userID\tartistID\ttagID\tday\tmonth\tyear
      2\t2\t2\t1\t4\t2009
      2\t2\t3\t1\t4\t2009
      5\t2\t3\t1\t4\t2009
      5\t9\t1\t1\t4\t2009
      """;

  private Fixtures() {}

  /** The files of a fixture by name; the bytes are the caller's. */
  static Map<String, byte[]> files(String fixture) {
    Map<String, byte[]> files = new TreeMap<>();
    switch (fixture) {
      case "movielens" -> {
        files.put("movies.csv", utf8(MovieLensFiles.MOVIES));
        files.put("ratings.csv", utf8(MovieLensFiles.RATINGS));
      }
      case "movielens-1m" -> {
        files.put("movies.dat", MOVIES_1M.getBytes(StandardCharsets.ISO_8859_1));
        files.put("ratings.dat", utf8(RATINGS_1M));
        files.put("users.dat", utf8("7::F::1::10::48067\n"));
      }
      case "movielens-100k" -> {
        files.put("u.item", U_ITEM.getBytes(StandardCharsets.ISO_8859_1));
        files.put("u.data", utf8(U_DATA));
        files.put("u.user", utf8("7|24|M|technician|85711\n"));
        files.put("u1.base", utf8(U_DATA));
      }
      case "recbole" -> {
        files.put("tiny.inter", utf8(INTER));
        files.put("tiny.item", utf8(ITEM));
        files.put("tiny.user", utf8("user_id:token\tage:float\na\t20\n"));
        files.put("tiny.kg", utf8("head_id:token\trelation_id:token\ttail_id:token\nh\tr\tt\n"));
        files.put("tiny.link", utf8("item_id:token\tentity_id:token\nx\th\n"));
      }
      case "recbole-splits" -> {
        files.put("tiny.train.inter", utf8(TRAIN));
        files.put("tiny.valid.inter", utf8(VALID));
        files.put("tiny.test.inter", utf8(TEST));
      }
      case "lastfm" -> {
        files.put("artists.dat", utf8(ARTISTS));
        files.put("user_artists.dat", utf8(PLAYS));
        files.put("tags.dat", TAGS.getBytes(StandardCharsets.ISO_8859_1));
        files.put("user_taggedartists.dat", utf8(TAGGED));
        files.put("user_friends.dat", utf8("userID\tfriendID\n2\t5\n"));
      }
      default -> throw new IllegalArgumentException(fixture);
    }
    return files;
  }

  /** The format of a fixture. */
  static String format(String fixture) {
    return fixture.equals("recbole-splits") ? "recbole" : fixture;
  }

  static TempFolder folder(String fixture) {
    TempFolder folder = new TempFolder();
    files(fixture).forEach(folder::with);
    return folder;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
