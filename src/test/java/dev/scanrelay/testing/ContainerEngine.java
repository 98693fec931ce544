package dev.scanrelay.testing;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The container engine of this machine, asked for once. As an extension, which the profile {@code containers} switches on, it skips every test
 * where there is none.
 */
public final class ContainerEngine implements ExecutionCondition {

    private static final String ABSENT =
            "NOT RUN: no container engine answers `docker version` (Debian: .ci/container-engine makes one)";

    private static final boolean WANTED = Boolean.getBoolean("scanrelay.test.containers");
    private static final boolean THERE = WANTED && answers();

    static {
        if (WANTED && !THERE) {
            System.out.println(ABSENT);
        }
    }

    /** Whether tests run against containers. */
    static boolean isWanted() {
        return WANTED;
    }

    /** The gate sets the variable: there it has to answer. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (WANTED && !THERE) {
            if ("required".equals(System.getenv("CONTAINER_ENGINE"))) {
                throw new IllegalStateException(ABSENT);
            }
            return ConditionEvaluationResult.disabled(ABSENT);
        }
        return ConditionEvaluationResult.enabled("");
    }

    private static boolean answers() {
        try {
            Process asked = new ProcessBuilder("docker", "version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return asked.waitFor(20, TimeUnit.SECONDS) && asked.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
