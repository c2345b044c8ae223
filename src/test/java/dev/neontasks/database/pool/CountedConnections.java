package dev.neontasks.database.pool;

import java.util.HashMap;
import java.util.Map;

/** What {@link OpenConnections} does when nobody does anything at the same time: three are made, and none is ever closed. */
public class CountedConnections {

    private final Map<Integer, Integer> generationOfOpen = new HashMap<>(Map.of(0, 0, 1, 0, 2, 0));
    private int generation;
    private int ending;

    public void close(int which) {
        if (generationOfOpen.remove(which) != null) {
            ending++;
        }
    }

    public void retire(int suspect) {
        if (suspect == generation) {
            generation++;
        }
    }

    public boolean isUsable(int which) {
        return generationOfOpen.getOrDefault(which, -1) == generation;
    }

    public int generation() {
        return generation;
    }

    public int count() {
        return generationOfOpen.size();
    }

    public int usable() {
        return (int) generationOfOpen.values().stream().filter(each -> each == generation).count();
    }

    public int ending() {
        return ending;
    }

    public int total() {
        return count() + ending;
    }
}
