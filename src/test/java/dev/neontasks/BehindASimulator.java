package dev.neontasks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;

import dev.neontasks.simulator.NeonSimulator;

/** The service with one connection, through a simulator, to the database of all tests. */
public final class BehindASimulator implements QuarkusTestProfile {

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Simulated.class));
    }

    /** Gives the simulator to every field of that type. */
    public static final class Simulated implements QuarkusTestResourceLifecycleManager {

        private NeonSimulator simulator;

        @Override
        public Map<String, String> start() {
            simulator = NeonSimulator.before(TestDatabase.running());
            var variables = new HashMap<>(new TestDatabase().start());
            variables.putAll(Map.of("DATABASE_URL", simulator.url(), "DATABASE_POOL_MAX", "1"));
            return variables;
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(simulator, new TestInjector.MatchesType(NeonSimulator.class));
        }

        @Override
        public void stop() {
            simulator.close();
        }
    }
}
