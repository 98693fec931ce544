package dev.scanrelay.startup;

import io.quarkus.runtime.PreventFurtherStepsException;

/** A setting that can't work: thrown while starting, it stops the process with one line and exit code 2. */
public final class SettingProblem extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int EXIT_CODE = 2;

    private final String problem;

    // As its cause, not itself: thrown bare while starting, Quarkus takes it for the end of the start and waits for
    // ever.
    private SettingProblem(String problem, String line) {
        super(line, new PreventFurtherStepsException(line, EXIT_CODE));
        this.problem = problem;
    }

    /**
     * Says it in one line; the caller throws it from a {@code StartupEvent} observer or the constructor of a bean that starts
     * with the service.
     *
     * @param setting the property's full name, as a person would write it
     * @param problem what is wrong with it, without its value where that may be a secret
     * @param example a value that would work
     */
    public static SettingProblem of(String setting, String problem, String example) {
        return new SettingProblem(
                setting + " " + problem,
                "Cannot start: " + setting + " " + problem + ". For example: " + setting + "=" + example);
    }

    /** The setting and what is wrong with it, for whoever is not starting any more. */
    public String problem() {
        return problem;
    }
}
