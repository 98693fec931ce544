package dev.scanrelay.local.exam;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Restarts the vendor's software by a command of the shell, which has to end with 0 within two minutes. */
final class RestartCommand implements Restart {

    private static final int MINUTES = 2;

    private final String command;

    RestartCommand(String command) {
        this.command = command;
    }

    @Override
    public void restart() throws InterruptedException {
        try {
            var process = new ProcessBuilder(shell())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new Shortfall("The restart command did not end within two minutes.");
            }
            Stage.require(process.exitValue() == 0, "The restart command ended with " + process.exitValue() + ".");
        } catch (IOException noShell) {
            throw new Shortfall("The restart command can't be run: " + noShell.getMessage());
        }
    }

    private String[] shell() {
        return System.getProperty("os.name").startsWith("Windows")
                ? new String[] {"cmd", "/c", command}
                : new String[] {"sh", "-c", command};
    }
}
