package dev.scanrelay.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExportXmlTest {

    @Test
    void keepsLittleOfALongDescription() {
        String files = IntStream.range(0, 20)
                .mapToObj(number -> "<file name='" + number + ".ply'/>")
                .collect(Collectors.joining());
        String page = "<e><note>" + "upper ".repeat(100_000) + "</note>" + "lower ".repeat(100_000) + files + "</e>";

        Map<String, List<String>> words = ExportXml.wordsAroundFiles(page.getBytes(StandardCharsets.UTF_8));

        assertThat(words).hasSize(20);
        assertThat(words.values())
                .allSatisfy(texts ->
                        assertThat(texts).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(1_001)));
    }
}
