package dev.scanrelay.event;

import dev.scanrelay.id.PartnerId;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.TimeoutException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** {@code topics} makes a partner's topic, and lets the partner's principal read it and nothing else. */
public final class TopicsCommand {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String PARTNER = "--partner";
    private static final String PRINCIPAL = "--principal";
    private static final String DRY = "--dry-run";
    private static final Pattern PRINCIPALS = Pattern.compile("[A-Za-z]+:[^*\\s].*");
    private static final String USAGE = """
            topics --partner ID [--principal TYPE:NAME] [--dry-run]
              makes a partner's topic (scanrelay.topics.partner) unless it is there
              --principal  as the broker names who signs in, such as User:acme: it may read this topic, in consumer groups whose
                           names begin with the partner's id and a dot, such as acme.import
              --dry-run    says what is there and what would be made, and makes nothing
            What is there already is left as it is, and so is what others may do. It may be run again at any time. It needs the
            settings kafka.* (KAFKA_BOOTSTRAP_SERVERS, ...) of a principal with CREATE and DESCRIBE on the topic, and DESCRIBE and
            ALTER on the cluster where permissions are asked for.
            Exit code 0: all is there, or would be; 1: refused or not reached, with the reason; 2: misuse.""";

    private TopicsCommand() {}

    /**
     * Runs the command with the settings of the process.
     *
     * @param arguments what follows {@code topics} on the command line
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return run(arguments, ConfigProvider.getConfig(), out, err);
    }

    static int run(List<String> arguments, Config config, PrintStream out, PrintStream err) {
        Optional<Ask> ask = Ask.read(arguments);
        if (ask.isEmpty()) {
            return say(MISUSE, USAGE, err);
        }
        Optional<TopicPattern> pattern = config.getOptionalValue("scanrelay.topics.partner", String.class)
                .flatMap(TopicPattern::of);
        if (pattern.isEmpty()) {
            return say(
                    MISUSE, "Partners have no topics: set scanrelay.topics.partner, such as orders.{partner}.v1.", err);
        }
        String topic = pattern.get().of(ask.get().partner());
        List<AclBinding> bindings = ask.get()
                .principal()
                .map(principal -> new PartnerAccess(ask.get().partner(), topic, principal).bindings())
                .orElse(List.of());
        return provide(ask.get().dry(), wanted(topic, config), bindings, config, out, err);
    }

    private static NewTopic wanted(String topic, Config config) {
        return new NewTopic(
                topic,
                Integer.parseInt(config.getOptionalValue("scanrelay.topics.partitions", String.class)
                        .orElse(TopicSettings.PARTITIONS)),
                Short.parseShort(config.getOptionalValue("scanrelay.topics.replication", String.class)
                        .orElse(TopicSettings.REPLICATION)));
    }

    private static int provide(
            boolean dry, NewTopic topic, List<AclBinding> bindings, Config config, PrintStream out, PrintStream err) {
        try (Admin admin = KafkaClients.of(config).admin(PATIENCE)) {
            new PartnerProvision(admin, dry).run(topic, bindings).forEach(out::println);
            return OK;
        } catch (ExecutionException brokerSays) {
            return say(FAILED, reason(brokerSays.getCause()), err);
        } catch (KafkaException unusable) {
            return say(MISUSE, "Kafka's client can't be made of the settings kafka.*: look at them.", err);
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static String reason(@Nullable Throwable cause) {
        return switch (cause) {
            case SecurityDisabledException none ->
                "The broker has no authorizer: everybody may read every topic. Nothing was made. Set authorizer.class.name.";
            case AuthenticationException refused ->
                "Kafka refused the sign-in: look at the settings kafka.sasl.* or kafka.ssl.*.";
            case AuthorizationException refused ->
                "This principal may not: it needs CREATE and DESCRIBE on the topic, and DESCRIBE and ALTER on the cluster.";
            case TimeoutException silent ->
                "Kafka did not answer: look at kafka.bootstrap.servers and kafka.security.protocol.";
            case InvalidReplicationFactorException few ->
                "There are fewer brokers than scanrelay.topics.replication asks for.";
            case null -> "Kafka failed.";
            default -> "Kafka failed: " + cause.getClass().getSimpleName() + ".";
        };
    }

    private static int say(int code, String words, PrintStream to) {
        to.println(words);
        return code;
    }

    private record Ask(PartnerId partner, Optional<String> principal, boolean dry) {

        static Optional<Ask> read(List<String> written) {
            Map<String, String> given = new HashMap<>();
            Set<String> flags = new HashSet<>();
            for (int at = 0; at < written.size(); at++) {
                String word = written.get(at);
                boolean option = Set.of(PARTNER, PRINCIPAL).contains(word) && at + 1 < written.size();
                boolean first =
                        option ? given.put(word, written.get(++at)) == null : word.equals(DRY) && flags.add(word);
                if (!first) {
                    return Optional.empty();
                }
            }
            return of(given, flags.contains(DRY));
        }

        private static Optional<Ask> of(Map<String, String> given, boolean dry) {
            Optional<String> principal = Optional.ofNullable(given.get(PRINCIPAL));
            if (principal.filter(name -> !PRINCIPALS.matcher(name).matches()).isPresent()) {
                return Optional.empty(); // User:* is everybody
            }
            try {
                return Optional.ofNullable(given.get(PARTNER))
                        .map(PartnerId::new)
                        .map(partner -> new Ask(partner, principal, dry));
            } catch (IllegalArgumentException noPartner) {
                return Optional.empty();
            }
        }
    }
}
