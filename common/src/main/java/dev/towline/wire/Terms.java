package dev.towline.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.ids.ImageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an order asks of the agent beyond the commit.
///
/// @param images the digest that each image reference must run with, as CI recorded it; a reference
///   that is not named is resolved by the registry
/// @param ancestry how the commit must relate to the release that was accepted last
/// @param contractBypass lets a failed contract pass; null: it does not
/// @param drift what is done between deployments about what differs; null: the VM's own setting
/// @param auditHead where the coordinator's audit log stood when the order was issued; null where
///   the coordinator keeps no chain
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Terms(
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, ImageDigest> images,
        Ancestry ancestry,
        @Nullable ContractBypass contractBypass,
        @Nullable DriftPolicy drift,
        @Nullable AuditHead auditHead) {
    /// Nothing beyond the commit.
    public static final Terms USUAL = new Terms(Map.of(), Ancestry.ANY, null, null, null);

    /// How a commit must relate to the one that was accepted last.
    public enum Ancestry {
        ANY,
        /// It must be that commit or come after it.
        DESCENDANT
    }

    public Terms {
        images = orNone(images);
        ancestry = orAny(ancestry);
    }

    /// The same, and where the audit log stood.
    public Terms witnessing(AuditHead head) {
        return new Terms(images, ancestry, contractBypass, drift, head);
    }

    private static Map<String, ImageDigest> orNone(@Nullable Map<String, ImageDigest> images) {
        return images == null ? Map.of() : Map.copyOf(images);
    }

    private static Ancestry orAny(@Nullable Ancestry ancestry) {
        return ancestry == null ? Ancestry.ANY : ancestry;
    }
}
