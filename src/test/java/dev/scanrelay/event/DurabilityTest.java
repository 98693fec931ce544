package dev.scanrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.event.Durability.Kept;
import dev.scanrelay.testing.Captured;
import dev.scanrelay.testing.Services;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class DurabilityTest {

    @Test
    void saysNothingOfTopicsThatKeepWhatTheyAcknowledged() {
        assertThat(Durability.warnings(List.of(new Kept("a", 3, 2, false), new Kept("b", 5, 3, false))))
                .isEmpty();
    }

    @Test
    void saysEachKindOfLossInOneLine() {
        List<String> lines = Durability.warnings(List.of(
                new Kept("one", 1, 1, false),
                new Kept("alone", 1, 1, false),
                new Kept("weak", 3, 1, false),
                new Kept("stiff", 3, 3, false),
                new Kept("never", 2, 3, false),
                new Kept("unclean", 3, 2, true)));

        assertThat(lines)
                .satisfiesExactly(
                        line -> assertThat(line).contains("topics=alone,one replication factor 1"),
                        line -> assertThat(line).contains("topics=weak min.insync.replicas 1"),
                        line -> assertThat(line).contains("topics=stiff min.insync.replicas as high"),
                        line -> assertThat(line).contains("topics=never min.insync.replicas above"),
                        line -> assertThat(line).contains("topics=unclean unclean.leader.election.enable is true"));
    }

    @Test
    void asksTheBroker() throws Exception {
        String plain = "kept-" + UUID.randomUUID();
        String unclean = "unclean-" + UUID.randomUUID();
        try (Captured log = Captured.start();
                Admin admin = Admin.create(
                        Map.of("bootstrap.servers", Services.shared().get("kafka.bootstrap.servers")))) {
            admin.createTopics(List.of(
                            new NewTopic(plain, 1, (short) 1),
                            new NewTopic(unclean, 1, (short) 1)
                                    .configs(Map.of("unclean.leader.election.enable", "true"))))
                    .all()
                    .get();

            Durability.check(admin, List.of(plain, unclean));

            assertThat(log.text().lines())
                    .anyMatch(line -> line.contains("topics=" + plain + "," + unclean + " replication factor 1"))
                    .anyMatch(line -> line.contains("topics=" + unclean + " unclean.leader.election.enable is true"));
        }
    }
}
