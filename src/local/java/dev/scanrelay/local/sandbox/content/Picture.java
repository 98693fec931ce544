package dev.scanrelay.local.sandbox.content;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A shaded view of an arch as a JPEG: light from the upper left on the height of the teeth. */
final class Picture {

    private static final float QUALITY = 0.85f;
    private static final int COMMENT = 40;

    private Picture() {}

    static Bytes jpeg(long seed, View view, int width) {
        int height = width * 9 / 16;
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, new Relief(seed, view).shade(width, height), 0, width);
        return encode(image);
    }

    private static Bytes encode(BufferedImage image) {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        // In memory: ImageIO would put a temporary file on disk.
        try (var output = new MemoryCacheImageOutputStream(bytes)) {
            var settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return new Bytes(bytes.toByteArray());
    }

    /** A comment segment of fixed length behind the start marker. */
    static Bytes withComment(Bytes jpeg, String comment) {
        var text = Arrays.copyOf(comment.getBytes(StandardCharsets.US_ASCII), COMMENT);
        var out = ByteBuffer.allocate((int) jpeg.size() + 4 + COMMENT);
        out.put(jpeg.array(), 0, 2);
        out.putShort((short) 0xFFFE).putShort((short) (2 + COMMENT)).put(text);
        out.put(jpeg.array(), 2, (int) jpeg.size() - 2);
        return new Bytes(out.array());
    }
}
