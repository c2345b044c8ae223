/** What the native image needs to be told of libraries that are newer than Quarkus knows. */
package dev.neontasks.graal;
