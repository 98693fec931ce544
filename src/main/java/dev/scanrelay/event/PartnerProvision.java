package dev.scanrelay.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.PatternType;

/** Makes what of a partner's topic and permissions is missing, and touches nothing else. */
final class PartnerProvision {

    private final Admin admin;
    private final boolean dry;

    /** @param dry tells what it would do, and does nothing */
    PartnerProvision(Admin admin, boolean dry) {
        this.admin = admin;
        this.dry = dry;
    }

    /** A line for each thing that is there now. All is looked at before anything is made. */
    List<String> run(NewTopic topic, Collection<AclBinding> wanted) throws ExecutionException, InterruptedException {
        boolean there = admin.listTopics().names().get().contains(topic.name());
        List<AclBinding> missing = new ArrayList<>();
        for (AclBinding binding : wanted) {
            if (admin.describeAcls(binding.toFilter()).values().get().isEmpty()) {
                missing.add(binding);
            }
        }
        if (!dry && !there) {
            create(topic);
        }
        if (!dry && !missing.isEmpty()) {
            admin.createAcls(missing).all().get();
        }
        List<String> lines = new ArrayList<>();
        lines.add(state(there) + " topic " + topic.name());
        wanted.forEach(binding -> lines.add(state(!missing.contains(binding)) + " " + words(binding)));
        return lines;
    }

    private void create(NewTopic topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) { // the service was faster
                throw failed;
            }
        }
    }

    private String state(boolean there) {
        if (there) {
            return "there:";
        }
        return dry ? "would make:" : "made:";
    }

    private static String words(AclBinding binding) {
        return "%s may %s %s %s%s"
                .formatted(
                        binding.entry().principal(),
                        binding.entry().operation().name().toLowerCase(Locale.ROOT),
                        binding.pattern().resourceType().name().toLowerCase(Locale.ROOT),
                        binding.pattern().name(),
                        binding.pattern().patternType() == PatternType.PREFIXED ? "*" : "");
    }
}
