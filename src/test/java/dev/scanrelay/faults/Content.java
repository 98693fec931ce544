package dev.scanrelay.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The files of a scan from one making to the next, as the sandbox made them.
 *
 * @param files digests of all that are the same in every download, sorted
 * @param printed how many more there are, whose bytes tell the time of the download
 * @param read whether all of it was downloaded before it was replaced
 */
record Content(List<String> files, int printed, boolean read) {

    Content {
        files = files.stream().sorted().toList();
    }

    /** Whether these are its files, all of them and nothing else. An archive counts by what it holds. */
    boolean isMadeOf(Collection<NamedFile> named) {
        List<String> left = new ArrayList<>(named.stream()
                .filter(file -> file.place() != NamedFile.Place.ARCHIVE)
                .map(NamedFile::sha256)
                .toList());
        return files.stream().allMatch(left::remove) && left.size() == printed;
    }
}
