package dev.neontasks.traffic;

/** How large a body may be. */
final class BodyLimits {

    /** Title and description, 4,200 characters, take 51 KiB where each is written as two escapes of six. */
    private static final int OF_TASKS = 64 * 1024;
    /** E-mail, password and name take less than 7 KiB, however they are written. */
    private static final int OF_OTHERS = 16 * 1024;

    private BodyLimits() {
    }

    /** Bytes, whole KiB. */
    static int of(String path) {
        return path.equals("/api/tasks") || path.startsWith("/api/tasks/") ? OF_TASKS : OF_OTHERS;
    }
}
