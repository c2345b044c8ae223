package dev.neontasks.mail;

import java.util.List;

/**
 * What a mail says, before it has a form.
 *
 * @param before paragraphs
 * @param label what is done by {@code link}
 * @param after paragraphs below it
 */
record Letter(String subject, List<String> before, String label, String link, List<String> after) {
}
