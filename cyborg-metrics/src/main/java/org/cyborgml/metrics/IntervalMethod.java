package org.cyborgml.metrics;

import org.apache.commons.math3.analysis.function.Logit;
import org.apache.commons.math3.analysis.function.Sigmoid;

/** Ways to make a confidence interval of an AUC from its standard error. */
public enum IntervalMethod {
    /** AUC +- z * SE, cut to [0,1]; the interval of pROC's {@code ci.auc(method = "delong")}. */
    WALD {
        @Override
        ConfidenceInterval interval(double auc, double standardError, double z, double level) {
            double half = z * standardError;
            return new ConfidenceInterval(Math.max(0, auc - half), Math.min(1, auc + half), level);
        }
    },

    /**
     * logit(AUC) +- z * SE / (AUC * (1 - AUC)), taken back by the sigmoid: stays inside (0,1) and covers better for AUCs
     * near 1 (Pepe, The Statistical Evaluation of Medical Tests, 2003). An AUC of exactly 0 or 1 has
     * standard error 0 and gives the interval of that one value, as WALD does.
     */
    LOGIT {
        @Override
        ConfidenceInterval interval(double auc, double standardError, double z, double level) {
            if (auc == 0 || auc == 1) {
                return new ConfidenceInterval(auc, auc, level);
            }
            double centre = new Logit().value(auc);
            double half = z * standardError / (auc * (1 - auc));
            Sigmoid back = new Sigmoid();
            return new ConfidenceInterval(back.value(centre - half), back.value(centre + half), level);
        }
    };

    abstract ConfidenceInterval interval(double auc, double standardError, double z, double level);
}
