package dev.neontasks.schema.changelog;

import io.quarkus.liquibase.common.runtime.NativeImageResourceAccessor;
import io.quarkus.runtime.ImageMode;

import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.exception.LiquibaseException;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.ResourceAccessor;

/** A change log as it is written, with all that it includes; read from the jar, or from the native binary. */
record ChangeLogFile(String path) {

    DatabaseChangeLog parse() throws LiquibaseException {
        var resources = resources();
        return ChangeLogParserFactory.getInstance().getParser(path, resources).parse(path, new ChangeLogParameters(),
                resources);
    }

    static ResourceAccessor resources() {
        return ImageMode.current() == ImageMode.NATIVE_RUN ? new NativeImageResourceAccessor()
                : new ClassLoaderResourceAccessor(Thread.currentThread().getContextClassLoader());
    }
}
