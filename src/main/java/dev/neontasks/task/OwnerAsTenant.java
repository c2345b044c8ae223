package dev.neontasks.task;

import jakarta.enterprise.context.RequestScoped;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;

import dev.neontasks.account.CurrentAccount;

/** Who owns what a request reads and writes: the account of its verified token, and nobody without one. */
@RequestScoped
@PersistenceUnitExtension
public class OwnerAsTenant implements TenantResolver {

    private final CurrentAccount account;

    OwnerAsTenant(CurrentAccount account) {
        this.account = account;
    }

    /** Owns nothing: no account has an empty id. */
    @Override
    public String getDefaultTenantId() {
        return "";
    }

    @Override
    public String resolveTenantId() {
        return account.idIfKnown().orElse(getDefaultTenantId());
    }
}
