package dev.scanrelay.listen;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Reads the command line. An {@link IllegalArgumentException} says what is wrong with it. */
final class Arguments {

    static final String USAGE = """
            listen --to FOLDER [--name TEMPLATE] [--kinds KIND,...] [--state FILE] [--from oldest|newest]
                   [--every SECONDS] [--patience SECONDS] [--once]
              follows the feed and saves the files of each ready order in the folder, until it is ended
              --to        the folder; it is made if need be
              --name      names within it (default: {account}/{order}/r{revision}/{file}). Words: {account} {order} {rx} {reference}
                          {revision} {date} {kind} {role} {jaw} {artifact} {file} {name} {ext}; {artifact} has to be there, or
                          {order} and {file} or {name}
              --kinds     only these: mesh,image,... (default: all, but no archive whose content is saved file by file)
              --state     the file that says how far it has read (default: .scanrelay-place in the folder)
              --from      where to begin the first time: with the oldest event there is (the default), or with what comes now
              --every     seconds between questions while there is nothing new (default: 10)
              --patience  seconds without a byte after which a connection counts as dead (default: 60)
              --once      ends when there is nothing more, for a scheduled task
              SCANRELAY_URL       where the service is, such as https://scans.example.com; http on this machine only
              SCANRELAY_KEY_FILE  a file that holds the API key; or SCANRELAY_KEY, the key. Never on the command line.
                                  Scopes: events:read, orders:read, artifacts:read
              SCANRELAY_PROXY     such as http://proxy.clinic.example:3128, or http://user:password@...; or direct;
                                  left out: HTTPS_PROXY
            Exit code 0: all that there was is saved (--once), 1: a person has to do something, and the last line says what,
            2: misuse, 3: --once did not get all, run it again.""";

    private static final Set<String> WITH_VALUE =
            Set.of("--to", "--name", "--kinds", "--state", "--from", "--every", "--patience");
    private static final String ONCE = "--once";
    private static final int LONGEST_FOLDER = 180;

    private final Map<String, String> given = new HashMap<>();

    private Arguments(List<String> written) {
        for (int at = 0; at < written.size(); at++) {
            String word = written.get(at);
            boolean value = WITH_VALUE.contains(word) && at + 1 < written.size();
            if (!value && !ONCE.equals(word)) {
                throw new IllegalArgumentException(USAGE);
            }
            if (given.put(word, value ? written.get(++at) : "") != null) {
                throw new IllegalArgumentException(USAGE);
            }
        }
    }

    static Options read(List<String> written, Config config) {
        return new Arguments(written).options(new Surroundings(config));
    }

    private Options options(Surroundings surroundings) {
        Path folder = folder();
        return new Options(
                surroundings.service(),
                surroundings.key(),
                surroundings.way(),
                folder,
                path(or("--state", folder.resolve(".scanrelay-place").toString()))
                        .toAbsolutePath(),
                NameTemplate.of(or("--name", NameTemplate.USUAL)),
                kinds(),
                fromNewest(),
                seconds("--every", "10"),
                seconds("--patience", "60"),
                given.containsKey(ONCE));
    }

    private String or(String option, String usual) {
        return given.getOrDefault(option, usual);
    }

    private Path folder() {
        String text = Optional.ofNullable(given.get("--to")).orElseThrow(() -> new IllegalArgumentException(USAGE));
        Path folder = path(text).toAbsolutePath().normalize();
        if (folder.toString().length() > LONGEST_FOLDER) {
            throw new IllegalArgumentException("The folder's path is longer than " + LONGEST_FOLDER
                    + " characters; Windows would refuse files in it.");
        }
        return folder;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException noPath) {
            throw new IllegalArgumentException("A folder or file that was named can't exist.", noPath);
        }
    }

    private Optional<Set<String>> kinds() {
        return Optional.ofNullable(given.get("--kinds")).map(text -> {
            if (!text.matches("[a-z]+(,[a-z]+)*")) {
                throw new IllegalArgumentException("--kinds is a list such as mesh,image.");
            }
            return Set.of(text.split(","));
        });
    }

    private boolean fromNewest() {
        return switch (or("--from", "oldest")) {
            case "oldest" -> false;
            case "newest" -> true;
            default -> throw new IllegalArgumentException("--from is oldest or newest.");
        };
    }

    private Duration seconds(String option, String usual) {
        String text = or(option, usual);
        if (!text.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException(option + " is a number of seconds, 1 to 9999.");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }
}
