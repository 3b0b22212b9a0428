# What R 4.2.2 and pROC 1.18.0 make of scores.csv and differences.csv, written by ../python/golden.py.
#   Rscript golden.R ../resources/org/cyborgml/metrics
suppressMessages(library(pROC))
dir <- commandArgs(trailingOnly = TRUE)[1]
rows <- data.frame()
put <- function(case, quantity, value) {
  rows <<- rbind(rows, data.frame(case = case, quantity = quantity, value = format(value, digits = 17)))
}

scores <- read.csv(file.path(dir, "scores.csv"))
for (case in unique(scores$case)) {
  s <- scores[scores$case == case, ]
  first <- roc(s$label, s$first, levels = c(0, 1), direction = "<")
  second <- roc(s$label, s$second, levels = c(0, 1), direction = "<")
  put(case, "auc_first", as.numeric(auc(first)))
  put(case, "auc_second", as.numeric(auc(second)))
  put(case, "var_first", var(first, method = "delong"))
  put(case, "var_second", var(second, method = "delong"))
  put(case, "cov", cov(first, second, method = "delong"))
  ci95 <- ci.auc(first, method = "delong", conf.level = 0.95)
  put(case, "lower_95", ci95[1])
  put(case, "upper_95", ci95[3])
  put(case, "lower_80", ci.auc(second, method = "delong", conf.level = 0.8)[1])
  two <- roc.test(first, second, paired = TRUE, method = "delong")
  put(case, "z", unname(two$statistic))
  put(case, "p_two.sided", two$p.value)
  for (a in c("greater", "less")) {
    put(case, paste0("p_", a), roc.test(first, second, paired = TRUE, method = "delong", alternative = a)$p.value)
  }
  for (focus in c("specificity", "sensitivity")) {
    for (range in list(c(1, 0.9), c(0.8, 0.35))) {
      # McClish's correction is undefined in pROC below the diagonal: it gives NA there, and we leave the row out.
      raw <- auc(first, partial.auc = range, partial.auc.focus = focus)
      put(case, paste("raw", focus, range[1], range[2], sep = "_"), as.numeric(raw))
      corrected <- suppressWarnings(
        auc(first, partial.auc = range, partial.auc.focus = focus, partial.auc.correct = TRUE))
      if (!is.na(corrected)) {
        put(case, paste("corrected", focus, range[1], range[2], sep = "_"), as.numeric(corrected))
      }
    }
  }
}
write.csv(rows, file.path(dir, "proc.csv"), row.names = FALSE, quote = FALSE)

rows <- data.frame()
differences <- read.csv(file.path(dir, "differences.csv"))
for (case in unique(differences$case)) {
  d <- differences$difference[differences$case == case]
  t <- t.test(d, conf.level = 0.9)
  put(case, "t", unname(t$statistic))
  put(case, "lower_90", t$conf.int[1])
  put(case, "upper_90", t$conf.int[2])
  put(case, "mean", mean(d))
  put(case, "sd", sd(d))
  for (a in c("two.sided", "greater", "less")) {
    put(case, paste0("approx_", a), wilcox.test(d, exact = FALSE, alternative = a)$p.value)
    if (case != "ties_and_zeros") {
      put(case, paste0("exact_", a), wilcox.test(d, exact = TRUE, alternative = a)$p.value)
    }
    put(case, paste0("t_p_", a), t.test(d, alternative = a)$p.value)
  }
  put(case, "v", suppressWarnings(unname(wilcox.test(d)$statistic)))
}
write.csv(rows, file.path(dir, "r-tests.csv"), row.names = FALSE, quote = FALSE)
