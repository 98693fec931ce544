package dev.scanrelay.secret;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code keyset create} prints a new keyset document. {@code keyset add|promote|rotate|retire FILE [PURPOSE]} print FILE changed;
 * FILE itself stays. Runs without the service, its settings or a database.
 */
public final class KeysetCommand {

    private static final int OK = 0;
    private static final int MISUSE = 2;
    private static final String USAGE = """
            keyset create                      print a new keyset
            keyset add FILE [PURPOSE]          print FILE with one key more, which opens but does not seal yet
            keyset promote FILE [PURPOSE]      print FILE with the last key sealing
            keyset rotate FILE [PURPOSE]       add and promote in one step, where no two replicas run at once
            keyset retire FILE [PURPOSE]       print FILE with the sealing key alone
            PURPOSE is sealing (default), callback-keys, index or audit.""";

    private KeysetCommand() {}

    /**
     * Prints the document asked for, or what was wrong.
     *
     * @param arguments what follows {@code keyset} on the command line
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            out.println(document(arguments).reveal());
            return OK;
        } catch (MalformedKeyset malformed) {
            err.println("The file " + malformed.problem() + ".");
        } catch (IOException unreadable) {
            err.println("The file can't be read.");
        } catch (Misuse misuse) {
            err.println(USAGE);
        }
        return MISUSE;
    }

    private static Keysets document(List<String> arguments) throws MalformedKeyset, IOException, Misuse {
        if (arguments.equals(List.of("create"))) {
            return Keysets.create();
        }
        if (arguments.size() < 2 || arguments.size() > 3) {
            throw new Misuse();
        }
        Purpose purpose = purpose(arguments);
        return change(arguments.getFirst(), purpose, Keysets.parse(Files.readString(Path.of(arguments.get(1)))));
    }

    private static Purpose purpose(List<String> arguments) throws Misuse {
        Optional<Purpose> named =
                arguments.size() == 3 ? Purpose.labelled(arguments.get(2)) : Optional.of(Purpose.SEALING);
        return named.orElseThrow(Misuse::new);
    }

    private static Keysets change(String step, Purpose purpose, Keysets keysets) throws Misuse, MalformedKeyset {
        if (!keysets.has(purpose) && !step.equals("add") && !step.equals("rotate")) {
            throw new MalformedKeyset("has no keyset \"" + purpose.label() + "\"");
        }
        UnaryOperator<Keysets> add = before -> add(purpose, before);
        UnaryOperator<Keysets> promote = before -> before.with(purpose, KeysetRotation::promote);
        return switch (step) {
            case "add" -> add.apply(keysets);
            case "promote" -> promote.apply(keysets);
            case "rotate" -> promote.apply(add.apply(keysets));
            case "retire" -> keysets.with(purpose, KeysetRotation::retire);
            default -> throw new Misuse();
        };
    }

    /** The first key of a purpose is in use at once: there is none that it could wait behind. */
    private static Keysets add(Purpose purpose, Keysets before) {
        return before.has(purpose)
                ? before.with(purpose, keyset -> KeysetRotation.add(purpose, keyset))
                : before.withFirst(purpose);
    }

    private static final class Misuse extends Exception {}
}
