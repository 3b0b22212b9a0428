/**
 * Agreement between the annotators of one image: pairwise IoU and Dice coefficient
 * ({@link org.cyborgml.saliency.agreement.AnnotatorAgreement}), and Fleiss' kappa
 * ({@link org.cyborgml.saliency.agreement.FleissKappa}).
 *
 * <p>The agreement between a network's class activation map and a human saliency map is another matter: see {@code MapAgreement}
 * and {@code MaskAgreement} of {@code cyborg-metrics}.
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.saliency.agreement;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
