package dev.scanrelay.content;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Walks an export description for file names and the words around them. No DTD, no entities, bounded depth and size. */
final class ExportXml {

    private static final Pattern FILE = Pattern.compile("[^\\\\/:*?\"<>|\\r\\n]{1,200}\\.[a-z0-9]{1,5}");
    private static final int DEEPEST = 64;
    private static final int MOST_FILES = 1_000;
    private static final int LONGEST_WORDS = 1_000;

    private final Map<String, List<String>> found = new HashMap<>();
    private final Deque<Element> open = new ArrayDeque<>();

    private ExportXml() {}

    /** The texts around each file's name, nearest first. */
    static Map<String, List<String>> wordsAroundFiles(byte[] xml) {
        ExportXml walk = new ExportXml();
        try {
            XMLStreamReader reader = safeFactory().createXMLStreamReader(new ByteArrayInputStream(xml));
            while (reader.hasNext() && walk.found.size() < MOST_FILES) {
                walk.step(reader);
            }
        } catch (XMLStreamException | RuntimeException unreadable) {
            return Map.of();
        }
        return Map.copyOf(walk.found);
    }

    private void step(XMLStreamReader reader) throws XMLStreamException {
        switch (reader.next()) {
            case XMLStreamConstants.START_ELEMENT -> enter(reader);
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(reader.getText());
            case XMLStreamConstants.END_ELEMENT -> leave();
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                throw new XMLStreamException("a DTD or an entity in an export description");
            default -> {
                // comments, processing instructions and white space say nothing
            }
        }
    }

    private void enter(XMLStreamReader reader) throws XMLStreamException {
        if (open.size() >= DEEPEST) {
            throw new XMLStreamException("too deep");
        }
        open.push(new Element());
        open.peek().says(reader.getLocalName());
        for (int index = 0; index < reader.getAttributeCount(); index++) {
            open.peek().says(reader.getAttributeLocalName(index));
            text(reader.getAttributeValue(index));
        }
    }

    private void text(String text) {
        String words = text.strip().toLowerCase(Locale.ROOT);
        if (words.isEmpty() || open.isEmpty()) {
            return;
        }
        String base = words.substring(Math.max(words.lastIndexOf('/'), words.lastIndexOf('\\')) + 1);
        if (FILE.matcher(base).matches()) {
            open.peek().files.add(base);
            return;
        }
        open.peek().says(words);
    }

    /** An element speaks of every file within it; what its other children say belongs to a file only if it is alone there. */
    private void leave() {
        Element done = open.pop();
        String words = done.words.toString(); // one for all files: there may be many
        for (String file : done.files) {
            List<String> texts = found.computeIfAbsent(file, first -> new ArrayList<>());
            texts.add(words);
            if (done.files.size() == 1) {
                texts.add(done.neighbours.toString());
            }
        }
        if (!open.isEmpty()) {
            open.peek().contains(done);
        }
    }

    private static XMLInputFactory safeFactory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static final class Element {

        private final StringBuilder words = new StringBuilder();
        private final StringBuilder neighbours = new StringBuilder();
        private final Set<String> files = new HashSet<>();

        void says(String more) {
            append(words, more);
        }

        void contains(Element child) {
            files.addAll(child.files);
            if (child.files.isEmpty()) {
                append(neighbours, child.words.toString());
            }
        }

        private static void append(StringBuilder words, String more) {
            int room = LONGEST_WORDS - words.length();
            if (room > 0) {
                words.append(' ')
                        .append(more.substring(0, Math.min(room, more.length())).toLowerCase(Locale.ROOT));
            }
        }
    }
}
