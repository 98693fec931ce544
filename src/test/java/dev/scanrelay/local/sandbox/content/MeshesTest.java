package dev.scanrelay.local.sandbox.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeshesTest {

    private static final int ROWS = 20;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bothFormatsHaveTheSameTriangles(boolean solid) throws IOException {
        float[][] stl = stl(Stl.of(7, true, ROWS, solid, "x"));
        float[][] ply = ply(Ply.of(7, true, ROWS, solid));

        assertThat(ply).isDeepEqualTo(stl);
    }

    @Test
    void aBaseLeavesNoOpenEdgeBesideTheEnds() throws IOException {
        assertThat(openEdges(stl(Stl.of(7, false, ROWS, true, "x"))))
                .isLessThan(openEdges(stl(Stl.of(7, false, ROWS, false, "x"))));
    }

    /** Edges that belong to one triangle alone. */
    private static long openEdges(float[][] triangles) {
        Map<String, Integer> edges = new HashMap<>();
        for (float[] triangle : triangles) {
            for (int corner = 0; corner < 3; corner++) {
                String one = point(triangle, corner);
                String other = point(triangle, (corner + 1) % 3);
                edges.merge(one.compareTo(other) < 0 ? one + other : other + one, 1, Integer::sum);
            }
        }
        return edges.values().stream().filter(count -> count == 1).count();
    }

    private static String point(float[] triangle, int corner) {
        return triangle[3 * corner] + "," + triangle[3 * corner + 1] + "," + triangle[3 * corner + 2] + ";";
    }

    private static float[][] stl(Content content) throws IOException {
        ByteBuffer bytes = read(content);
        int triangles = bytes.position(80).getInt();
        return IntStream.range(0, triangles)
                .mapToObj(number -> floats(bytes.position(84 + number * 50 + 12), 9))
                .toArray(float[][]::new);
    }

    private static float[][] ply(Content content) throws IOException {
        ByteBuffer bytes = read(content);
        String text = new String(bytes.array(), StandardCharsets.ISO_8859_1);
        int start = text.indexOf("end_header\n") + "end_header\n".length();
        int vertices = count(text, "element vertex ");
        int faces = count(text, "element face ");
        return IntStream.range(0, faces)
                .mapToObj(number -> triangle(bytes, start, start + vertices * 15 + number * 13))
                .toArray(float[][]::new);
    }

    private static float[] triangle(ByteBuffer bytes, int vertices, int face) {
        float[] triangle = new float[9];
        for (int corner = 0; corner < 3; corner++) {
            int vertex = bytes.getInt(face + 1 + 4 * corner);
            System.arraycopy(floats(bytes.position(vertices + vertex * 15), 3), 0, triangle, 3 * corner, 3);
        }
        return triangle;
    }

    private static int count(String text, String before) {
        int at = text.indexOf(before) + before.length();
        return Integer.parseInt(text.substring(at, text.indexOf('\n', at)));
    }

    private static float[] floats(ByteBuffer bytes, int count) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = bytes.getFloat();
        }
        return floats;
    }

    private static ByteBuffer read(Content content) throws IOException {
        var out = new ByteArrayOutputStream();
        content.write(0, content.size(), out);
        return ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    }
}
