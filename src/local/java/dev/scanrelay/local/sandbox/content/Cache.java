package dev.scanrelay.local.sandbox.content;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The values used last, at most so many of them. What is missing is made outside the lock, at worst twice. */
public final class Cache<K, V> {

    private final Map<K, V> values;

    public Cache(int capacity) {
        values = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    public V get(K key, Supplier<V> make) {
        synchronized (values) {
            V known = values.get(key);
            if (known != null) {
                return known;
            }
        }
        V made = make.get();
        synchronized (values) {
            values.put(key, made);
        }
        return made;
    }
}
