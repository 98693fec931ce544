package dev.scanrelay.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zips and bytes for tests. */
final class Zips {

    private Zips() {}

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static byte[] zip(Map<String, byte[]> files) {
        return written(zip -> {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        });
    }

    static byte[] stored(String name, byte[] bytes) {
        return written(zip -> {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            ZipEntry entry = new ZipEntry(name);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(bytes);
        });
    }

    /** Zeros, so many MiB of them. */
    static byte[] bomb(int mebibytes) {
        return written(zip -> {
            zip.putNextEntry(new ZipEntry("mesh.stl"));
            byte[] zeros = new byte[1 << 20];
            for (int count = 0; count < mebibytes; count++) {
                zip.write(zeros);
            }
        });
    }

    static Map<String, byte[]> scan() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("itero_export_#123456789_v50.xml", "<Export><ExportTime>now</ExportTime></Export>".getBytes());
        files.put("Rx_123456789.html", "<html><body>Rx</body></html>".getBytes());
        files.put("gallery_#123456789.jpg", random(300_000));
        files.put("123456789_shell_occlusion_u.stl", random(7_000_000));
        files.put("123456789_shell_occlusion_l.stl", random(200_000));
        return files;
    }

    private static byte[] written(Writing writing) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                writing.to(zip);
            }
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private interface Writing {
        void to(ZipOutputStream zip) throws IOException;
    }
}
