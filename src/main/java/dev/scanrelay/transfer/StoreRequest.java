package dev.scanrelay.transfer;

import dev.scanrelay.content.Classification;
import dev.scanrelay.content.VendorName;
import java.util.OptionalLong;

/**
 * One artifact to bring into the store.
 *
 * @param prefix the attempt's own, without a slash at the end
 * @param number of the artifact within the attempt, from 1
 * @param name the vendor's; gives the type, never a key
 * @param is what the artifact is; a zip: {@code ARCHIVE}
 * @param declaredSize what it has to be long, if that is known for certain beside the answer's own length; a zip that is built
 *     anew for each download has none
 * @param expectedSize what it will be long about, to size its quota; nothing is checked against it
 * @param keep what of a zip is stored
 * @param earlier what is stored already, and is referred to
 * @param owner whose share of the budget it uses, as the account
 */
public record StoreRequest(
        String prefix,
        int number,
        VendorName name,
        Classification is,
        OptionalLong declaredSize,
        OptionalLong expectedSize,
        UnpackPolicy unpack,
        Keep keep,
        Earlier earlier,
        String owner,
        Source source,
        Progress progress) {}
