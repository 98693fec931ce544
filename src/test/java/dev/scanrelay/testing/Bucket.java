package dev.scanrelay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What is in the object store. */
public final class Bucket {

    private final ObjectStore store;

    public Bucket(ObjectStore store) {
        this.store = store;
    }

    /** Every key of an account but its manifests. */
    public Set<String> keys(long account) {
        return all(account).filter(key -> !isManifest(key)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The keys of an account's manifests. */
    public Set<String> manifests(long account) {
        return all(account).filter(Bucket::isManifest).collect(Collectors.toCollection(TreeSet::new));
    }

    /** An object's text. */
    public String text(String key) {
        try (InputStream bytes = store.get(store.place().at(key))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Stream<String> all(long account) {
        return store.objects(store.place(), "orders/default/" + account + "/").stream()
                .map(ObjectAddress::key);
    }

    private static boolean isManifest(String key) {
        return key.endsWith("/manifest.json");
    }

    /** The keys that an event names. */
    public static Set<String> keys(JsonNode event) {
        return StreamSupport.stream(event.path("artifacts").spliterator(), false)
                .map(artifact -> artifact.path("key").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The SHA-256 of the bytes in the store, in hexadecimal digits. */
    public String digest(String key) {
        try (InputStream bytes = store.get(store.place().at(key));
                DigestInputStream digesting = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
