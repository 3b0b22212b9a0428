/** Keeps a study in a folder: the plan, the table of items, tokens, and a SQLite database of what participants did. */
@NullMarked
package org.cyborgml.app.study.storage;

import org.jspecify.annotations.NullMarked;
