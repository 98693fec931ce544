package dev.scanrelay.event;

import dev.scanrelay.id.PartnerId;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What a partner's principal may do at the broker: read its topic, in groups of its own. Groups are told by a dot, which no partner's id has:
 * with a hyphen, those of {@code acme} would take in those of {@code acme-west}.
 */
record PartnerAccess(PartnerId partner, String topic, String principal) {

    private static final String ANY_HOST = "*";

    String groups() {
        return partner.value() + ".";
    }

    List<AclBinding> bindings() {
        return List.of(
                permit(ResourceType.TOPIC, topic, PatternType.LITERAL, AclOperation.READ),
                permit(ResourceType.TOPIC, topic, PatternType.LITERAL, AclOperation.DESCRIBE),
                permit(ResourceType.GROUP, groups(), PatternType.PREFIXED, AclOperation.READ));
    }

    private AclBinding permit(ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW));
    }
}
