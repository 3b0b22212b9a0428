/** Files of JSON, csv and text. */
@NullMarked
package org.cyborgml.app.files;

import org.jspecify.annotations.NullMarked;
