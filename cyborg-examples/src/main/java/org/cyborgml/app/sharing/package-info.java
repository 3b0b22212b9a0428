/**
 * Work that several processes share, on one machine or on many: a fixed {@link org.cyborgml.app.sharing.Shard} of it for each, or
 * {@link org.cyborgml.app.sharing.Leases} in a folder that all of them see.
 */
@NullMarked
package org.cyborgml.app.sharing;

import org.jspecify.annotations.NullMarked;
