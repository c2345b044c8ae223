package dev.neontasks.task;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import org.hibernate.resource.jdbc.spi.StatementInspector;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;

/** The mistake that the isolation matrix is there to find: whoever asks sees everything. */
@Alternative
@Singleton
@PersistenceUnitExtension
public class NoOwners implements StatementInspector {

    private static final long serialVersionUID = 1L;

    @Override
    public String inspect(String sql) {
        return sql.replaceFirst("(\\w+\\.owner=\\?)", "($1 or true)");
    }
}
