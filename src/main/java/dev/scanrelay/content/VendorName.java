package dev.scanrelay.content;

/** A file's name as the vendor gave it. It may hold a patient's name, so it does not print itself. */
public record VendorName(String value) {

    /** The name without its folders. */
    String base() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return "[vendor name]";
    }
}
