package dev.neontasks.simulator;

import java.util.List;

import javax.net.ssl.SNIServerName;

/** The way a client came in, which is the host name it asked for: past the pooler or straight to the compute. */
enum Door {
    DIRECT,
    POOLED;

    /** As Neon does it: by the first label of the name in the TLS handshake; {@code otherwise} without a name. */
    static Door of(List<SNIServerName> asked, Door otherwise) {
        return asked.stream().map(name -> new String(name.getEncoded()).split("\\.")[0])
                .map(label -> label.endsWith("-pooler") ? POOLED : otherwise).findFirst().orElse(otherwise);
    }
}
