package io.agp.testkit;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A side of taste that a prompt may ask for, with the words that people use for it and the item
 * attributes that hold facts of it. {@link #RECENCY}, {@link #QUANTITY} and {@link #DISLIKES} say
 * how to speak of the others and have no attributes.
 */
enum Facet {
  GENRE(
      "(?:sub-?)?genres?|categor(?:y|ies)|styles?|cuisines?|departments?"
          + "|(?:kinds?|types?|sorts?) of (?:the )?(?:films?|movies?|books?|stor(?:y|ies)|games?"
          + "|music|songs?|items?|products?|goods|things?|places?|shows?|choices?|works?|fiction)"
          + "|(?:which|what) (?:kinds?|types?|sorts?)(?! of)",
      "genre|categor|class|shel(?:f|ves)|kind|type|style|topic|subject|cuisine|department"),
  ERA(
      "eras?|years?|decades?|periods?|released?|release (?:dates?|times?)|publication dates?"
          + "|temporal(?:ly)?|vintages?|time ?spans?|how (?:old|new)|old or new|new or old"
          + "|older or newer|newer or older|age of|contemporary|classics? or modern"
          + "|modern or classics?|when (?:it|they|the \\w+|each \\w*) ?(?:was|were|is|are)?"
          + " ?(?:made|came out|appeared|published|written|recorded|produced)",
      "year|date|release|published"),
  CREATOR(
      "directors?|authors?|writers?|creators?|brands?|artists?|actors?|makers?|developers?"
          + "|publishers?|studios?|manufacturers?|bands?|performers?|cast|who made"
          + "|(?:made|written|directed) by whom",
      "director|author|writer|creator|brand|artist|actor|cast|maker|developer|publisher|studio"
          + "|manufacturer|band|store|composer"),
  TONE(
      "tones?|moods?|atmospher\\w+|emotion\\w*|light or dark|dark or light|serious or \\w+"
          + "|pac(?:e|ing)|intensity",
      "tone|mood|atmosphere"),
  THEME(
      "themes?|thematic|plots?|subject matter|topics?|stor(?:y|ies) about|story ?lines?"
          + "|narratives?|motifs?|premises?|what (?:they|the \\w+) (?:are|is) about",
      "theme|keyword|tag|motif|plot"),
  POPULARITY(
      "popular(?:ity)?|famous|fame|mainstream|blockbusters?|well[- ]known|obscure|niche"
          + "|best-?sellers?|hidden gems?|little[- ]known",
      "popularity|fame"),
  SETTING(
      "settings?|countr(?:y|ies)|locations?|geograph\\w+|regions?|cit(?:y|ies)|languages?"
          + "|nationalit(?:y|ies)|where (?:they|the \\w+) (?:are|is) (?:set|from)"
          + "|take place|takes place",
      "setting|country|location|city|state|region|language"),
  RECENCY(
      "recency|(?:most recent|recent|latest|newest|last)[^.;:?!]{0,40}?\\b(?:more|most|weigh\\w*"
          + "|emphasi\\w+|priorit\\w+|matters?|counts?|stress\\w*|important|focus\\w*|attention)"
          + "|(?:weigh|weight|emphas\\w+|prioriti[sz]e|stress|focus on|attention to)"
          + "[^.;:?!]{0,30}?\\b(?:most recent|recent|latest|newest|last)"
          + "|(?:taste|it|interest)s? (?:has |have )?(?:chang\\w+|shift\\w+|mov\\w+|develop\\w+)",
      ""),
  QUANTITY(
      "how (?:many|often|much|strong(?:ly)?|frequent(?:ly)?)|proportions?|share of|percent\\w*"
          + "|counts?(?! (?:more|most|for))|frequenc\\w+|strengths?|quantif\\w+|in figures"
          + "|in numbers|numbers? of times",
      ""),
  DISLIKES(
      "dislik\\w+|aversions?|turn-?offs?|what (?:they|the \\w+|this \\w+) (?:avoids?|never"
          + " \\w+|does not like|passes over|leaves)|does not like|passed over",
      "");

  private final Pattern words;
  private final Pattern attributes;

  Facet(String words, String attributes) {
    this.words = Pattern.compile("\\b(?:" + words + ")\\b", Pattern.CASE_INSENSITIVE);
    this.attributes =
        Pattern.compile(
            attributes.isEmpty() ? "(?!)" : "(?:" + attributes + ")", Pattern.CASE_INSENSITIVE);
  }

  /** Finds talk of this side of taste. */
  Pattern words() {
    return words;
  }

  /** Whether an attribute of this name holds facts of this side. */
  boolean isIn(String attributeName) {
    return attributes.matcher(attributeName).find();
  }

  /** The word by which phrases of this side are filed. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
