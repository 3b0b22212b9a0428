/**
 * The demo: classical training against CYBORG on decoy Fashion-MNIST, after Ross et al., "Right for the Right Reasons"
 * (IJCAI 2017), with a report page and a file of results.
 *
 * <p>{@link org.cyborgml.app.demo.DemoCommand} runs it; {@link org.cyborgml.app.demo.DemoResults} is all that the
 * report page is made of, and the layout of {@code results.json}.
 */
@NullMarked
package org.cyborgml.app.demo;

import org.jspecify.annotations.NullMarked;
