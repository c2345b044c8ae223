package dev.neontasks.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.interceptor.InterceptorBinding;

/**
 * Work on the database that is run once more, on another connection, when the first failed in a way that may have passed;
 * {@link DatabaseUnavailable} when that fails too. The work must therefore be safe to run twice even if the first run took
 * effect and only its answer was lost: every statement is its own transaction and every write can tell its own traces.
 */
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
public @interface RetriedOnce {
}
