package dev.scanrelay.docs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One bash that keeps its variables from block to block, as a reader's terminal does. */
final class Shell implements AutoCloseable {

    private static final String END = "@@end of block, status ";

    private final Process bash;
    private final Writer in;
    private final BufferedReader out;

    /** @param status of the last command; a failed pipe counts as failed */
    record Printed(int status, String text) {}

    Shell(Path folder) throws IOException {
        bash = new ProcessBuilder("bash", "--noprofile", "--norc")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        in = bash.outputWriter(StandardCharsets.UTF_8);
        out = new BufferedReader(new InputStreamReader(bash.getInputStream(), StandardCharsets.UTF_8));
        run("set -u -o pipefail");
    }

    Printed run(String commands) throws IOException {
        in.write(commands + "\nprintf '\\n" + END + "%s\\n' $?\n");
        in.flush();
        List<String> lines = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(END)) {
                return new Printed(
                        Integer.parseInt(line.substring(END.length())),
                        String.join("\n", lines).strip());
            }
            lines.add(line);
        }
        throw new IOException("bash ended after: " + String.join("\n", lines));
    }

    @Override
    public void close() {
        bash.descendants().forEach(ProcessHandle::destroy);
        bash.destroy();
    }
}
