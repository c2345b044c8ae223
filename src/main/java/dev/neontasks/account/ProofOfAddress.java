package dev.neontasks.account;

import jakarta.validation.constraints.NotNull;

import dev.neontasks.api.Text;

/** The body of a confirmation: what stands in the link that was mailed to the address. */
record ProofOfAddress(@NotNull @Text String token) {

    ProofOfAddress {
        token = LinkToken.offered(token);
    }

    @Override
    public String toString() {
        return "ProofOfAddress[]";
    }
}
