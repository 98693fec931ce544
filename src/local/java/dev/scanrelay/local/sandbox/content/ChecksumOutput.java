package dev.scanrelay.local.sandbox.content;

import java.io.OutputStream;
import java.util.zip.Checksum;

final class ChecksumOutput extends OutputStream {

    private final Checksum checksum;

    ChecksumOutput(Checksum checksum) {
        this.checksum = checksum;
    }

    @Override
    public void write(int b) {
        checksum.update(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        checksum.update(bytes, offset, length);
    }
}
