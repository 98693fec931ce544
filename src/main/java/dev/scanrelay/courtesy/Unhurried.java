package dev.scanrelay.courtesy;

/**
 * Work that nobody waits for: its calls leave a share of each limit to others. It is the thread's, as what is asked is the same either way and
 * passes through many hands.
 */
public final class Unhurried {

    private static final ThreadLocal<Boolean> HERE = ThreadLocal.withInitial(() -> false);

    private Unhurried() {}

    public static void run(Runnable work) {
        HERE.set(true);
        try {
            work.run();
        } finally {
            HERE.remove();
        }
    }

    static boolean isHere() {
        return HERE.get();
    }
}
