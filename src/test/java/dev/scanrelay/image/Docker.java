package dev.scanrelay.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The engine's own client. */
final class Docker {

    /** As Kubernetes' restricted profile has it: nothing is written but to a /tmp that goes with the container. */
    static final List<String> RESTRICTED = List.of(
            "--read-only",
            "--tmpfs",
            "/tmp",
            "--cap-drop",
            "ALL",
            "--security-opt",
            "no-new-privileges",
            "--network",
            "host");

    private Docker() {}

    /** What it prints; it must succeed. */
    static String run(String... arguments) throws IOException, InterruptedException {
        Process docker = start(List.of(arguments));
        String said = new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (docker.waitFor() != 0) {
            throw new IllegalStateException(
                    "docker " + String.join(" ", arguments) + " ended with " + docker.exitValue() + ": " + said);
        }
        return said.strip();
    }

    /** Builds an image of what the build made, on the base that a property names. */
    static void build(String file, String image) throws IOException, InterruptedException {
        String base = System.getProperty("containers.java", "");
        Stream<String> start = Stream.of("build", "--quiet", "--file", file, "--tag", image);
        Stream<String> arguments = Stream.of("--build-arg", "VERSION=1.2.3", "--build-arg", "REVISION=abc", ".");
        Stream<String> basis = base.isBlank() ? Stream.empty() : Stream.of("--build-arg", "BASE=" + base);
        run(Stream.of(start, basis, arguments).flatMap(words -> words).toArray(String[]::new));
    }

    /** A command line that runs the image, with these settings as it takes them: environment variables. */
    static List<String> command(
            List<String> options, Map<String, String> settings, String image, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "run", "--rm"));
        command.addAll(options);
        settings.forEach((name, value) -> command.addAll(List.of("--env", variable(name) + "=" + value)));
        command.add(image);
        command.addAll(arguments);
        return command;
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static Process start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(arguments);
        ProcessBuilder docker = new ProcessBuilder(command).redirectErrorStream(true);
        docker.environment().put("DOCKER_BUILDKIT", "0"); // the other builder is a plugin that need not be there
        return docker.start();
    }
}
