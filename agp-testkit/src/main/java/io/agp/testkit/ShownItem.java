package io.agp.testkit;

import java.util.Map;
import java.util.Optional;

/**
 * An item as a prompt shows it.
 *
 * @param id the number or name by which the prompt refers to it, if it has one
 * @param title its title, without quotes
 * @param attributes the facts beside it
 */
record ShownItem(Optional<String> id, String title, Map<String, String> attributes) {}
