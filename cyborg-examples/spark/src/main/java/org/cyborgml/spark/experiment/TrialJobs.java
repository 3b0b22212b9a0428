package org.cyborgml.spark.experiment;

import com.google.common.base.Throwables;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Gives trials to executors, each as one task: those that need no other in one job, and the students of a teacher in a job of their
 * own as soon as it is finished. Ends are settled by several threads and then handed to the caller's thread.
 */
final class TrialJobs {

    /** An object store takes seconds to move the files of a trial, and a large cluster finishes several trials in that time. */
    private static final int SETTLING = 16;

    private final JavaSparkContext spark;
    private final TrialFunction function;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** Something that happened in another thread. */
    private sealed interface Event {}

    /** A trial has ended and is settled; with a failure if that could not be done. */
    private record Ended(TrialReport report, Optional<Exception> failure) implements Event {}

    /** A job has ended; with a failure if Spark gave it up. */
    private record JobEnded(List<String> trials, Optional<RuntimeException> failure) implements Event {}

    TrialJobs(JavaSparkContext spark, TrialFunction function) {
        this.spark = spark;
        this.function = function;
    }

    /** Takes the ends of trials. */
    interface Ends {

        /**
         * Does what takes time at the end of a trial, such as moving its files. Called by several threads, for one trial at a time each.
         *
         * @return what is to be taken
         */
        default TrialReport settle(TrialReport report) throws IOException {
            return report;
        }

        /**
         * Takes one.
         *
         * @return whether the trial is finished, so that its students can begin
         */
        boolean take(TrialReport report) throws IOException;
    }

    /**
     * Does trials.
     *
     * @param trials to be done, in their order
     * @param teachers trials that cannot begin before another of these trials is finished, to that one
     * @param ends called once for each trial, from the calling thread
     * @throws IOException if an end could not be taken
     * @throws IllegalStateException if Spark gave up a job
     */
    void run(List<String> trials, Map<String, String> teachers, Ends ends) throws IOException {
        ListMultimap<String, String> students = ArrayListMultimap.create();
        List<String> first = new ArrayList<>();
        for (String trial : trials) {
            String teacher = teachers.get(trial);
            if (teacher == null) {
                first.add(trial);
            } else {
                students.put(teacher, trial);
            }
        }
        ExecutorService threads = Executors.newCachedThreadPool(new ThreadFactoryBuilder()
                .setNameFormat("trials-%d")
                .setDaemon(true)
                .build());
        ExecutorService settling = Executors.newFixedThreadPool(
                SETTLING,
                new ThreadFactoryBuilder()
                        .setNameFormat("settle-%d")
                        .setDaemon(true)
                        .build());
        try {
            new Doing(students, ends, threads, settling).all(first);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            threads.shutdownNow();
            settling.shutdownNow();
        }
    }

    /** One call of {@link #run}. */
    private final class Doing {

        private final ListMultimap<String, String> students;
        private final Ends ends;
        private final ExecutorService threads;
        private final ExecutorService settling;
        private final Set<String> open = new LinkedHashSet<>();
        private final AtomicInteger unsettled = new AtomicInteger();
        private int jobs;

        Doing(ListMultimap<String, String> students, Ends ends, ExecutorService threads, ExecutorService settling) {
            this.students = students;
            this.ends = ends;
            this.threads = threads;
            this.settling = settling;
        }

        void all(List<String> first) throws IOException, InterruptedException {
            submit(first, "trials");
            Optional<RuntimeException> failure = Optional.empty();
            // A job ends when its last trial has, which is settled later.
            while (jobs > 0 || unsettled.get() > 0) {
                Event event = events.take();
                if (event instanceof Ended ended) {
                    unsettled.decrementAndGet();
                    if (ended.failure().isPresent()) {
                        Throwables.throwIfInstanceOf(ended.failure().get(), IOException.class);
                        throw (RuntimeException) ended.failure().get();
                    }
                    end(ended.report());
                } else if (event instanceof JobEnded job) {
                    jobs--;
                    failure = failure.isPresent() ? failure : job.failure();
                }
            }
            if (failure.isPresent()) {
                throw failure.get();
            }
        }

        private void end(TrialReport report) throws IOException {
            if (!open.remove(report.trial())) {
                return; // a second copy of a task
            }
            boolean isFinished = ends.take(report);
            List<String> waiting = students.removeAll(report.trial());
            if (waiting.isEmpty()) {
                return;
            }
            if (isFinished) {
                submit(waiting, "students of " + report.trial());
                return;
            }
            for (String student : waiting) {
                open.add(student);
                end(new TrialReport(
                        student, "its teacher, " + report.trial() + ", is not finished", "", 0, report.where()));
            }
        }

        private void submit(List<String> trials, String description) {
            if (trials.isEmpty()) {
                return;
            }
            open.addAll(trials);
            jobs++;
            threads.execute(() -> {
                Optional<RuntimeException> failure = Optional.empty();
                try {
                    job(trials, description);
                } catch (RuntimeException e) {
                    failure = Optional.of(e);
                } catch (Exception e) {
                    // Scala's code throws checked exceptions too, undeclared.
                    failure = Optional.of(new IllegalStateException(e.getMessage(), e));
                } finally {
                    events.add(new JobEnded(trials, failure));
                }
            });
        }

        private void job(List<String> trials, String description) throws Exception {
            spark.sc().setJobDescription(trials.size() + " " + description);
            RDD<String> tasks = spark.parallelize(trials, trials.size()).rdd();
            tasks.setName("trials " + String.join(", ", trials.subList(0, Math.min(trials.size(), 3))));
            TrialFunction done = function;
            spark.sc().runJob(tasks, new OfPartition(done), new Result(), ClassTag$.MODULE$.apply(TrialReport.class));
        }

        /** Takes results in Spark's own thread, which must not wait. */
        private final class Result extends AbstractFunction2<Object, TrialReport, BoxedUnit> {

            @Override
            public BoxedUnit apply(Object partition, TrialReport report) {
                unsettled.incrementAndGet();
                settling.execute(() -> events.add(settled(report)));
                return BoxedUnit.UNIT;
            }
        }

        private Ended settled(TrialReport report) {
            try {
                return new Ended(ends.settle(report), Optional.empty());
            } catch (IOException | RuntimeException e) {
                return new Ended(report, Optional.of(e));
            }
        }
    }

    /** The trial of a task. */
    private static final class OfPartition extends AbstractFunction1<Iterator<String>, TrialReport>
            implements java.io.Serializable {

        private static final long serialVersionUID = 1L;

        private final TrialFunction function;

        OfPartition(TrialFunction function) {
            this.function = function;
        }

        @Override
        public TrialReport apply(Iterator<String> trials) {
            try {
                return function.run(trials.next());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
