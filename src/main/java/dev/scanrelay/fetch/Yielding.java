package dev.scanrelay.fetch;

/**
 * How many orders the slow lane may have in hand. Where live ones are under way and the processors are busy it goes on with a single one;
 * once they are not, it gets one more a turn. A download that waits for the network costs no live scan anything, so waiting alone is no
 * reason to yield.
 */
final class Yielding {

    static final double BUSY = 0.65;
    static final double EASY = 0.5;

    private final int most;
    private volatile int allowed = 1;

    Yielding(int most) {
        this.most = most;
    }

    int allowed() {
        return allowed;
    }

    /**
     * One turn.
     *
     * @param live whether live orders were under way since the last turn
     * @param load of the processors since the last turn, 0 to 1
     * @return whether more are allowed than before
     */
    boolean next(boolean live, double load) {
        int before = allowed;
        if (live && load > BUSY) {
            allowed = 1;
        } else if (!live || load < EASY) {
            allowed = Math.min(before + 1, most);
        }
        return allowed > before;
    }
}
