package dev.scanrelay;

import dev.scanrelay.audit.AuditCommand;
import dev.scanrelay.event.TopicsCommand;
import dev.scanrelay.listen.ListenCommand;
import dev.scanrelay.operate.OrdersCommand;
import dev.scanrelay.operate.RedriveCommand;
import dev.scanrelay.operate.RepublishCommand;
import dev.scanrelay.role.MigrateCommand;
import dev.scanrelay.secret.KeysetCommand;
import dev.scanrelay.security.AdminKeyCommand;
import dev.scanrelay.security.PartnerCommand;
import dev.scanrelay.startup.SettingProblem;
import dev.scanrelay.storage.StoreCommand;
import dev.scanrelay.why.WhyCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintStream;
import java.util.List;

/** The program: serves, or runs one command, which starts nothing of the service, and ends. */
@QuarkusMain
public final class Main {

    private static final int OK = 0;
    private static final int MISUSE = 2;

    static final String USAGE = """
            scanrelay                        serve
            scanrelay admin-key create ...   make an API key that may do all, and print it once
            scanrelay partner add|list ...   make a partner, show all
            scanrelay keyset ...             make and rotate the keys that seal secrets
            scanrelay audit verify|heads ... check the audit record, print its signed heads
            scanrelay why ID ...             say where a scan is, why, and who can do something about it
            scanrelay orders ...             list the orders that need help
            scanrelay redrive ...            have orders fetched again, one or many
            scanrelay republish ...          send announced events once more, into a topic of your choice
            scanrelay topics ...             make a partner's topic, and let the partner's principal read it
            scanrelay listen ...             follow the feed from a clinic's PC, and save the files of ready orders
            scanrelay store ...              move the object store, compare it with the catalogue, rebuild the catalogue from it
            scanrelay migrate                bring the database's tables up to date, and end
            scanrelay help                   print this

            Settings come from the environment, from system properties or from config/application.properties.""";

    private Main() {}

    public static void main(String... arguments) {
        if (arguments.length == 0) {
            Quarkus.run(arguments);
            return;
        }
        if (List.of(arguments).equals(List.of("migrate"))) {
            MigrateCommand.run();
            return;
        }
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            return command(arguments, out, err);
        } catch (SettingProblem wrong) {
            return print(String.valueOf(wrong.getMessage()), err, MISUSE);
        }
    }

    private static int command(List<String> arguments, PrintStream out, PrintStream err) {
        List<String> rest = arguments.subList(1, arguments.size());
        return switch (arguments.getFirst()) {
            case "admin-key" -> AdminKeyCommand.run(rest, out, err);
            case "partner" -> PartnerCommand.run(rest, out, err);
            case "audit" -> AuditCommand.run(rest, out, err);
            case "why" -> WhyCommand.run(rest, out, err);
            case "orders" -> OrdersCommand.run(rest, out, err);
            case "redrive" -> RedriveCommand.run(rest, out, err);
            case "republish" -> RepublishCommand.run(rest, out, err);
            case "topics" -> TopicsCommand.run(rest, out, err);
            case "listen" -> ListenCommand.run(rest, out, err);
            case "store" -> StoreCommand.run(rest, out, err);
            case "keyset" -> KeysetCommand.run(rest, out, err);
            case "help", "--help", "-h" -> print(USAGE, out, OK);
            default -> print(USAGE, err, MISUSE);
        };
    }

    private static int print(String text, PrintStream to, int code) {
        to.println(text);
        return code;
    }
}
